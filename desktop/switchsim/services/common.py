"""What the services have in common: how a client names calls and devices, and lists that come in segments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desktop.csta.failures import OperationError
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Leg, Phone


@dataclass(frozen=True, slots=True)
class InSegments:
    """A list that follows the answer in segments, under a reference that the switch gives out.

    :ivar answer: makes the result of the reference.
    :ivar message: makes a segment of ``service_cross_ref_id``, ``segment_id`` (from 1), ``last_segment``, ``member``.
    :ivar member: the name of the message's member for the entries.
    """

    answer: Callable[[bytes], Any]
    message: Callable[..., Any]
    member: str
    entries: tuple[Any, ...]

    def messages(self, reference: bytes, size: int) -> list[Any]:
        """The segments, with ``size`` entries at most; one that is empty where there are no entries."""
        starts = range(0, max(len(self.entries), 1), max(size, 1))
        return [
            self.message(
                service_cross_ref_id=reference,
                segment_id=number,
                last_segment=number == len(starts),
                **{self.member: self.entries[start : start + max(size, 1)]},
            )
            for number, start in enumerate(starts, 1)
        ]


def number_of(device: DeviceID) -> str:
    """The digits of a device that a client names."""
    return device.digits or ""


def find(exchange: Exchange, connection: ConnectionID) -> Leg:
    """The connection that a client names; without a device, the only one of the call.

    :raises Refuse: there is none (invalidConnectionID).
    """
    call = exchange.calls.get(connection.call_id or b"")
    legs = [] if call is None else call.legs
    if connection.device is not None:
        legs = [leg for leg in legs if leg.device == exchange.line(connection.digits or "")]
    if len(legs) != 1:
        raise refuse(OperationError.invalidConnectionID)
    return legs[0]


def own(exchange: Exchange, connection: ConnectionID) -> Leg:
    """A connection of a station: what stands for the outside cannot be asked to do anything but be cleared.

    :raises Refuse: there is none, or it is no station's.
    """
    leg = find(exchange, connection)
    if leg.outside is not None:
        raise refuse(OperationError.requestIncompatibleWithObject)
    return leg


def pair(exchange: Exchange, held: ConnectionID, active: ConnectionID) -> tuple[Leg, Leg]:
    """Two connections of stations.

    :raises Refuse: one is not there, or is no station's.
    """
    return own(exchange, held), own(exchange, active)


def telephone_of(exchange: Exchange, device: DeviceID) -> str:
    """The telephone that acts where a client names a station, or a member of a MULAP."""
    return exchange.telephone(number_of(device))


def phone_of(
    exchange: Exchange, device: DeviceID, error: OperationError = OperationError.invalidDeviceID
) -> tuple[str, Phone]:
    """A station that a client names, with its number.

    :raises Refuse: there is none.
    """
    number = exchange.line(number_of(device))
    phone = exchange.phones.get(number)
    if phone is None:
        raise refuse(error)
    return number, phone
