"""Enumerations of ECMA-285, members by the standard's own names.

A number that the standard of today does not list makes a member too, called ``value-N``: what a newer switch adds is
kept.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import Any


class OpenEnum(IntEnum):
    """An enumeration that takes every integer."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if not isinstance(value, int):
            return None
        member = int.__new__(cls, value)
        member._name_ = f"value-{value}"
        member._value_ = value
        return member

    @classmethod
    def from_asn1(cls, value: int) -> Any:
        """Make a member from the schema's value."""
        return cls(value)

    @classmethod
    def reader(cls) -> Callable[[int], Any]:
        """Return a quicker ``from_asn1``: finding a member by a call of its class takes six times as long."""
        listed = {int(member): member for member in cls}.get
        return lambda value: listed(value) or cls(value)

    def to_asn1(self) -> int:
        """Return the schema's value."""
        return int(self)


class LocalConnectionState(OpenEnum):
    """What one device does in one call (module connection-states)."""

    null = 0
    initiated = 1
    alerting = 2
    connected = 3
    hold = 4
    queued = 5
    fail = 6


class SystemStatus(OpenEnum):
    """How the switching function is (module device-feature-types)."""

    initializing = 0
    enabled = 1
    normal = 2
    messagesLost = 3
    disabled = 4
    overloadImminent = 5
    overloadReached = 6
    overloadRelieved = 7
    partiallyDisabled = 8


class MonitorType(OpenEnum):
    """What a monitor of a call follows: the call, or the call at one device (module status-reporting)."""

    call = 0
    device = 1


class ForwardingType(OpenEnum):
    """When calls are forwarded (module device-feature-types)."""

    forwardImmediate = 0
    forwardBusy = 1
    forwardNoAns = 2
    forwardBusyInt = 3
    forwardBusyExt = 4
    forwardNoAnsInt = 5
    forwardNoAnsExt = 6
    forwardImmInt = 7
    forwardImmExt = 8
    forwardDND = 9
    forwardDNDInt = 10
    forwardDNDExt = 11

    @property
    def short(self) -> str:
        """The name in the control vocabulary, without "forward": "immediate", "noAns", "DND" ..."""
        name = self.name.removeprefix("forward")
        return name if name[:2].isupper() else name[0].lower() + name[1:]


class ForwardDefault(OpenEnum):
    """Which parts of a forwarding the switch filled in by itself (module device-feature-types)."""

    forwardingTypeAndForwardDN = 0
    forwardingType = 1
    forwardDN = 2


class AutoOriginate(OpenEnum):
    """Whether a phone prompts its user to lift the handset before it dials (module call-control)."""

    prompt = 0
    doNotPrompt = 1


class ParticipationType(OpenEnum):
    """How a device takes part in a conference (module device-feature-types)."""

    silent = 0
    active = 1
    none = 2


class SimpleCallState(OpenEnum):
    """A call's state at both ends in one number, the far end's state first (module status-reporting)."""

    callNull = 0
    callPending = 1
    callOriginated = 3
    callDelivered = 35
    callDeliveredHeld = 36
    callReceived = 50
    callEstablished = 51
    callEstablishedHeld = 52
    callReceivedOnHold = 66
    callEstablishedOnHold = 67
    callQueued = 83
    callQueuedHeld = 84
    callBlocked = 96
    callFailed = 99
    callFailedHeld = 100


class EventCause(OpenEnum):
    """Why an event happened (ECMA-285, module event-causes)."""

    activeParticipation = 1
    alternate = 2
    busy = 3
    callBack = 4
    callCancelled = 5
    callForwardImmediate = 6
    callForwardBusy = 7
    callForwardNoAnswer = 8
    callForward = 9
    callNotAnswered = 10
    callPickup = 11
    campOn = 12
    destNotObtainable = 13
    doNotDisturb = 14
    incompatibleDestination = 15
    invalidAccountCode = 16
    keyOperation = 17
    lockout = 18
    maintenance = 19
    networkCongestion = 20
    networkNotObtainable = 21
    newCall = 22
    noAvailableAgents = 23
    override = 24
    park = 25
    overflow = 26
    recall = 27
    redirected = 28
    reorderTone = 29
    resourcesNotAvailable = 30
    silentParticipation = 31
    transfer = 32
    trunksBusy = 33
    blocked = 35
    characterCountReached = 36
    consultation = 37
    distributed = 38
    dTMFDigitDetected = 39
    durationExceeded = 40
    endOfMessageDetected = 41
    enteringDistribution = 42
    forcedPause = 43
    makeCall = 44
    messageSizeExceeded = 45
    networkSignal = 46
    nextMessage = 47
    normalClearing = 48
    noSpeechDetected = 49
    numberChanged = 50
    singleStepConference = 51
    singleStepTransfer = 52
    speechDetected = 53
    switchingFunctionTerminated = 54
    terminationCharacterReceived = 55
    timeout = 56
    aCDBusy = 57
    aCDForward = 58
    aCDSaturated = 59
    alertTimeExpired = 60
    autoWork = 61
    campOnTrunks = 62
    conference = 63
    destDetected = 64
    destOutOfOrder = 65
    distributionDelay = 66
    forcedTransition = 67
    intrude = 68
    invalidNumberFormat = 69
    joinCall = 70
    keyOperationInUse = 71
    makePredictiveCall = 72
    messageDurationExceeded = 73
    multipleAlerting = 74
    multipleQueuing = 75
    networkDialling = 76
    networkOutOfOrder = 77
    normal = 78
    notAvaliableBearerService = 79
    notSupportedBearerService = 80
    numberUnallocated = 81
    queueCleared = 82
    remainsInQueue = 83
    reserved = 84
    selectedTrunkBusy = 85
    suspend = 86
    unauthorisedBearerService = 87
    activation = 88
    babble = 89
    badAttribute = 90
    badGrammar = 91
    badVoice = 92
    badUri = 93
    busyOverflow = 94
    calendarOverflow = 95
    capacityOverflow = 96
    duplicateDTMF = 97
    earlyStop = 98
    emptyQueue = 99
    interDigitTimeout = 100
    invalidConnection = 101
    invalidConnectionState = 102
    makeConnection = 103
    maxTimeout = 104
    noAudioSaved = 105
    noQueue = 106
    noRule = 107
    outOfGrammar = 108
    pathReplacement = 109
    queueTimeOverflow = 110
    recallBusy = 111
    recallForwarded = 112
    recallNoAnswer = 113
    recallResourcesNotAvailable = 114
    unknownOverflow = 115
    callInterception = 116
    callInterceptionBusy = 117
    callInterceptionForwarded = 118
    callInterceptionNoAnswer = 119
    callInterceptionResourcesNotAvailable = 120
    lawfulInterception = 121
