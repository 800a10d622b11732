"""Services for further features of a logical device: call back, auto answer, caller identity, last number dialled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, rest
from desktop.csta.values import DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackNonCallRelated:
    """Have the switch connect two devices as soon as both are free (module call-back-non-call-related).

    :ivar originating_device: who wants the call.
    :ivar target_device: whom it calls.
    """

    originating_device: DeviceID
    target_device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCallBack:
    """Give up a call back (module cancel-call-back).

    :ivar originating_device: who wanted the call.
    :ivar target_device: whom it was to call.
    """

    originating_device: DeviceID
    target_device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAutoAnswer:
    """Ask whether a device answers calls by itself (module get-auto-answer)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetAutoAnswerResult:
    """Whether the device answers calls by itself (module get-auto-answer).

    :ivar auto_answer_on: True: it does.
    :ivar number_of_rings: after how many rings it does.
    """

    auto_answer_on: bool
    number_of_rings: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAutoAnswer:
    """Have a device answer calls by itself, or no more (module set-auto-answer).

    :ivar auto_answer_on: True: it shall.
    :ivar number_of_rings: after how many rings it does.
    """

    device: DeviceID
    auto_answer_on: bool
    number_of_rings: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetCallerIDStatus:
    """Ask whether a device shows its number to those it calls (module get-caller-id-status)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetCallerIDStatusResult:
    """Whether the device shows its number to those it calls (module get-caller-id-status).

    :ivar caller_id_provided: True: it does.
    """

    caller_id_provided: bool = asn1("callerIDProvided")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCallerIDStatus:
    """Have a device show its number to those it calls, or withhold it (module set-caller-id-status).

    :ivar caller_id_provided: True: show it.
    """

    device: DeviceID
    caller_id_provided: bool = asn1("callerIDProvided")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLastNumberDialed:
    """Ask what a device dialled last (module get-last-number-dialed)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLastNumberDialedResult:
    """What the device dialled last (module get-last-number-dialed).

    :ivar number_dialed: that number.
    """

    number_dialed: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
