"""Why a service was refused, in plain words: what happened, and what a person can do where there is something.

Every value of ECMA-285's module error-definition belongs to a family of refusals that mean the same to a user. Only
values that no edition of the module has are named by their code.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.sentences import Sentence


def sentence(category: str, code: str) -> Sentence:
    """Say why a service was refused.

    :param category: as :attr:`desktop.csta.failures.Failure.category` has it, e.g. "operation".
    :param code: the value's ECMA-285 name, e.g. "invalidDeviceID".
    """
    known = SENTENCES.get((category, code))
    if known is not None:
        return known
    if code == "unspecified":
        return NO_REASON
    return Sentence("The telephone system refused the request for a reason that is not known here ({code}).", code=code)


NO_REASON = Sentence("The telephone system refused the request and gave no reason.")
_DETAIL = Sentence("The telephone system did not accept a detail of the request.")
_NOT_SUPPORTED = Sentence("The telephone system does not support a detail of the request.")
_SECURITY = Sentence("The telephone system refused the request for security reasons. Ask its administrator.")
_NO_LINES = Sentence("All outside lines are busy.")
_TOO_MANY_PROGRAMS = Sentence("Too many programs are registered with the telephone system.")

_OPERATION = {
    Sentence("The telephone system did not accept the request and gave no reason."): "generic",
    _DETAIL: (
        "valueOutOfRange invalidAllocationState invalidCorrelatorData messageIDRequired "
        "atLeastOneConditionalParameterNotProvided invalidParameterValue invalidAlertTime invalidAutoAnswer "
        "invalidBitRate invalidCallType invalidConnectionRate invalidConsultPurpose invalidDelayTolerance "
        "invalidDestinationDetect invalidDoNotDisturb invalidFlowDirection invalidForwardingFlag "
        "invalidHookswitchType invalidHookswitchComponent invalidLampMode invalidMessageWaitingSetting "
        "invalidMicrophoneGain invalidMicrophoneMute invalidMonitorFilter invalidMonitorType "
        "invalidNumberOFChannels invalidParticipationType invalidRemainRetry invalidRingPattern "
        "invalidRouteingAlgorithm invalidSpeakerMute invalidSwitchingSubdomainCharsType "
        "alertTimeOutOfRange allocationOutOfRange autoAnswerOutOfRange bitRateOutOfRange callTypeOutOfRange "
        "connectionRateOutOfRange connectionReservoationOutOfRange consultPurposeOutOfRange "
        "correlatorDataOutOfRange delayToleranceOutOfRange destinationDetectOutOfRange digitModeOutOfRange "
        "doNotDisturbOutOfRange flowDirectionOutOfRange forwardingFlagOutOfRange hookswitchComponentOutOfRange "
        "hookswitchTypeOutOfRange lampModeOutOfRange messageWaitingSettingOutOfRange micGainOutOfRange "
        "micMuteOutOfRange monitorTypeOutOfRange numberOfChannelsOutOfRange participationTypeOutOfRange "
        "pulseDurationOutOfRange pulseRateOutOfRange ringPatternOutOfRange routeingAlgorithmOutOfRange "
        "speakerMuteOutOfRange switchingCcittTypeOutOfRange systemStatusOutOfRange toneCharacterOutOfRange "
        "toneDurationOutOfRange"
    ),
    _NOT_SUPPORTED: (
        "parameterNotSupported agentGroupNotSupported agentPasswordNotSupported agentStateNotSupported "
        "alertTimeNotSupported allocationNotSupported autoAnswerNotSupported bitRateNotSupported "
        "callTypeNotSupported charactersToSendNotSupported connectionRateNotSupported "
        "connectionReservationNotSupported consultPurposeNotSupported correlatorDataNotSupported "
        "delayToleranceNotSupported destinationDetectNotSupported digitModeNotSupported errorValueNotSupported "
        "flowDirectionNotSupported monitorTypeNotSupported numberOfChannelsNotSupported "
        "parameterTypeNotSupported priorityNotSupported privateDataNotSupported pulseDurationNotSupported "
        "pulseRateNotSupported remainRetryNotSupported ringCountNotSupported routeUsedNotSupported "
        "securityNotSupported swSubdomainCCIETypeNotSupported toneDurationNotSupported "
        "sysStatRegIDNotSupported userDataNotSupported"
    ),
    Sentence("The telephone system does not support account codes."): "accountCodeNotSupported",
    Sentence("The telephone system does not support authorisation codes."): "authorisationCodeNotSupported",
    Sentence("The telephone system does not have this feature."): "invalidFeature",
    Sentence("The telephone system does not offer this."): "serviceNotSupported",
    Sentence("The telephone system does not offer this kind of forwarding."): (
        "invalidForwardingType forwardingTypeOutOfRange"
    ),
    Sentence("Calls cannot be forwarded to this number."): (
        "invalidForwardingDestination forwardingDestinationNotSupported"
    ),
    Sentence("This number of rings is not possible."): "invalidRingCount ringCountOutOfRange",
    Sentence("This volume is not possible."): (
        "invalidRingVolume invalidSpeakerVolume ringVolumnOutOfRange speakerVolumeOutOfRange"
    ),
    Sentence("The phone does not have this button."): "invalidButtonIdentifier buttonNotSupported",
    Sentence("The phone does not have this lamp."): "invalidLampID lampNotSupported",
    Sentence("The telephone system does not know this station or number."): (
        "invalidDeviceID invalidActiveDeviceID invalidCallToParkDeviceID invalidDivertingDeviceID "
        "invalidHeldDeviceID invalidPickUpDeviceID"
    ),
    Sentence("The telephone system does not know this station."): "objectNotKnown",
    Sentence("The telephone system does not know the calling station."): "invalidCallingDeviceID",
    Sentence("The telephone system does not know the called number."): "invalidCalledDeviceID",
    Sentence("The telephone system does not know this destination."): (
        "invalidDestination invalidDestinationDeviceID invalidParkToDeviceID"
    ),
    Sentence("The telephone system does not know this group of agents."): "invalidAgentGroup",
    Sentence("The telephone system does not know this agent."): "invalidAgentIdentifier",
    Sentence("The telephone system does not know this call any more."): (
        "invalidCallID invalidConnectionID invalidActiveCallID invalidHeldCallID invalidActiveConnectionID "
        "invalidHeldConnectionID"
    ),
    Sentence("The telephone system does not know this recording."): "invalidMsgID invalidFile",
    Sentence("The telephone system does not monitor this station any more."): (
        "invalidCrossRefID invalidMonitorCrossRefID"
    ),
    Sentence("The telephone system does not know this request any more."): (
        "invalidEscapeCrossRefID invalidRouteingCrossRefID invalidRouteRegistrationCrossRefID"
    ),
    Sentence("The answer where the call shall go came too late."): "routeingTimerExpired",
    Sentence("This station cannot be monitored."): "invalidMonitorObject invalidMonitorObjectType",
    Sentence("That is not possible with this kind of station or call."): (
        "invalidObjectType invalidActiveCallObject invalidCalledDeviceObjectType invalidCallingDeviceObjectType "
        "invalidCallToBePickedUpObjectType invalidCallToDivertObjectType invalidCallToParkObjectType "
        "invalidHeldCallObject invalidParkToObjectType invalidDestinationDeviceObject"
    ),
    Sentence("This phone cannot do that."): (
        "requestIncompatibleWithObject requestIncompatibleWithCallingDevice requestIncompatibleWithDevice "
        "requestIncompatibleWithSubjectDevice"
    ),
    Sentence("One of the phones concerned cannot do that."): (
        "requestIncompatibleWithActiveDevice requestIncompatibleWithCallToParkDevice "
        "requestIncompatibleWithDivertingDevice requestIncompatibleWithHeldDevice requestIncompatibleWithPickupDevice"
    ),
    Sentence("That is not possible with this destination."): (
        "requestIncompatibleWithCalledDevice requestIncompatibleWithDestinationDevice "
        "requestIncompatibleWithParkToDevice"
    ),
    Sentence("That is not possible with this call."): (
        "requestIncompatibleWithMedia requestIncompatibleWithConnection requestIncompatibleWithActiveConnection "
        "requestIncompatibleWithHeldConnection"
    ),
    Sentence("You may not control this station."): "privilegeViolationSpecifiedDevice",
    Sentence("This station may not make such a call."): "privilegeViolationCallingDevice",
    Sentence("This number may not be called from here."): "privilegeViolationCalledDevice",
    Sentence("The right to do that is missing. Ask the administrator of the telephone system."): (
        "privilegeViolationActiveDevice privilegeViolationCallToParkDevice privilegeViolationDestinationDevice "
        "privilegeViolationOnDivertingDevice privilegeViolationHeldDevice privilegeViolationOnParkToDevice "
        "privilegeViolationPickUpDevice"
    ),
    _SECURITY: "securityViolation",
    Sentence("The account code is wrong."): "invalidAccountCode",
    Sentence("The authorisation code is wrong."): "invalidAuthCode",
    Sentence("The agent's password is wrong."): "invalidAgentPassword",
    Sentence("The agent cannot be put into this state."): "invalidAgentState agentStateOutOfRange",
    Sentence("That is set already."): "featureAlreadySet",
    Sentence("Two different stations are needed for that."): "notDifferentDevices",
    Sentence("Both calls must be at the same station."): "notSameDevice",
}

_SECURITY_ERRORS = {
    _SECURITY: "generic sequenceNumberViolated securityInfoViolated",
    Sentence(
        "The telephone system refused the request for security reasons. Its clock and that of the computer may differ."
    ): "timeStampViolated",
}

_STATE = {
    Sentence("That is not possible at present."): "generic invalidObjectState",
    Sentence("That is not possible in the present state of the phone."): (
        "invalidDeviceState invalidActiveDeviceState invalidCallingDeviceState invalidCallToParkDeviceState "
        "invalidDivertingDeviceState invalidHeldDeviceState"
    ),
    Sentence("That is not possible at the destination at present."): (
        "invalidCalledDeviceState invalidDestinationDeviceState invalidParkToDeviceState"
    ),
    Sentence("That is not possible in the present state of the call."): (
        "invalidConnectionState invalidActiveConnectionState invalidHeldConnectionState"
    ),
    Sentence("This is not the active call."): "invalidConnectionIDForActiveCall",
    Sentence("There is no active call any more."): "noActiveCall",
    Sentence("There is no held call any more."): "noHeldCall",
    Sentence("There is no call to hang up any more."): "noCallToClear noConnectionToClear",
    Sentence("There is no call to answer any more."): "noCallToAnswer",
    Sentence("There is no call any more with which that is possible."): "noCallToComplete",
    Sentence("There is another call already. End it or put it on hold first."): "connectedCallExists",
    Sentence("The recording cannot be played at present."): "notAbleToPlay",
    Sentence("The recording cannot be continued at present."): "notAbleToResume",
    Sentence("The recording is at its end."): "endOfMsg",
    Sentence("The recording is at its beginning."): "beginningOfMsg",
    Sentence("The recording is paused."): "msgSuspended",
    Sentence("That is not possible in the present state of the recording."): "incorrectMsgState",
}

_SYSTEM = {
    Sentence("The telephone system has no free capacity for this just now. Try again in a moment."): (
        "generic resourceBusy internalResourceBusy classifierBusy noMediaChannelsAvailable "
        "channelsInUseForBridgedDevices channelsInUseForData toneDetectorBusy toneGeneratorBusy"
    ),
    Sentence("The telephone system has no free capacity for the conference."): "conferenceResourceCannotBeSatisfied",
    Sentence("A part of the telephone system that is needed for this is out of service."): (
        "resourceOutOfService otherResourceOutOfService"
    ),
    _NO_LINES: "networkBusy",
    Sentence("The outside lines are out of service."): "networkOutOfService",
    Sentence("The phone is out of service."): "deviceOutOfService callingDeviceOutOfService",
    Sentence("One of the phones concerned is out of service."): (
        "activeDeviceOutOfService callToParkDeviceOutOfService divertingDeviceOutOfService heldDeviceOutOfService "
        "pickupDeviceOutOfService"
    ),
    Sentence("The phone at the destination is out of service."): (
        "calledDeviceOutOfService destinationDeviceOutOfService parkToDeviceOutOfService"
    ),
    Sentence(
        "The telephone system monitors as many stations as it can. Ask its administrator to free one."
    ): "overallMonitorLimitExceeded",
    Sentence("The conference is full."): "conferenceMemberLimitExceeded",
    Sentence("A limit of the telephone system is reached. Try again later or ask its administrator."): (
        "resourceLimitExceeded"
    ),
    Sentence("The telephone system does not allow so many stations at once."): "maxDevicesExceeded",
    _TOO_MANY_PROGRAMS: "registrationLimitExceeded",
    Sentence("The telephone system does not accept this start time."): "startTimeOutOfRange",
    Sentence("That takes longer than the telephone system allows."): "durationExceeded",
}

_SUBSCRIBED = {
    Sentence("The licence or configuration of the telephone system does not allow more of this."): "generic",
    Sentence(
        "This station is monitored as often as the telephone system allows, or has no licence for it."
    ): "objectMonitorLimitExceeded",
    _NO_LINES: "trunkLimitExceeded",
    Sentence("The telephone system is still busy with earlier requests. Try again in a moment."): (
        "outstandingReqLimitExceeded"
    ),
    _TOO_MANY_PROGRAMS: "objectRegistrationLimitExceeded",
}

_FAMILIES: Mapping[str, Mapping[Sentence, str]] = {
    "operation": _OPERATION,
    "security": _SECURITY_ERRORS,
    "state": _STATE,
    "systemResource": _SYSTEM,
    "subscribedResource": _SUBSCRIBED,
    "performance": {
        Sentence("The telephone system is too busy. Try again in a moment."): "generic performanceLimitExceeded"
    },
    "privateData": {
        Sentence("The telephone system did not accept the manufacturer's data in the request."): (
            "cSTAPrivateDataInfoError"
        )
    },
    "unspecified": {NO_REASON: "unspecified"},
}
"""Category -> what a user reads -> the names of the values that mean it."""

SENTENCES: Mapping[tuple[str, str], Sentence] = {
    (category, code): said
    for category, families in _FAMILIES.items()
    for said, codes in families.items()
    for code in codes.split()
}
"""(category, code) -> what a user reads, for every value of the module."""
