"""Names of numbers and bits in ECMA-285's own words, for people who read a message (:mod:`desktop.csta.explain`).

Keys are a type of the schema (``CallCharacteristics``) or a member of one (``MonitorFilter.callControl``); the name
of a type that has none is empty (``.version``). Enumerations that messages use have classes in
:mod:`~desktop.csta.enumerations`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.csta import apdus, enumerations, failures
from desktop.csta.enumerations import OpenEnum


def _of(kind: type[OpenEnum]) -> dict[int, str]:
    return {int(member): member.name for member in kind}


def _counted(names: str) -> dict[int, str]:
    return dict(enumerate(names.split()))


ENUMERATIONS: Mapping[str, Mapping[int, str]] = {
    "EventCause": _of(enumerations.EventCause),
    "LocalConnectionState": _of(enumerations.LocalConnectionState),
    "SystemStatus": _of(enumerations.SystemStatus),
    "ForwardingType": _of(enumerations.ForwardingType),
    "ParticipationType": _of(enumerations.ParticipationType),
    # members whose own tag hides their type
    "MakeCallArgument.autoOriginate": _of(enumerations.AutoOriginate),
    "MakeCallArgument.reason": _of(enumerations.EventCause),
    "DeflectCallArgument.reason": _of(enumerations.EventCause),
    "SingleStepTransArgument.reason": _of(enumerations.EventCause),
    "DeviceHistory.eventCause": _of(enumerations.EventCause),
    "CallState.simpleCallState": _of(enumerations.SimpleCallState),
    "ForwardDefault": _counted("forwardingTypeAndForwardDN forwardingType forwardDN"),
    "ConsultOptions": _counted("unrestricted consultOnly transferOnly conferenceOnly"),
    "ConsultationCallArgument.consultOptions": _counted("unrestricted consultOnly transferOnly conferenceOnly"),
    "DigitMode": _counted("rotaryPulse dTMF"),
    "MonitorStartArgument.monitorType": _counted("call device"),
    "FlowDirection": _counted("transmit receive transmitAndReceive none"),
    "MediaCallCharacteristics.bitRate": _counted("constant variable"),
    "MediaCallCharacteristics.switchingSubDomainCCIEType": _counted("isdn atm isoEthernet rsvp other sip"),
    "NetworkCapability.networkType": _counted("iSDNPublic nonISDNPublic iSDNPrivate nonISDNPrivate other"),
    "ProgressIndicator.progressLocation": _counted(
        "user privateNetServingLocal publicNetServingLocal transitNetwork publicNetServingRemote "
        "privateNetServingRemote localInterface internationalNetwork networkBeyondInterwk other"
    ),
    "ProgressIndicator.progressDescription": _counted("iSDNProgressDesc qSIGProgressDesc other"),
    "ChargingInfo.typeOfChargingInfo": _counted("subTotal total"),
    ".currencyMultiplier": _counted("oneThousandth oneHundredth oneTenth one ten hundred thousand"),
    **{
        f"UniversalFailure.{alternative}": _of(kind)
        for alternative, (_, kind) in failures.CATEGORIES.items()
        if kind is not None
    },
}
"""What is ENUMERATED in the standard: number -> name."""

INTEGERS: Mapping[str, Mapping[int, str]] = {
    "Aare.result": {0: "accepted", 1: "rejectedPermanent", 2: "rejectedTransient"},
    "Diagnostic.user": {
        0: "null",
        1: "noReasonGiven",
        2: "contextNameNotSupported",
        11: "mechanismNotRecognized",
        12: "mechanismRequired",
        13: "authenticationFailure",
        14: "authenticationRequired",
    },
    "Diagnostic.provider": {0: "null", 1: "noReasonGiven", 2: "noCommonAcseVersion"},
    "Error.errorCode": {1: "universalFailure"},
    "Abrt.source": {0: "user", 1: "provider"},
    "Abrt.diagnostic": {1: "noReasonGiven", 2: "protocolError"},
    **{f"CHOICE.{kind}": dict(enumerate(names)) for kind, names in apdus.PROBLEMS.items()},
}
"""INTEGERs of the envelope whose numbers have names (X.227, X.229)."""

BITS: Mapping[str, Sequence[str]] = {
    key: tuple(names.split())
    for key, names in {
        "Aarq.senderRequirements": "authentication",
        "Aare.responderRequirements": "authentication",
        "CallCharacteristics": (
            "acdCall priorityCall maintainanceCall directAgent assistCall voiceUnitCall privateCall personalCall "
            "sensitiveCall confidentialCall encryptedCall lowPriorityCall highPriorityCall"
        ),
        "CallOrigination": "internal external",
        "MediaCallCharacteristics.mediaClass": "voice data image other audio notKnown chat email message im sms mms",
        "MonitorStartArgument.requestedMonitorMediaClass": (
            "voice data image other audio notKnown chat email message im sms mms"
        ),
        "MonitorStartResult.actualMonitorMediaClass": (
            "voice data image other audio notKnown chat email message im sms mms"
        ),
        "NetworkCapability.eventsProvided": (
            "bridged allCleared conferenced connectionCleared delivered digitsDialed diverted established failed held "
            "networkCapabilitiesChange networkReached offered originated queued retrieved serviceInitiated "
            "transferred"
        ),
        "MonitorFilter.callControl": (
            "callCleared conferenced connectionCleared delivered diverted established failed held networkReached "
            "originated queued retrieved serviceInitiated transferred digitsDialed bridged networkCapabilitiesChanged "
            "offered"
        ),
        "MonitorFilter.callAssociated": (
            "callInformation charging dTMFDigitsDetected telephonyTonesDetected serviceCompletionFailure"
        ),
        "MonitorFilter.mediaAttachment": "mediaAttached mediaDetached",
        "MonitorFilter.physicalDeviceFeature": (
            "buttonInformation buttonPress displayUpdated hookswitch lampMode messageWaiting microphoneGain "
            "microphoneMute ringerStatus speakerMute speakerVolume"
        ),
        "MonitorFilter.logicalDeviceFeature": (
            "agentBusy agentLoggedOn agentLoggedOff agentNotReady agentReady agentWorkingAfterCall autoAnswer "
            "autoWorkMode callBack callBackMessage callerIDStatus doNotDisturb forwarding routeingMode presenceState"
        ),
        "MonitorFilter.maintenance": "backInService outOfService deviceCapabilityChanged partiallyInService",
        "MonitorFilter.voiceUnit": (
            "stop play suspendPlay record suspendRecord review voiceAttributesChange bookmarkReached completed "
            "dtmfDetected emptied interruptionDetected notRecognized recognized started silenceTimeoutExpired "
            "speechDetected voiceErrorOccured"
        ),
        "MonitorFilter.private": "privateEvent",
        "ServicesPermitted.callControlServices": (
            "acceptCall alternateCall answerCall callBack callBackMessage campOnCall clearCall clearConnection "
            "conferenceCall consultationCall deflectCall dialDigits directedPickupCall groupPickupCall holdCall "
            "intrudeCall joinCall makeCall makePredictiveCall parkCall reconnectCall retrieveCall "
            "singleStepConference singleStepTransfer transferCall makeConnection sendMessage"
        ),
        "ServicesPermitted.callAssociatedServices": (
            "associateData cancelTelephonyTones generateDigits generateTelephonyTones sendUserInformation "
            "changeConnectionInformation"
        ),
        "ServicesPermitted.mediaAttachmentServices": "attachMediaService detachMediaService",
        "ServicesPermitted.routeingServices": (
            "routeRegister routeRegisterCancel routeRegisterAbort reroute routeEnd routeReject routeRequest "
            "routeSelect routeUsed"
        ),
        "ServicesPermitted.voiceUnitServices": (
            "concatenateMessage deleteMessage playMessage queryVoiceAttribute recordMessage reposition resume review "
            "setVoiceAttribute stop suspend synthesizeMessage activate clear deactivate"
        ),
        ".version": (
            "versionOne versionTwo versionThree versionFour versionFive versionSix versionSeven versionEight "
            "versionNine versionTen versionEleven versionTwelve versionThirteen versionFourteen versionFifteen "
            "versionSixteen versionSeventeen versionEighteen versionNineteen versionTwenty versionTwentyone "
            "versionTwentytwo versionTwentythree versionTwentyfour"
        ),
    }.items()
}
"""Names of the bits of a BIT STRING, first bit first."""
