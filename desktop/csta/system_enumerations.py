"""Enumerations of the services about switches and devices, members by the standard's own names."""

from __future__ import annotations

from desktop.csta.enumerations import OpenEnum


class DeviceCategory(OpenEnum):
    """What a device is (module capability-exchange)."""

    acd = 0
    group = 1
    networkInterface = 2
    park = 3
    routeingDevice = 4
    station = 5
    voiceUnit = 6
    other = 7
    genericInteractiveVoice = 8
    listenerInteractiveVoice = 9
    dtmfInteractiveVoice = 10
    promptInteractiveVoice = 11
    promptQueueInteractiveVoice = 12
    messageInteractiveVoice = 13
    conference = 14


class ReqDeviceCategory(OpenEnum):
    """Which devices a list shall have (module get-switching-function-devices); not the numbers of DeviceCategory."""

    acd = 0
    groupACD = 1
    groupHunt = 2
    groupPick = 3
    groupOther = 4
    networkInterface = 5
    park = 6
    routeingDevice = 7
    station = 8
    voiceUnit = 9
    other = 10
    conference = 11
    dtmfIV = 12
    genericIV = 13
    groupUser = 14
    listenerIV = 15
    messageIV = 16
    promptIV = 17
    promptQueue = 18


class NamedDeviceTypes(OpenEnum):
    """What a device is called, more finely than its category (module capability-exchange)."""

    acd = 0
    acdGroup = 1
    button = 2
    buttonGroup = 3
    conferenceBridge = 4
    line = 5
    lineGroup = 6
    operator = 7
    operatorGroup = 8
    parkingDevice = 9
    station = 10
    stationGroup = 11
    trunk = 12
    trunkGroup = 13
    other = 14
    otherGroup = 15


class AppearanceType(OpenEnum):
    """How a device shows its calls: in fixed places, in new ones, shared with others (module capability-exchange)."""

    selectedStandard = 0
    basicStandard = 1
    basicBridged = 2
    exclusiveBridged = 3
    independentSharedBridged = 4
    interdependentSharedBridged = 5


class IgnoreUnsupportedParameters(OpenEnum):
    """What becomes of a request with members that the switch does not support (module capability-exchange)."""

    ignoreParameters = 0
    rejectMessage = 1


class SecurityMode(OpenEnum):
    """Which messages carry security data (module get-switching-function-capabilities)."""

    allEvents = 0
    allAcks = 1
    allServReqs = 2


class DynamicFeatureSupported(OpenEnum):
    """For which calls the switch tells the services permitted (module get-switching-function-capabilities)."""

    none = 0
    all = 1
    some = 2


class ConnectionView(OpenEnum):
    """Whether the far ends of a call look the same to all (module get-switching-function-capabilities)."""

    fixed = 0
    local = 1
