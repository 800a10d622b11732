"""THE TABLE OF SERVICES: which the switch knows, what each needs, and who does it. The dispatcher goes by it.

What a row's needs can tell (the station that is named, the state of the connection) is checked before anything is
done; the errors behind them come from doing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.csta.failures import OperationError as Op
from desktop.csta.failures import PrivateDataError
from desktop.csta.failures import StateError as St
from desktop.csta.failures import SystemResourceError as Rs
from desktop.switchsim.exchange import Exchange
from desktop.switchsim.model import State
from desktop.switchsim.services import (
    apparatus,
    call_associated,
    call_control,
    call_features,
    capabilities,
    snapshots,
    station,
    system,
)
from desktop.switchsim.services.needs import ANY, Connection, Error, Service, Station

REFUSED = Service()
_HOLD, _CONNECTED, _ALERTING = (State.hold,), (State.connected,), (State.alerting,)
_PAIR = (
    Connection("held_call", _HOLD, St.noHeldCall),
    Connection("active_call", _CONNECTED, St.invalidConnectionIDForActiveCall),
)
_JOINED = ("activeCallConnected", "heldCallHold")
_PROMPT = ("autoOriginatePrompt", "autoOriginateDoNotPrompt", "supportsPrompting")
_STATION = (Station(),)
_FAILED = "a call that failed or alerts"
_PART = (Op.objectNotKnown,)


def _station(act: Callable[[Exchange, Any], Any], *errors: Error, **more: Any) -> Service:
    return Service(act=act, needs=_STATION, errors=errors, **more)


CALLS: Mapping[str, Service] = {
    "makeCall": Service(
        act=call_control.make_call,
        needs=(Station("calling_device", Op.invalidCallingDeviceID),),
        errors=(
            Op.invalidCalledDeviceID,
            St.invalidObjectState,
            St.invalidCallingDeviceState,
            St.invalidCalledDeviceState,
            Rs.deviceOutOfService,
            Rs.calledDeviceOutOfService,
        ),
        details=("null", *_PROMPT),
        seen=True,
    ),
    "answerCall": Service(
        act=call_control.answer_call,
        needs=(Connection("call_to_be_answered", _ALERTING, St.noCallToAnswer),),
        errors=(Op.requestIncompatibleWithObject, St.invalidObjectState),
        seen=True,
    ),
    "acceptCall": Service(
        act=call_features.accept_call,
        needs=(Connection("call_to_be_accepted", _ALERTING),),
        asked="that is only offered",
    ),
    "clearConnection": Service(
        act=call_control.clear_connection,
        asked="any connection",
        errors=(Op.invalidConnectionID, St.invalidConnectionState),
        details=("alerting", "connected", "fail", "queued", "initiated", "hold"),
        seen=True,
    ),
    "clearCall": Service(
        act=call_control.clear_call,
        asked="any call",
        errors=(Op.invalidCallID,),
        details=("alerting", "connected", "failed", "queued", "initiated", "hold"),
    ),
    "holdCall": Service(act=call_control.hold_call, needs=(Connection("call_to_be_held", _CONNECTED),), seen=True),
    "retrieveCall": Service(
        act=call_control.retrieve_call,
        needs=(Connection("call_to_be_retrieved", _HOLD),),
        errors=(St.invalidObjectState,),
        seen=True,
    ),
    "consultationCall": Service(
        act=call_control.consultation_call,
        needs=(Connection("existing_call", _CONNECTED),),
        errors=(Op.invalidCalledDeviceID, St.invalidCalledDeviceState, Rs.calledDeviceOutOfService),
        details=("consultOptionUnrestricted",),
    ),
    "alternateCall": Service(
        act=call_control.alternate_call, needs=_PAIR, errors=(Op.notSameDevice,), details=("hold",)
    ),
    "reconnectCall": Service(
        act=call_control.reconnect_call,
        needs=(
            Connection("held_call", _HOLD),
            Connection(
                "active_call", (State.connected, State.initiated, State.fail), St.invalidConnectionIDForActiveCall
            ),
        ),
        errors=(Op.notSameDevice,),
        details=("connected", "fail", "initiated"),
    ),
    "transferCall": Service(
        act=call_control.transfer_call,
        needs=_PAIR,
        errors=(Op.notSameDevice, St.invalidConnectionState),
        details=_JOINED,
    ),
    "conferenceCall": Service(
        act=call_control.conference_call,
        needs=_PAIR,
        errors=(Op.notSameDevice, St.invalidConnectionState, Rs.conferenceMemberLimitExceeded),
        details=_JOINED,
    ),
    "singleStepTrans": Service(
        act=call_control.single_step_transfer,
        needs=(Connection("active_call", _CONNECTED),),
        errors=(Op.invalidDestination, St.invalidObjectState),
        seen=True,
    ),
    "singleStepConf": Service(
        act=call_control.single_step_conference,
        needs=(Connection("active_call", _CONNECTED),),
        errors=(Op.invalidDestination, St.invalidObjectState, Rs.conferenceMemberLimitExceeded),
        details=("participationTypeActive",),
    ),
    "deflectCall": Service(
        act=call_control.deflect_call,
        needs=(Connection("call_to_be_diverted", (State.alerting, State.queued)),),
        asked="(at a group)",
        errors=(Op.invalidDestination,),
        seen=True,
    ),
    "directedPickupCall": Service(
        act=call_control.directed_pickup,
        needs=(
            Connection("call_to_be_picked_up", (State.alerting, State.queued)),
            Station("requesting_device"),
        ),
        asked="(parked, or at a group)",
        errors=(St.invalidObjectState,),
        details=("pickedCallInAck",),
    ),
    "groupPickupCall": Service(
        act=call_control.group_pickup,
        needs=(Station("new_destination"),),
        errors=(St.noCallToAnswer,),
        details=("alerting", "pickGroup", "pickedCallInAck"),
    ),
    "parkCall": Service(
        act=call_features.park_call,
        needs=(Connection("parking", (State.connected, State.hold)),),
        errors=(Op.invalidParkToDeviceID, Rs.parkToDeviceOutOfService, St.invalidParkToDeviceState),
        details=("parkedToInAck",),
    ),
    "camponCall": Service(
        act=call_features.camp_on_call,
        asked="a call that failed (busy)",
        errors=(Op.invalidConnectionID, St.invalidConnectionState),
    ),
    "intrudeCall": Service(
        act=call_features.intrude_call,
        asked="a call that failed (busy)",
        errors=(
            Op.invalidConnectionID,
            St.invalidConnectionState,
            St.noActiveCall,
            Op.privilegeViolationCalledDevice,
            Op.invalidParticipationType,
            Rs.conferenceMemberLimitExceeded,
            Rs.resourceLimitExceeded,
        ),
        details=("participationTypeSilent", "participationTypeActive", "supportsConference"),
    ),
    "joinCall": Service(
        act=call_features.join_call,
        needs=(Connection("active_call", _CONNECTED), Station("joining_device")),
        errors=(St.invalidObjectState, Op.privilegeViolationCalledDevice, Rs.conferenceMemberLimitExceeded),
        details=("autoOriginateDoNotPrompt", "participationTypeSilent", "participationTypeActive"),
    ),
    "callBack": Service(
        act=call_features.call_back,
        asked=_FAILED,
        errors=(Op.invalidConnectionID, St.invalidConnectionState, Op.featureAlreadySet, Rs.resourceLimitExceeded),
        details=("alerting", "failed", "targetDeviceInAck", "moreCallBacksNegAck"),
    ),
    "callBackMessage": Service(
        act=call_features.call_back_message,
        asked=_FAILED,
        errors=(Op.invalidConnectionID, St.invalidConnectionState),
        details=("alerting", "failed", "targetDeviceInAck"),
    ),
    "makeConnection": Service(
        act=call_features.make_connection,
        needs=(Station("initiating_device", Op.invalidCallingDeviceID),),
        errors=(St.invalidObjectState, Rs.deviceOutOfService),
        details=("null", *_PROMPT),
    ),
    "sendMessage": REFUSED,
    "dialDigits": Service(
        act=call_associated.dial_digits,
        needs=(Connection("dialling_connection", (State.initiated,)),),
        errors=(Op.invalidCalledDeviceID,),
    ),
    "generateDigits": Service(
        act=call_associated.generate_digits,
        needs=(Connection("connection_to_send_digits", _CONNECTED),),
        errors=(Op.invalidParameterValue,),
    ),
    "generateTelephonyTones": Service(
        act=call_associated.generate_tones,
        needs=(Connection("connection_to_send_tone", _CONNECTED),),
        errors=(Op.toneCharacterOutOfRange,),
        details=("toneDuration",),
    ),
    "associateData": Service(
        act=call_associated.associate_data,
        needs=(Connection("existing_call", ANY),),
        errors=(Op.atLeastOneConditionalParameterNotProvided, Op.correlatorDataOutOfRange, Op.invalidAccountCode),
        details=("accountCode", "correlatorData", "callQualifyingData", "subjectOfCall"),
    ),
    "sendUserInfo": Service(
        act=call_associated.send_user_info,
        needs=(Connection("existing_call", _CONNECTED),),
        errors=(Op.valueOutOfRange,),
    ),
}
"""Services about calls."""

STATIONS: Mapping[str, Service] = {
    "getDoNotDisturb": _station(station.get_do_not_disturb, seen=True),
    "setDoNotDisturb": _station(station.set_do_not_disturb, seen=True),
    "getForwarding": _station(station.get_forwarding, seen=True),
    "setForwarding": _station(
        station.set_forwarding, Op.invalidForwardingType, Op.invalidForwardingDestination, seen=True
    ),
    "getAgentState": _station(station.get_agent_state, Op.invalidAgentGroup, seen=True),
    "setAgentState": _station(
        station.set_agent_state, Op.invalidAgentState, Op.invalidAgentGroup, Op.invalidAgentIdentifier, seen=True
    ),
    "getAutoAnswer": _station(station.get_auto_answer, seen=True),
    "setAutoAnswer": _station(
        station.set_auto_answer, Op.autoAnswerNotSupported, Op.autoAnswerOutOfRange, details=("numberOfRings",)
    ),
    "getCallerIDStatus": _station(station.get_caller_id, seen=True),
    "setCallerIDStatus": _station(station.set_caller_id, seen=True),
    "getLastNumberDialed": _station(station.get_last_number, St.invalidObjectState),
    "getPresenceState": _station(station.get_presence),
    "setPresenceState": _station(station.set_presence, Op.invalidParameterValue),
    "callBackNonCallRelated": Service(
        act=call_features.call_back_between,
        needs=(
            Station("originating_device", Op.invalidCallingDeviceID),
            Station("target_device", Op.invalidCalledDeviceID),
        ),
        errors=(Op.notDifferentDevices, Op.featureAlreadySet, Rs.resourceLimitExceeded),
        details=("additionalReqForbidden",),
    ),
    "cancelCallBack": Service(
        act=call_features.cancel_call_back, asked="a call back is ordered", errors=(St.noCallToComplete,)
    ),
    "getMessageWaitingIndicator": _station(apparatus.get_message_waiting, details=("deviceForMsgInAck",)),
    "setMessageWaitingIndicator": _station(
        apparatus.set_message_waiting, Op.invalidDestination, details=("deviceForMsg",)
    ),
    "getHookswitchStatus": _station(apparatus.get_hookswitch, Op.invalidHookswitchComponent),
    "setHookswitchStatus": _station(
        apparatus.set_hookswitch,
        Op.invalidHookswitchComponent,
        St.invalidDeviceState,
        Op.requestIncompatibleWithObject,
    ),
    "getDisplay": _station(apparatus.get_display, Op.requestIncompatibleWithDevice, *_PART),
    "setDisplay": _station(
        apparatus.set_display, Op.requestIncompatibleWithDevice, *_PART, Op.valueOutOfRange, seen=True
    ),
    "getButtonInformation": _station(
        apparatus.get_buttons, Op.requestIncompatibleWithDevice, Op.invalidButtonIdentifier
    ),
    "buttonPress": _station(
        apparatus.press_button, Op.requestIncompatibleWithDevice, Op.invalidButtonIdentifier, St.invalidDeviceState
    ),
    "getMicrophoneMute": _station(apparatus.get_microphone, *_PART),
    "setMicrophoneMute": _station(apparatus.set_microphone, *_PART),
    "getSpeakerMute": _station(apparatus.get_speaker, *_PART),
    "setSpeakerMute": _station(apparatus.set_speaker, *_PART),
    "getSpeakerVolume": _station(apparatus.get_volume, *_PART, details=("speakerVolAbsInAck",)),
    "setSpeakerVolume": _station(
        apparatus.set_volume, *_PART, Op.speakerVolumeOutOfRange, details=("speakerVolumeAbs", "speakerVolumeInc")
    ),
    "getRingerStatus": _station(apparatus.get_ringer, *_PART, details=("ringPatternInAck", "ringVolumeAbsInAck")),
    "setRingerStatus": _station(
        apparatus.set_ringer,
        *_PART,
        St.invalidDeviceState,
        Op.ringPatternOutOfRange,
        Op.ringVolumnOutOfRange,
        details=("ringerModeRinging", "ringerModeNotRinging", "ringVolumeAbs", "ringVolumeInc"),
    ),
}
"""Services about the features of stations and the parts of telephones."""

SYSTEM: Mapping[str, Service] = {
    "monitorStart": Service(
        for_link=lambda switch, link, argument: switch.start_monitor(link, argument),
        asked="station, trunk or group",
        errors=(Op.invalidDeviceID, Op.invalidMonitorObject, Rs.overallMonitorLimitExceeded),
        details=("monitorObjectDevice", "requestedMonitorFilter", "monitorTypeDevice"),
        seen=True,
    ),
    "changeMonitorFilter": Service(
        for_link=lambda switch, link, argument: switch.change_filter(link, argument),
        asked="a monitor of the link",
        errors=(Op.invalidMonitorCrossRefID,),
    ),
    "monitorStop": Service(
        for_link=lambda switch, link, argument: switch.end_monitor(link, argument),
        asked="a monitor of the link",
        errors=(Op.invalidMonitorCrossRefID,),
        seen=True,
    ),
    "getMonitors": Service(for_link=system.get_monitors, asked="any time"),
    "snapshotDevice": Service(
        act=snapshots.snapshot_device, asked="station, trunk or group", errors=(Op.invalidDeviceID,), seen=True
    ),
    "snapshotCall": Service(act=snapshots.snapshot_call, asked="any call", errors=(Op.invalidConnectionID,), seen=True),
    "getLogicalDeviceInformation": Service(
        act=lambda exchange, argument: capabilities.logical_device(exchange, offers(), argument),
        asked="station, trunk or group",
        errors=(Op.invalidDeviceID,),
    ),
    "getPhysicalDeviceInformation": Service(
        act=lambda exchange, argument: capabilities.physical_device(exchange, offers(), argument),
        asked="a station",
        errors=(Op.invalidDeviceID, Op.requestIncompatibleWithDevice),
    ),
    "getSwitchingFunctionCapabilities": Service(
        act=lambda exchange, argument: capabilities.switching_function(exchange, offers()), asked="any time", seen=True
    ),
    "getCSTAFeature": Service(
        act=lambda exchange, argument: capabilities.features(exchange, offers()), asked="any time"
    ),
    "getSwitchingFunctionDevices": Service(
        for_link=system.get_devices, asked="any time", errors=(Op.invalidDeviceID,), details=("requestedDeviceID",)
    ),
    "systemRegister": Service(
        for_link=system.register, asked="any time", errors=(Op.invalidParameterValue,), always=True
    ),
    "systemRegisterCancel": Service(
        for_link=system.cancel_registration,
        asked="a registration of the link",
        errors=(Op.invalidCrossRefID,),
        always=True,
    ),
    "requestSysStat": Service(
        for_link=system.request_status, asked="any time", errors=(Op.invalidCrossRefID,), always=True
    ),
    "systemStatus": Service(for_link=system.take_status, asked="any time", always=True, seen=True),
    "swFunctionCapsChanged": REFUSED,
    "swFunctionDevicesChanged": REFUSED,
    "escape": Service(
        for_link=system.escape,
        asked="HiPath's private data",
        errors=(PrivateDataError.cSTAPrivateDataInfoError,),
        details=("swFunctionSupportsReceiving",),
        seen=True,
    ),
    "privateDataVersionSelection": Service(
        for_link=system.select_private_version, asked="any time", errors=(Op.privateDataNotSupported,)
    ),
}
"""Services about monitors, snapshots, the switch as a whole, and the manufacturer's own."""

SERVICES: Mapping[str, Service] = {**CALLS, **STATIONS, **SYSTEM}
"""Every service that is answered, by the name of its operation; what acts and what is refused."""


def offers() -> dict[str, tuple[str, ...]]:
    """Every service that acts, with the names of the bits by which the capabilities describe it."""
    return {
        name: (*service.details, *(state.name for state in service.states))
        for name, service in SERVICES.items()
        if service.acts
    }
