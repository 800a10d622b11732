"""What the services for snapshots do; in segments after the answer where the switch has that habit."""

from __future__ import annotations

from dataclasses import fields

from desktop.csta.failures import OperationError
from desktop.csta.services.snapshots import (
    SnapshotCall,
    SnapshotCallData,
    SnapshotCallDataReport,
    SnapshotCallEntry,
    SnapshotCallResult,
    SnapshotDevice,
    SnapshotDeviceData,
    SnapshotDeviceDataReport,
    SnapshotDeviceEntry,
    SnapshotDeviceResult,
)
from desktop.csta.values import CallState, ConnectionID, DeviceID
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import State
from desktop.switchsim.services.common import InSegments, number_of


def snapshot_device(exchange: Exchange, argument: SnapshotDevice) -> SnapshotDeviceResult | InSegments:
    """SnapshotDevice; an idle device is one entry without a call id, as on HiPath."""
    number = exchange.line(number_of(argument.snapshot_object))
    if not (number in exchange.phones or number in exchange.trunks or number in exchange.groups):
        raise refuse(OperationError.invalidDeviceID)
    entries = [
        SnapshotDeviceEntry(
            connection_identifier=leg.id,
            local_call_state=CallState(states=(leg.state, *(other.state for other in leg.others))),
        )
        for leg in exchange.legs(number)
    ]
    if not entries and exchange.quirks.idle_snapshot == "entry":
        nothing = CallState(states=(State.null,))
        entries = [
            SnapshotDeviceEntry(connection_identifier=ConnectionID(None, DeviceID(number)), local_call_state=nothing)
        ]
    if exchange.quirks.snapshots == "whole":
        return SnapshotDeviceResult(data=SnapshotDeviceData(tuple(entries)))
    return InSegments(
        lambda reference: SnapshotDeviceResult(data=SnapshotDeviceData(cross_ref=reference)),
        SnapshotDeviceDataReport,
        "snapshot_data",
        tuple(entries),
    )


def snapshot_call(exchange: Exchange, argument: SnapshotCall) -> SnapshotCallResult | InSegments:
    """SnapshotCall."""
    call = exchange.calls.get(argument.snapshot_object.call_id or b"")
    if call is None:
        raise refuse(OperationError.invalidConnectionID)
    entries = tuple(
        SnapshotCallEntry(
            device_on_call=exchange.reporter.device(leg.party),
            call_identifier=leg.id,
            local_connection_state=leg.state,
        )
        for leg in call.legs
    )
    told = {field.name for field in fields(SnapshotCallResult)}
    parties = {name: party for name, party in exchange.reporter.parties(call).items() if name in told}
    parties["correlator_data"] = call.correlator_data
    if exchange.quirks.snapshots == "whole":
        return SnapshotCallResult(data=SnapshotCallData(entries), **parties)
    return InSegments(
        lambda reference: SnapshotCallResult(data=SnapshotCallData(cross_ref=reference), **parties),
        SnapshotCallDataReport,
        "snapshot_data",
        entries,
    )
