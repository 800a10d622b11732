"""What it means to the user of a telephone that a service was refused, for every value of :mod:`desktop.csta.failures`.

Values of which a user can make no difference share a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.sentences import Sentence

# NOTE to whoever wrote this module with _FAMILIES at about 05:04: it was overwritten by mistake at 05:05:16, when two
# people wrote a module of this name at once. Please put yours back; this one only keeps things running until then.

_Rows = tuple[tuple[Sentence, str], ...]
"""A sentence, and the values that mean it."""

_OPERATION: _Rows = (
    (Sentence("The telephone system did not accept the request and gave no reason."), "generic"),
    (Sentence("A value in the request is beyond what the telephone system takes."), "valueOutOfRange"),
    (Sentence("A value in the request is wrong."), "invalidParameterValue"),
    (
        Sentence("The request lacks something that the telephone system needs."),
        "atLeastOneConditionalParameterNotProvided",
    ),
    (Sentence("What the request is about is of the wrong kind."), "invalidObjectType"),
    (Sentence("It is already set like this."), "featureAlreadySet"),
    (Sentence("The telephone system refused the request for reasons of security."), "securityViolation"),
    # stations and numbers
    (Sentence("The telephone system does not know this station."), "objectNotKnown"),
    (Sentence("The telephone system does not know the calling station."), "invalidCallingDeviceID"),
    (Sentence("The telephone system does not know the called number."), "invalidCalledDeviceID"),
    (Sentence("The telephone system does not know this station or number."), "invalidDeviceID"),
    (
        Sentence("The telephone system does not know this destination."),
        "invalidDestination invalidDestinationDeviceID",
    ),
    (Sentence("The telephone system does not know the station of the active call."), "invalidActiveDeviceID"),
    (Sentence("The telephone system does not know the station of the held call."), "invalidHeldDeviceID"),
    (
        Sentence("The telephone system does not know the station of the call to be parked."),
        "invalidCallToParkDeviceID",
    ),
    (
        Sentence("The telephone system does not know the station where the call is to be parked."),
        "invalidParkToDeviceID",
    ),
    (
        Sentence("The telephone system does not know the station whose call is to be redirected."),
        "invalidDivertingDeviceID",
    ),
    (Sentence("The telephone system does not know the station that is to pick up the call."), "invalidPickUpDeviceID"),
    (Sentence("The calling side is no station."), "invalidCallingDeviceObjectType"),
    (Sentence("The called side is neither a station nor a number."), "invalidCalledDeviceObjectType"),
    (Sentence("The destination is neither a station nor a number."), "invalidDestinationDeviceObject"),
    (Sentence("The request needs two different stations."), "notDifferentDevices"),
    (Sentence("Both calls must be at the same station."), "notSameDevice"),
    # calls
    (Sentence("The telephone system does not know this call any more."), "invalidCallID invalidConnectionID"),
    (
        Sentence("The telephone system does not know the active call any more."),
        "invalidActiveCallID invalidActiveConnectionID",
    ),
    (
        Sentence("The telephone system does not know the held call any more."),
        "invalidHeldCallID invalidHeldConnectionID",
    ),
    (Sentence("What the request names as the active call is none."), "invalidActiveCallObject"),
    (Sentence("What the request names as the held call is none."), "invalidHeldCallObject"),
    (Sentence("What is to be picked up is no call."), "invalidCallToBePickedUpObjectType"),
    (Sentence("What is to be redirected is no call."), "invalidCallToDivertObjectType"),
    (Sentence("What is to be parked is no call."), "invalidCallToParkObjectType"),
    (Sentence("Calls cannot be parked there."), "invalidParkToObjectType"),
    (Sentence("This kind of call does not exist."), "invalidCallType callTypeOutOfRange"),
    (
        Sentence("It is not possible to take part in the call in this way."),
        "invalidParticipationType participationTypeOutOfRange",
    ),
    (Sentence("The purpose of the consultation is wrong."), "invalidConsultPurpose consultPurposeOutOfRange"),
    (
        Sentence("The telephone system cannot begin an automatic call in this way."),
        "invalidAllocationState allocationOutOfRange",
    ),
    (
        Sentence("The setting for recognising who answers is wrong."),
        "invalidDestinationDetect destinationDetectOutOfRange",
    ),
    (Sentence("The number of further attempts is wrong."), "invalidRemainRetry"),
    (
        Sentence("The data that go with the call are wrong or too long."),
        "invalidCorrelatorData correlatorDataOutOfRange",
    ),
    (Sentence("The account code is wrong."), "invalidAccountCode"),
    (Sentence("The authorisation code is wrong."), "invalidAuthCode"),
    # who may do what
    (Sentence("You may not control this station."), "privilegeViolationSpecifiedDevice"),
    (Sentence("This station may not make such a call."), "privilegeViolationCallingDevice"),
    (Sentence("This number may not be called from here."), "privilegeViolationCalledDevice"),
    (Sentence("The station of the active call may not do that."), "privilegeViolationActiveDevice"),
    (Sentence("The station of the held call may not do that."), "privilegeViolationHeldDevice"),
    (Sentence("The station of the call to be parked may not do that."), "privilegeViolationCallToParkDevice"),
    (Sentence("Calls may not be parked at this station."), "privilegeViolationOnParkToDevice"),
    (Sentence("This destination may not be used."), "privilegeViolationDestinationDevice"),
    (Sentence("This station may not redirect its calls."), "privilegeViolationOnDivertingDevice"),
    (Sentence("This station may not pick up calls."), "privilegeViolationPickUpDevice"),
    # what cannot do it
    (
        Sentence("This phone cannot do that."),
        "requestIncompatibleWithObject requestIncompatibleWithDevice requestIncompatibleWithSubjectDevice",
    ),
    (Sentence("The calling phone cannot do that."), "requestIncompatibleWithCallingDevice"),
    (Sentence("The called phone cannot do that."), "requestIncompatibleWithCalledDevice"),
    (Sentence("The phone of the active call cannot do that."), "requestIncompatibleWithActiveDevice"),
    (Sentence("The phone of the held call cannot do that."), "requestIncompatibleWithHeldDevice"),
    (Sentence("The phone of the call to be parked cannot do that."), "requestIncompatibleWithCallToParkDevice"),
    (Sentence("Calls cannot be parked at this phone."), "requestIncompatibleWithParkToDevice"),
    (Sentence("That is not possible with this destination."), "requestIncompatibleWithDestinationDevice"),
    (Sentence("This phone cannot redirect its calls."), "requestIncompatibleWithDivertingDevice"),
    (Sentence("This phone cannot pick up calls."), "requestIncompatibleWithPickupDevice"),
    (Sentence("That is not possible with this call."), "requestIncompatibleWithConnection"),
    (Sentence("That is not possible with the active call."), "requestIncompatibleWithActiveConnection"),
    (Sentence("That is not possible with the held call."), "requestIncompatibleWithHeldConnection"),
    (Sentence("That is not possible with this kind of call."), "requestIncompatibleWithMedia"),
    # features
    (Sentence("The telephone system does not offer this."), "serviceNotSupported"),
    (Sentence("The telephone system does not have this feature."), "invalidFeature"),
    (Sentence("Calls cannot be forwarded to this number."), "invalidForwardingDestination"),
    (
        Sentence("The telephone system does not offer this kind of forwarding."),
        "invalidForwardingType forwardingTypeOutOfRange",
    ),
    (Sentence("The setting for forwarding is wrong."), "invalidForwardingFlag forwardingFlagOutOfRange"),
    (Sentence("The setting for do not disturb is wrong."), "invalidDoNotDisturb doNotDisturbOutOfRange"),
    (Sentence("The setting for automatic answering is wrong."), "invalidAutoAnswer autoAnswerOutOfRange"),
    (
        Sentence("The setting for waiting messages is wrong."),
        "invalidMessageWaitingSetting messageWaitingSettingOutOfRange",
    ),
    (Sentence("The setting for reserving lines is wrong."), "connectionReservoationOutOfRange"),
    (Sentence("The telephone system does not know this group of agents."), "invalidAgentGroup"),
    (Sentence("The telephone system does not know this agent."), "invalidAgentIdentifier"),
    (Sentence("The agent's password is wrong."), "invalidAgentPassword"),
    (Sentence("The agent cannot be set to this state."), "invalidAgentState agentStateOutOfRange"),
    (Sentence("The telephone system does not know this message."), "invalidMsgID"),
    (Sentence("The request does not say which message is meant."), "messageIDRequired"),
    (Sentence("The telephone system cannot use this file."), "invalidFile"),
    # parts of a phone
    (Sentence("The phone does not have this button."), "invalidButtonIdentifier"),
    (Sentence("The phone does not have this lamp."), "invalidLampID"),
    (Sentence("The lamp cannot be switched like this."), "invalidLampMode lampModeOutOfRange"),
    (
        Sentence("The phone has no such handset, headset or hands-free set."),
        "invalidHookswitchType hookswitchTypeOutOfRange invalidHookswitchComponent hookswitchComponentOutOfRange",
    ),
    (Sentence("The sensitivity of the microphone is wrong."), "invalidMicrophoneGain micGainOutOfRange"),
    (Sentence("The setting for muting the microphone is wrong."), "invalidMicrophoneMute micMuteOutOfRange"),
    (Sentence("The volume of the loudspeaker is wrong."), "invalidSpeakerVolume speakerVolumeOutOfRange"),
    (Sentence("The setting for muting the loudspeaker is wrong."), "invalidSpeakerMute speakerMuteOutOfRange"),
    (Sentence("The phone does not have this ring tone."), "invalidRingPattern ringPatternOutOfRange"),
    (Sentence("The volume of ringing is wrong."), "invalidRingVolume ringVolumnOutOfRange"),
    (Sentence("The number of rings is wrong."), "invalidRingCount ringCountOutOfRange"),
    (Sentence("The time for ringing is wrong."), "invalidAlertTime alertTimeOutOfRange"),
    (Sentence("This tone does not exist."), "toneCharacterOutOfRange"),
    (Sentence("The length of the tone is wrong."), "toneDurationOutOfRange"),
    (Sentence("The way of sending digits is wrong."), "digitModeOutOfRange"),
    (Sentence("The length of the dialling pulses is wrong."), "pulseDurationOutOfRange"),
    (Sentence("The speed of the dialling pulses is wrong."), "pulseRateOutOfRange"),
    # data and lines
    (Sentence("The bit rate is wrong."), "invalidBitRate bitRateOutOfRange"),
    (Sentence("The speed of the connection is wrong."), "invalidConnectionRate connectionRateOutOfRange"),
    (Sentence("The permitted delay is wrong."), "invalidDelayTolerance delayToleranceOutOfRange"),
    (Sentence("The direction of the data is wrong."), "invalidFlowDirection flowDirectionOutOfRange"),
    (Sentence("The number of channels is wrong."), "invalidNumberOFChannels numberOfChannelsOutOfRange"),
    (
        Sentence("The kind of network is wrong."),
        "invalidSwitchingSubdomainCharsType switchingCcittTypeOutOfRange",
    ),
    # monitors, registrations, routing
    (Sentence("This station cannot be monitored."), "invalidMonitorObject invalidMonitorObjectType"),
    (Sentence("This kind of monitoring does not exist."), "invalidMonitorType monitorTypeOutOfRange"),
    (Sentence("The choice of events to be reported is wrong."), "invalidMonitorFilter"),
    (
        Sentence("The telephone system does not know this monitoring any more."),
        "invalidCrossRefID invalidMonitorCrossRefID",
    ),
    (
        Sentence("The telephone system does not know this service of its manufacturer any more."),
        "invalidEscapeCrossRefID",
    ),
    (Sentence("This state of the telephone system does not exist."), "systemStatusOutOfRange"),
    (
        Sentence("This way of choosing a destination does not exist."),
        "invalidRouteingAlgorithm routeingAlgorithmOutOfRange",
    ),
    (Sentence("The telephone system has chosen a destination already."), "invalidRouteingCrossRefID"),
    (
        Sentence("The telephone system does not ask for destinations any more."),
        "invalidRouteRegistrationCrossRefID",
    ),
    (Sentence("The destination was chosen too late."), "routeingTimerExpired"),
    # what this switch does not support
    (
        Sentence("The telephone system does not support something in the request."),
        "parameterNotSupported parameterTypeNotSupported",
    ),
    (Sentence("The telephone system does not support account codes."), "accountCodeNotSupported"),
    (Sentence("The telephone system does not support authorisation codes."), "authorisationCodeNotSupported"),
    (Sentence("The telephone system does not support groups of agents."), "agentGroupNotSupported"),
    (Sentence("The telephone system does not support passwords of agents."), "agentPasswordNotSupported"),
    (Sentence("The telephone system does not support this state of agents."), "agentStateNotSupported"),
    (Sentence("The telephone system does not support a limited time of ringing."), "alertTimeNotSupported"),
    (Sentence("The telephone system does not support a limited number of rings."), "ringCountNotSupported"),
    (
        Sentence("The telephone system does not support this way of beginning automatic calls."),
        "allocationNotSupported",
    ),
    (Sentence("The telephone system does not support automatic answering."), "autoAnswerNotSupported"),
    (Sentence("The telephone system does not support this bit rate."), "bitRateNotSupported"),
    (Sentence("The telephone system does not support this button."), "buttonNotSupported"),
    (Sentence("The telephone system does not support this lamp."), "lampNotSupported"),
    (Sentence("The telephone system does not support this kind of call."), "callTypeNotSupported"),
    (Sentence("The telephone system cannot send these characters."), "charactersToSendNotSupported"),
    (Sentence("The telephone system does not support this speed of the connection."), "connectionRateNotSupported"),
    (Sentence("The telephone system does not support reserving lines."), "connectionReservationNotSupported"),
    (Sentence("The telephone system does not support this purpose of a consultation."), "consultPurposeNotSupported"),
    (
        Sentence("The telephone system does not support data that go with a call."),
        "correlatorDataNotSupported userDataNotSupported",
    ),
    (Sentence("The telephone system does not support a permitted delay."), "delayToleranceNotSupported"),
    (Sentence("The telephone system does not support recognising who answers."), "destinationDetectNotSupported"),
    (Sentence("The telephone system does not support this way of sending digits."), "digitModeNotSupported"),
    (Sentence("The telephone system does not support this kind of error message."), "errorValueNotSupported"),
    (Sentence("The telephone system does not support this direction of the data."), "flowDirectionNotSupported"),
    (
        Sentence("The telephone system does not support forwarding to this destination."),
        "forwardingDestinationNotSupported",
    ),
    (Sentence("The telephone system does not support this kind of monitoring."), "monitorTypeNotSupported"),
    (Sentence("The telephone system does not support this number of channels."), "numberOfChannelsNotSupported"),
    (Sentence("The telephone system does not support calls with priority."), "priorityNotSupported"),
    (Sentence("The telephone system does not support these additions of a manufacturer."), "privateDataNotSupported"),
    (Sentence("The telephone system does not support this length of dialling pulses."), "pulseDurationNotSupported"),
    (Sentence("The telephone system does not support this speed of dialling pulses."), "pulseRateNotSupported"),
    (Sentence("The telephone system does not support this number of further attempts."), "remainRetryNotSupported"),
    (Sentence("The telephone system does not tell where it has put the call through."), "routeUsedNotSupported"),
    (Sentence("The telephone system does not support security data in requests."), "securityNotSupported"),
    (Sentence("The telephone system does not support this kind of network."), "swSubdomainCCIETypeNotSupported"),
    (Sentence("The telephone system does not support this length of tones."), "toneDurationNotSupported"),
    (Sentence("The telephone system does not support several reports of its state."), "sysStatRegIDNotSupported"),
)

_SECURITY: _Rows = (
    (Sentence("The telephone system refused the request for reasons of security."), "generic"),
    (Sentence("A message was lost or came twice on the way to the telephone system."), "sequenceNumberViolated"),
    (
        Sentence("The clocks of this computer and of the telephone system differ too much."),
        "timeStampViolated",
    ),
    (Sentence("The security data in the request are wrong."), "securityInfoViolated"),
)

_STATE: _Rows = (
    (Sentence("That is not possible in the present state of the call."), "generic invalidConnectionState"),
    (Sentence("That is not possible in the present state of the phone."), "invalidObjectState invalidDeviceState"),
    (Sentence("This is not the active call."), "invalidConnectionIDForActiveCall"),
    (Sentence("There is no active call any more."), "noActiveCall"),
    (Sentence("There is no held call any more."), "noHeldCall"),
    (Sentence("There is no call to end any more."), "noCallToClear"),
    (Sentence("There is no call to hang up any more."), "noConnectionToClear"),
    (Sentence("There is no call to answer any more."), "noCallToAnswer"),
    (Sentence("There is no call any more that could be tried again later."), "noCallToComplete"),
    (Sentence("There is a call at this phone already."), "connectedCallExists"),
    (Sentence("The message cannot be played just now."), "notAbleToPlay"),
    (Sentence("The message cannot be continued just now."), "notAbleToResume"),
    (Sentence("The message is at its end."), "endOfMsg"),
    (Sentence("The message is at its beginning."), "beginningOfMsg"),
    (Sentence("The message is paused."), "msgSuspended"),
    (Sentence("That is not possible in the present state of the message."), "incorrectMsgState"),
    (Sentence("That is not possible in the present state of the active call."), "invalidActiveConnectionState"),
    (Sentence("That is not possible in the present state of the held call."), "invalidHeldConnectionState"),
    (
        Sentence("That is not possible in the present state of the phone of the active call."),
        "invalidActiveDeviceState",
    ),
    (Sentence("That is not possible in the present state of the phone of the held call."), "invalidHeldDeviceState"),
    (Sentence("That is not possible in the present state of the called phone."), "invalidCalledDeviceState"),
    (Sentence("That is not possible in the present state of the calling phone."), "invalidCallingDeviceState"),
    (Sentence("That is not possible in the present state of the destination."), "invalidDestinationDeviceState"),
    (
        Sentence("That is not possible in the present state of the phone whose call is to be redirected."),
        "invalidDivertingDeviceState",
    ),
    (
        Sentence("That is not possible in the present state of the phone whose call is to be parked."),
        "invalidCallToParkDeviceState",
    ),
    (
        Sentence("That is not possible in the present state of the phone where the call is to be parked."),
        "invalidParkToDeviceState",
    ),
)

_SYSTEM_RESOURCE: _Rows = (
    (Sentence("The telephone system has no free resource for this."), "generic"),
    (Sentence("The telephone system has no free resource for this just now."), "resourceBusy internalResourceBusy"),
    (
        Sentence("A part of the telephone system that is needed is out of service."),
        "resourceOutOfService otherResourceOutOfService",
    ),
    (Sentence("All outside lines are busy."), "networkBusy"),
    (Sentence("The network is out of order."), "networkOutOfService"),
    (
        Sentence("The telephone system monitors as many stations as it can. Ask its administrator to free one."),
        "overallMonitorLimitExceeded",
    ),
    (Sentence("The conference is full."), "conferenceMemberLimitExceeded"),
    (Sentence("The telephone system has no free resource for a conference."), "conferenceResourceCannotBeSatisfied"),
    (Sentence("The telephone system cannot find out just now who answers."), "classifierBusy"),
    (Sentence("The telephone system has no free channel."), "noMediaChannelsAvailable"),
    (Sentence("All channels are in use at other phones of this line."), "channelsInUseForBridgedDevices"),
    (Sentence("All channels are in use for data."), "channelsInUseForData"),
    (Sentence("The telephone system cannot listen for tones just now."), "toneDetectorBusy"),
    (Sentence("The telephone system cannot play tones just now."), "toneGeneratorBusy"),
    (Sentence("The phone is out of service."), "deviceOutOfService"),
    (Sentence("The phone of the active call is out of service."), "activeDeviceOutOfService"),
    (Sentence("The phone of the held call is out of service."), "heldDeviceOutOfService"),
    (Sentence("The called phone is out of service."), "calledDeviceOutOfService"),
    (Sentence("The calling phone is out of service."), "callingDeviceOutOfService"),
    (Sentence("The destination is out of service."), "destinationDeviceOutOfService"),
    (Sentence("The phone whose call is to be parked is out of service."), "callToParkDeviceOutOfService"),
    (Sentence("The phone where the call is to be parked is out of service."), "parkToDeviceOutOfService"),
    (Sentence("The phone whose call is to be redirected is out of service."), "divertingDeviceOutOfService"),
    (Sentence("The phone that is to pick up the call is out of service."), "pickupDeviceOutOfService"),
    (Sentence("The telephone system cannot do more of this at once."), "resourceLimitExceeded"),
    (Sentence("The telephone system takes no more registrations."), "registrationLimitExceeded"),
    (Sentence("Too many stations take part."), "maxDevicesExceeded"),
    (Sentence("The telephone system cannot begin at this time."), "startTimeOutOfRange"),
    (Sentence("It would take longer than the telephone system allows."), "durationExceeded"),
)

_SUBSCRIBED_RESOURCE: _Rows = (
    (Sentence("The licence or configuration of the telephone system does not allow more of this."), "generic"),
    (
        Sentence("This station is monitored as often as the telephone system allows, or has no licence for it."),
        "objectMonitorLimitExceeded",
    ),
    (Sentence("All outside lines are busy."), "trunkLimitExceeded"),
    (Sentence("Too many requests wait for an answer of the telephone system."), "outstandingReqLimitExceeded"),
    (
        Sentence("This station is registered as often as the telephone system allows."),
        "objectRegistrationLimitExceeded",
    ),
)

_PERFORMANCE: _Rows = (
    (
        Sentence("The telephone system is too busy. Try again in a moment."),
        "generic performanceLimitExceeded",
    ),
)

_PRIVATE_DATA: _Rows = (
    (
        Sentence("The telephone system did not accept the manufacturer's additions in the request."),
        "cSTAPrivateDataInfoError",
    ),
)

_UNSPECIFIED: _Rows = ((Sentence("The telephone system refused the request without a reason."), "unspecified"),)


def _each() -> Iterator[tuple[tuple[str, str], Sentence]]:
    tables = {
        "operation": _OPERATION,
        "security": _SECURITY,
        "state": _STATE,
        "systemResource": _SYSTEM_RESOURCE,
        "subscribedResource": _SUBSCRIBED_RESOURCE,
        "performance": _PERFORMANCE,
        "privateData": _PRIVATE_DATA,
        "unspecified": _UNSPECIFIED,
    }
    for category, rows in tables.items():
        for sentence, codes in rows:
            yield from (((category, code), sentence) for code in codes.split())


SENTENCES: Mapping[tuple[str, str], Sentence] = dict(_each())
"""(category, code) -> the sentence; category and code are those of :class:`~desktop.csta.failures.Failure`."""


NO_REASON = Sentence("The telephone system refused the request without a reason.")


def sentence(category: str, code: str) -> Sentence:
    """Return what a refusal means to a user."""
    if code == "unspecified":
        return NO_REASON
    return SENTENCES.get((category, code)) or Sentence(
        "The telephone system refused the request for a reason that is not known here ({code}).", code=code
    )
