"""Arguments and results of services: member for member those of the official modules, and nothing lost on the way."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
from pkgutil import iter_modules

import pytest

from desktop.csta import services
from desktop.csta.operations import OPERATIONS
from desktop.csta.schema import Schema
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import MonitorObject
from desktop.csta.services.snapshots import SnapshotCallData, SnapshotDeviceData, SnapshotDeviceResult
from desktop.csta.values import ConnectionID, DeviceID
from tests.support.messages import parts

MESSAGES = {row.argument for row in OPERATIONS[:]} | {row.result for row in OPERATIONS if row.result}


def _classes() -> list[type]:
    names = [f"{services.__name__}.{module.name}" for module in iter_modules(services.__path__)]
    modules = [importlib.import_module(name) for name in names]
    return [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if kind.__module__ == module.__name__
    ]


def test_every_message_belongs_to_an_operation() -> None:
    """Itself, as a part of one that does, or as a base of one of these."""
    assert set(_classes()) <= {base for kind in MESSAGES for part in parts(kind) for base in part.__mro__}


@pytest.mark.parametrize("kind", _classes())
def test_messages_are_frozen_documented_and_name_their_source(kind: type) -> None:
    parameters = kind.__dataclass_params__  # type: ignore[attr-defined]
    assert parameters.frozen
    assert "__slots__" in kind.__dict__
    assert kind.__doc__
    named = {Acknowledged, SnapshotDeviceData, SnapshotCallData}
    assert "(module" in kind.__doc__ or kind in named


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_every_field_is_a_member_of_the_schema(row, schema: Schema) -> None:  # type: ignore[no-untyped-def]
    for kind, type_name in ((row.argument, row.argument_type), (row.result, row.result_type)):
        if kind is None or not hasattr(kind, "__dataclass_fields__") or hasattr(kind, "from_asn1"):
            continue
        members = {name for name, _, _ in schema.node(type_name).members}
        for field in dataclasses.fields(kind):
            first, *more = field.name.split("_")
            name = field.metadata.get("asn1") or first + "".join(word.capitalize() for word in more)
            assert field.name == "other" or name in members, f"{kind.__name__}.{field.name}"


def test_acknowledgement() -> None:
    assert Acknowledged().to_asn1() == ("noData", None)
    assert Acknowledged.from_asn1(("noData", None)) == Acknowledged()
    assert Acknowledged.from_asn1(("value-9", b"\x89\x00")) == Acknowledged()


def test_monitor_objects() -> None:
    device, call = MonitorObject(DeviceID("100")), MonitorObject(call=ConnectionID(b"\x01", None))
    assert MonitorObject.from_asn1(device.to_asn1()) == device
    assert MonitorObject.from_asn1(call.to_asn1()) == call
    assert MonitorObject.from_asn1(("value-9", b"\x89\x00")) == MonitorObject()
    with pytest.raises(AssertionError):
        MonitorObject().to_asn1()


@pytest.mark.parametrize("kind", [SnapshotDeviceData, SnapshotCallData])
def test_a_snapshot_may_come_later_in_segments(kind: type) -> None:
    later = kind(cross_ref=b"\x01\x02")
    assert later.to_asn1() == ("serviceCrossRefID", b"\x01\x02")
    assert kind.from_asn1(later.to_asn1()) == later
    assert kind(entries=()).to_asn1() == ("snapshotData", [])


def test_an_idle_device_is_an_entry_without_a_call_id(schema: Schema) -> None:
    """As a HiPath client saw it: only the device in the connection."""
    octets = bytes.fromhex("3018" + "7616" + "3014" + "6b09a10730058003313030" + "a0034e0100" + "85020000")
    value = schema.decode("SnapshotDeviceResult", octets)
    from desktop.csta.binding import read

    (entry,) = read(SnapshotDeviceResult, value).data.entries or ()
    assert entry.connection_identifier.call_id is None
    assert entry.connection_identifier.digits == "100"
