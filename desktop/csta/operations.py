"""The table of operations: code <-> name, argument and result, as in ECMA-285's information objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta import services as s
from desktop.csta.binding import read, write
from desktop.csta.errors import DecodeError
from desktop.csta.events import EventReport
from desktop.csta.schema import Schema
from desktop.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Operation:
    """One service or event report.

    ``argument_type`` and ``result_type`` are types of the schema; ``result`` None: the operation is never answered.
    """

    code: int
    name: str
    argument: type[Any]
    argument_type: str
    result: type[Any] | None
    result_type: str | None


def _acknowledged(code: int, name: str, argument: type[Any], argument_type: str | None = None) -> Operation:
    return Operation(
        code, name, argument, argument_type or f"{argument.__name__}Argument", s.Acknowledged, "Acknowledgement"
    )


def _answered(
    code: int,
    name: str,
    argument: type[Any],
    result: type[Any],
    argument_type: str | None = None,
    result_type: str | None = None,
) -> Operation:
    return Operation(
        code, name, argument, argument_type or f"{argument.__name__}Argument", result, result_type or result.__name__
    )


EVENT_REPORT = Operation(21, "cSTAEventReport", EventReport, "CSTAEventReportArgument", None, None)

OPERATIONS: tuple[Operation, ...] = (
    _acknowledged(1, "alternateCall", s.AlternateCall),
    _acknowledged(2, "answerCall", s.AnswerCall),
    _acknowledged(4, "clearCall", s.ClearCall),
    _acknowledged(5, "clearConnection", s.ClearConnection),
    _answered(6, "conferenceCall", s.ConferenceCall, s.ConferenceCallResult),
    _answered(7, "consultationCall", s.ConsultationCall, s.ConsultationCallResult),
    _acknowledged(9, "holdCall", s.HoldCall),
    _answered(10, "makeCall", s.MakeCall, s.MakeCallResult),
    _acknowledged(13, "reconnectCall", s.ReconnectCall),
    _acknowledged(14, "retrieveCall", s.RetrieveCall),
    _answered(16, "transferCall", s.TransferCall, s.TransferredCallResult),
    _answered(20, "singleStepConf", s.SingleStepConf, s.SingleStepConfResult),
    EVENT_REPORT,
    _answered(50, "singleStepTrans", s.SingleStepTrans, s.TransferredCallResult),
    _answered(71, "monitorStart", s.MonitorStart, s.MonitorStartResult),
    _answered(72, "changeMonitorFilter", s.ChangeMonitorFilter, s.ChangeMonitorFilterResult),
    _acknowledged(73, "monitorStop", s.MonitorStop),
    _answered(74, "snapshotDevice", s.SnapshotDevice, s.SnapshotDeviceResult),
    _answered(75, "snapshotCall", s.SnapshotCall, s.SnapshotCallResult),
    _answered(
        210,
        "requestSysStat",
        s.RequestSystemStatus,
        s.RequestSystemStatusResult,
        "RequestSysStatArg",
        "RequestSysStatRes",
    ),
    _acknowledged(211, "systemStatus", s.SystemStatusRequest, "SystemStatusArg"),
    _acknowledged(218, "deflectCall", s.DeflectCall),
    _acknowledged(219, "dialDigits", s.DialDigits),
    _answered(220, "directedPickupCall", s.DirectedPickupCall, s.PickupCallResult),
    _answered(221, "groupPickupCall", s.GroupPickupCall, s.PickupCallResult),
    _acknowledged(232, "generateDigits", s.GenerateDigits),
    _answered(
        267,
        "getMessageWaitingIndicator",
        s.GetMessageWaitingIndicator,
        s.GetMessageWaitingIndicatorResult,
        "DeviceArgument",
    ),
    _answered(308, "getDoNotDisturb", s.GetDoNotDisturb, s.GetDoNotDisturbResult, "DeviceArgument"),
    _answered(309, "getForwarding", s.GetForwarding, s.GetForwardingResult, "DeviceArgument"),
    _acknowledged(316, "setDoNotDisturb", s.SetDoNotDisturb),
    _acknowledged(317, "setForwarding", s.SetForwarding),
)

BY_CODE = {operation.code: operation for operation in OPERATIONS}
BY_ARGUMENT = {operation.argument: operation for operation in OPERATIONS}


def decode_argument(schema: Schema, operation: Operation, octets: bytes | None) -> Any:
    """Decode an argument to its message.

    :raises DecodeError: the octets do not fit.
    """
    return _decode(schema, operation.argument, operation.argument_type, octets)


def decode_result(schema: Schema, operation: Operation, octets: bytes | None) -> Any:
    """Decode a result to its message; an absent one is an acknowledgement without data.

    :raises DecodeError: the octets do not fit.
    """
    if operation.result is s.Acknowledged and octets is None:
        return s.Acknowledged()
    return _decode(schema, operation.result, operation.result_type, octets)


def encode_argument(schema: Schema, argument: Any) -> bytes:
    """Encode the message of an argument."""
    operation = BY_ARGUMENT[type(argument)]
    return schema.encode(operation.argument_type, _plain(argument))


def encode_result(schema: Schema, operation: Operation, result: Any) -> bytes:
    """Encode the message of a result."""
    assert operation.result_type is not None, f"{operation.name} is never answered"
    return schema.encode(operation.result_type, _plain(result))


def _decode(schema: Schema, kind: type[Any] | None, type_name: str | None, octets: bytes | None) -> Any:
    if kind is None or type_name is None or octets is None:
        raise DecodeError(Sentence("The switch sent a message without the part that it must have."))
    value = schema.decode(type_name, octets)
    if kind is EventReport:
        for member in ("crossRefIdentifier", "eventSpecificInfo"):
            if member not in value:
                raise DecodeError(
                    Sentence(
                        "The switch sent {message} without {member}, which it must have.",
                        message="EventReport",
                        member=member,
                    ),
                    octets,
                )
    return kind.from_asn1(value) if hasattr(kind, "from_asn1") else read(kind, value)


def _plain(message: Any) -> Any:
    return message.to_asn1() if hasattr(message, "to_asn1") else write(message)
