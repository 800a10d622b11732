"""Enumerations of the features of devices, members by the standard's own names (ECMA-285)."""

from __future__ import annotations

from desktop.csta.enumerations import OpenEnum


class AgentState(OpenEnum):
    """What an agent does (module device-feature-types). Its numbers are not those of :class:`ReqAgentState`."""

    agentNotReady = 0
    agentNull = 1
    agentReady = 2
    agentBusy = 3
    agentWorkingAfterCall = 4


class PendingAgentState(OpenEnum):
    """The state that an agent comes to when the present one ends (module device-feature-types)."""

    agentNotReady = 0
    agentNull = 1
    agentReady = 2
    agentWorkingAfterCall = 3


class PendingStateAfterCall(OpenEnum):
    """The state that an agent comes to after the work after a call (module agent-working-after-call-event)."""

    notReady = 0
    ready = 1
    null = 2


class ReqAgentState(OpenEnum):
    """The state that an agent is to come to (module set-agent-state)."""

    loggedOn = 0
    loggedOff = 1
    notReady = 2
    ready = 3
    workingAfterCall = 4


class AgentStateCondition(OpenEnum):
    """Why an agent is in a state (module get-agent-state)."""

    forcedPause = 0
    other = 1


class PresenceState(OpenEnum):
    """The bits of a presence state, of which several may be set (module device-feature-types)."""

    available = 0
    away = 1
    busy = 2
    calling = 3
    dnd = 4
    meeting = 5
    offline = 6
    unknown = 7
    vacation = 8
    applicationSpec0 = 9
    applicationSpec1 = 10
    applicationSpec2 = 11
    applicationSpec3 = 12
    applicationSpec4 = 13
    applicationSpec5 = 14
    applicationSpec6 = 15
    applicationSpec7 = 16
    applicationSpec8 = 17
    applicationSpec9 = 18
    applicationSpec10 = 19


class CharacterSet(OpenEnum):
    """How the text of a display is to be read (module physical-device-feature)."""

    ascii = 0
    unicode = 1
    proprietary = 2


class LampMode(OpenEnum):
    """How a lamp is lit (module physical-device-feature)."""

    brokenFlutter = 0
    flutter = 1
    off = 2
    steady = 3
    wink = 4
    unknown = 5


class LampBrightness(OpenEnum):
    """How brightly a lamp is lit (module physical-device-feature)."""

    unspecified = 0
    dim = 1
    bright = 2


class LampColor(OpenEnum):
    """The colour of a lamp (module physical-device-feature)."""

    noColor = 0
    red = 1
    yellow = 2
    green = 3
    blue = 4
    unknown = 5


class RingMode(OpenEnum):
    """Whether a ringer rings (module physical-device-feature)."""

    ringing = 0
    notRinging = 1


class VolInc(OpenEnum):
    """One step louder or softer (module physical-device-feature)."""

    increment = 0
    decrement = 1


class MicGainInc(OpenEnum):
    """One step of a microphone's gain up or down (module physical-device-feature)."""

    increment = 0
    decrement = 1
