"""The table of operations: code <-> name, argument and result, as in ECMA-285's information objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import read, write
from desktop.csta.encoder import wrong
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.csta.messages import message_class, path_of
from desktop.csta.schema import Schema
from desktop.csta.services.common import Acknowledged
from desktop.sentences import Sentence

_ACKNOWLEDGED = "services.common.Acknowledged"


@dataclass(frozen=True, slots=True)
class Operation:
    """One service or event report.

    ``argument_type`` and ``result_type`` are types of the schema, ``argument_path`` and ``result_path`` name the
    message classes (:mod:`desktop.csta.messages`); without a result the operation is never answered.
    """

    code: int
    name: str
    argument_path: str
    argument_type: str
    result_path: str | None
    result_type: str | None

    @property
    def argument(self) -> type[Any]:
        """The message class of the argument."""
        return message_class(self.argument_path)

    @property
    def result(self) -> type[Any] | None:
        """The message class of the result."""
        return None if self.result_path is None else message_class(self.result_path)


def _acknowledged(code: int, name: str, argument: str, argument_type: str | None = None) -> Operation:
    """An operation whose result says nothing."""
    return Operation(
        code,
        name,
        f"services.{argument}",
        argument_type or f"{_last(argument)}Argument",
        _ACKNOWLEDGED,
        "Acknowledgement",
    )


def _answered(
    code: int,
    name: str,
    argument: str,
    result: str,
    argument_type: str | None = None,
    result_type: str | None = None,
) -> Operation:
    return Operation(
        code,
        name,
        f"services.{argument}",
        argument_type or f"{_last(argument)}Argument",
        f"services.{result}",
        result_type or _last(result),
    )


def _unanswered(code: int, name: str, argument: str, argument_type: str | None = None) -> Operation:
    """An operation that is never answered."""
    return Operation(code, name, f"services.{argument}", argument_type or f"{_last(argument)}Argument", None, None)


def _last(path: str) -> str:
    return path.rpartition(".")[2]


EVENT_REPORT = Operation(21, "cSTAEventReport", "events.report.EventReport", "CSTAEventReportArgument", None, None)

OPERATIONS: tuple[Operation, ...] = (
    _acknowledged(1, "alternateCall", "call_control.AlternateCall"),
    _acknowledged(2, "answerCall", "call_control.AnswerCall"),
    _acknowledged(4, "clearCall", "call_control.ClearCall"),
    _acknowledged(5, "clearConnection", "call_control.ClearConnection"),
    _answered(6, "conferenceCall", "call_control.ConferenceCall", "call_control.ConferenceCallResult"),
    _answered(7, "consultationCall", "call_control.ConsultationCall", "call_control.ConsultationCallResult"),
    _acknowledged(9, "holdCall", "call_control.HoldCall"),
    _answered(10, "makeCall", "call_control.MakeCall", "call_control.MakeCallResult"),
    _acknowledged(13, "reconnectCall", "call_control.ReconnectCall"),
    _acknowledged(14, "retrieveCall", "call_control.RetrieveCall"),
    _answered(16, "transferCall", "call_control.TransferCall", "call_control.TransferredCallResult"),
    _answered(18, "parkCall", "call_features.ParkCall", "call_features.ParkCallResult"),
    _answered(20, "singleStepConf", "call_control.SingleStepConf", "call_control.SingleStepConfResult"),
    EVENT_REPORT,
    _answered(50, "singleStepTrans", "call_control.SingleStepTrans", "call_control.TransferredCallResult"),
    _acknowledged(51, "escape", "vendor.Escape"),
    _answered(71, "monitorStart", "monitoring.MonitorStart", "monitoring.MonitorStartResult"),
    _answered(72, "changeMonitorFilter", "monitoring.ChangeMonitorFilter", "monitoring.ChangeMonitorFilterResult"),
    _acknowledged(73, "monitorStop", "monitoring.MonitorStop"),
    _answered(74, "snapshotDevice", "snapshots.SnapshotDevice", "snapshots.SnapshotDeviceResult"),
    _answered(75, "snapshotCall", "snapshots.SnapshotCall", "snapshots.SnapshotCallResult"),
    _unanswered(76, "snapshotCallData", "snapshots.SnapshotCallDataReport", "SnapshotCallDataArgument"),
    _unanswered(77, "snapshotDeviceData", "snapshots.SnapshotDeviceDataReport", "SnapshotDeviceDataArgument"),
    _answered(
        201,
        "getLogicalDeviceInformation",
        "capabilities.GetLogicalDeviceInformation",
        "capabilities.GetLogicalDeviceInformationResult",
        "DeviceArgument",
    ),
    _answered(
        202,
        "getPhysicalDeviceInformation",
        "capabilities.GetPhysicalDeviceInformation",
        "capabilities.GetPhysicalDeviceInformationResult",
        "DeviceArgument",
    ),
    _answered(
        203,
        "getSwitchingFunctionCapabilities",
        "capabilities.GetSwitchingFunctionCapabilities",
        "capabilities.GetSwitchingFunctionCapsResult",
        "Acknowledgement",
    ),
    _answered(
        204,
        "getSwitchingFunctionDevices",
        "devices.GetSwitchingFunctionDevices",
        "devices.GetSwitchingFunctionDevicesResult",
    ),
    _unanswered(205, "switchingFunctionDevices", "devices.SwitchingFunctionDevices"),
    _answered(207, "systemRegister", "system.SystemRegister", "system.SystemRegisterResult"),
    _unanswered(208, "systemRegisterAbort", "system.SystemRegisterAbort", "EndOfRegistration"),
    _acknowledged(209, "systemRegisterCancel", "system.SystemRegisterCancel", "EndOfRegistration"),
    _answered(
        210,
        "requestSysStat",
        "system.RequestSystemStatus",
        "system.RequestSystemStatusResult",
        "SystemRegistration",
        "RequestSysStatRes",
    ),
    _acknowledged(211, "systemStatus", "system.SystemStatusRequest", "SystemStatusArg"),
    _acknowledged(212, "swFunctionCapsChanged", "system.SwitchingFunctionCapabilitiesChanged", "SystemRegistration"),
    _acknowledged(213, "swFunctionDevicesChanged", "system.SwitchingFunctionDevicesChanged", "SystemRegistration"),
    _acknowledged(214, "acceptCall", "call_features.AcceptCall"),
    _answered(215, "callBack", "call_features.CallBack", "call_features.CallBackResult"),
    _answered(216, "callBackMessage", "call_features.CallBackMessage", "call_features.CallBackResult"),
    _acknowledged(217, "camponCall", "call_features.CamponCall"),
    _acknowledged(218, "deflectCall", "call_control.DeflectCall"),
    _acknowledged(219, "dialDigits", "call_control.DialDigits"),
    _answered(220, "directedPickupCall", "call_control.DirectedPickupCall", "call_control.PickupCallResult"),
    _answered(221, "groupPickupCall", "call_control.GroupPickupCall", "call_control.PickupCallResult"),
    _answered(222, "intrudeCall", "call_features.IntrudeCall", "call_features.IntrudeCallResult"),
    _answered(223, "joinCall", "call_features.JoinCall", "call_features.JoinCallResult"),
    _acknowledged(230, "associateData", "call_associated.AssociateData"),
    _acknowledged(232, "generateDigits", "call_associated.GenerateDigits"),
    _acknowledged(233, "generateTelephonyTones", "call_associated.GenerateTelephonyTones"),
    _acknowledged(234, "sendUserInfo", "call_associated.SendUserInfo"),
    _acknowledged(260, "buttonPress", "apparatus.ButtonPress"),
    _answered(262, "getButtonInformation", "apparatus.GetButtonInformation", "apparatus.GetButtonInformationResult"),
    _answered(263, "getDisplay", "apparatus.GetDisplay", "apparatus.GetDisplayResult"),
    _answered(264, "getHookswitchStatus", "physical.GetHookswitchStatus", "physical.GetHookswitchStatusResult"),
    _answered(
        267,
        "getMessageWaitingIndicator",
        "physical.GetMessageWaitingIndicator",
        "physical.GetMessageWaitingIndicatorResult",
        "DeviceArgument",
    ),
    _answered(
        269,
        "getMicrophoneMute",
        "apparatus.GetMicrophoneMute",
        "apparatus.GetMicrophoneMuteResult",
        "ApparatusArgument",
    ),
    _answered(270, "getRingerStatus", "apparatus.GetRingerStatus", "apparatus.GetRingerStatusResult"),
    _answered(271, "getSpeakerMute", "apparatus.GetSpeakerMute", "apparatus.GetSpeakerMuteResult", "ApparatusArgument"),
    _answered(
        272, "getSpeakerVolume", "apparatus.GetSpeakerVolume", "apparatus.GetSpeakerVolumeResult", "ApparatusArgument"
    ),
    _acknowledged(274, "setDisplay", "apparatus.SetDisplay"),
    _acknowledged(275, "setHookswitchStatus", "physical.SetHookswitchStatus"),
    _acknowledged(277, "setMessageWaitingIndicator", "physical.SetMessageWaitingIndicator"),
    _acknowledged(279, "setMicrophoneMute", "apparatus.SetMicrophoneMute"),
    _acknowledged(280, "setRingerStatus", "apparatus.SetRingerStatus"),
    _acknowledged(281, "setSpeakerMute", "apparatus.SetSpeakerMute"),
    _acknowledged(282, "setSpeakerVolume", "apparatus.SetSpeakerVolume"),
    _acknowledged(300, "callBackNonCallRelated", "features.CallBackNonCallRelated", "CallBackPairArgument"),
    _acknowledged(302, "cancelCallBack", "features.CancelCallBack", "CallBackPairArgument"),
    _answered(304, "getAgentState", "agents.GetAgentState", "agents.GetAgentStateResult"),
    _answered(305, "getAutoAnswer", "features.GetAutoAnswer", "features.GetAutoAnswerResult", "DeviceArgument"),
    _answered(
        307, "getCallerIDStatus", "features.GetCallerIDStatus", "features.GetCallerIDStatusResult", "DeviceArgument"
    ),
    _answered(308, "getDoNotDisturb", "logical.GetDoNotDisturb", "logical.GetDoNotDisturbResult", "DeviceArgument"),
    _answered(309, "getForwarding", "logical.GetForwarding", "logical.GetForwardingResult", "DeviceArgument"),
    _answered(
        310,
        "getLastNumberDialed",
        "features.GetLastNumberDialed",
        "features.GetLastNumberDialedResult",
        "DeviceArgument",
    ),
    _answered(312, "setAgentState", "agents.SetAgentState", "agents.SetAgentStateResult"),
    _acknowledged(313, "setAutoAnswer", "features.SetAutoAnswer"),
    _acknowledged(315, "setCallerIDStatus", "features.SetCallerIDStatus"),
    _acknowledged(316, "setDoNotDisturb", "logical.SetDoNotDisturb"),
    _acknowledged(317, "setForwarding", "logical.SetForwarding"),
    _acknowledged(368, "privateDataVersionSelection", "vendor.PrivateDataVersionSelection"),
    _answered(370, "getCSTAFeature", "capabilities.GetCSTAFeature", "capabilities.GetCSTAFeatureResult"),
    _answered(
        373,
        "getMonitors",
        "monitoring.GetMonitors",
        "monitoring.GetMonitorsResult",
        "GetMonitorArgument",
        "GetMonitorResult",
    ),
    _unanswered(374, "monitorInfo", "monitoring.MonitorInfo"),
    _answered(375, "makeConnection", "call_features.MakeConnection", "call_features.MakeConnectionResult"),
    _answered(376, "sendMessage", "call_features.SendMessage", "call_features.SendMessageResult"),
    _answered(
        550, "getPresenceState", "presence.GetPresenceState", "presence.GetPresenceStateResult", "DeviceArgument"
    ),
    _acknowledged(551, "setPresenceState", "presence.SetPresenceState"),
)

BY_CODE: Mapping[int, Operation] = {operation.code: operation for operation in OPERATIONS}
_BY_ARGUMENT = {operation.argument_path: operation for operation in OPERATIONS}


def asked_by(argument: type[Any]) -> Operation:
    """Return the operation that messages of class ``argument`` ask.

    :raises LocalMisuse: there is none.
    """
    operation = _BY_ARGUMENT.get(path_of(argument))
    if operation is None:
        raise LocalMisuse(Sentence("{message} asks no operation.", message=argument.__name__))
    return operation


def decode_argument(schema: Schema, operation: Operation, octets: bytes | None) -> Any:
    """Decode an argument to its message.

    :raises DecodeError: the octets do not fit.
    """
    return _decode(schema, operation.argument, operation.argument_type, octets)


def decode_result(schema: Schema, operation: Operation, octets: bytes | None) -> Any:
    """Decode a result to its message; an absent one is an acknowledgement without data.

    :raises DecodeError: the octets do not fit.
    """
    if operation.result_path == _ACKNOWLEDGED and octets is None:
        return Acknowledged()
    return _decode(schema, operation.result, operation.result_type, octets)


def encode_argument(schema: Schema, argument: Any) -> bytes:
    """Encode the message of an argument.

    :raises LocalMisuse: it asks no operation, or cannot be sent.
    """
    operation = asked_by(type(argument))
    return schema.encode(operation.argument_type, _plain(argument))


def encode_result(schema: Schema, operation: Operation, result: Any) -> bytes:
    """Encode the message of a result.

    :raises LocalMisuse: the operation has another result or none, or the message cannot be sent.
    """
    if operation.result_type is None or not isinstance(result, operation.result or ()):
        raise LocalMisuse(
            Sentence(
                "{operation} cannot be answered with {message}.",
                operation=operation.name,
                message=type(result).__name__,
            )
        )
    return schema.encode(operation.result_type, _plain(result))


def _decode(schema: Schema, kind: type[Any] | None, type_name: str | None, octets: bytes | None) -> Any:
    if kind is None or type_name is None or octets is None:
        raise DecodeError(Sentence("The other side sent a message without the part that it must have."))
    value = schema.decode(type_name, octets)
    if type_name == EVENT_REPORT.argument_type:
        for member in ("crossRefIdentifier", "eventSpecificInfo"):
            if member not in value:
                raise DecodeError(
                    Sentence(
                        "The other side sent {message} without {member}, which it must have.",
                        message="EventReport",
                        member=member,
                    ),
                    octets,
                )
    return kind.from_asn1(value) if hasattr(kind, "from_asn1") else read(kind, value)


def _plain(message: Any) -> Any:
    try:
        return message.to_asn1() if hasattr(message, "to_asn1") else write(message)
    except (AttributeError, KeyError, TypeError, ValueError):  # of a class that writes itself
        name = type(message).__name__
        raise LocalMisuse(wrong(name, name, message)) from None
