"""Snapshots: what a device and a call look like, whole or in segments."""

from __future__ import annotations

from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.services.snapshots import (
    SnapshotCall,
    SnapshotCallDataReport,
    SnapshotDevice,
    SnapshotDeviceDataReport,
)
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.company import Limits
from tests.switchsim.office import Office, company

S = LocalConnectionState


def test_a_snapshot_tells_states_one_s_own_first() -> None:
    office = Office()
    idle = office.ask(SnapshotDevice(snapshot_object=DeviceID("100"))).data.entries
    assert [(entry.connection_identifier, entry.local_call_state.states) for entry in idle] == [
        (ConnectionID(None, DeviceID("100")), (S.null,))
    ], "an idle device is an entry without a call id, as on HiPath"
    office.consulting(answered=False)
    entries = office.ask(SnapshotDevice(snapshot_object=DeviceID("100"))).data.entries
    assert [(entry.connection_identifier.call_id.hex(), entry.local_call_state.states) for entry in entries] == [
        ("b164", (S.hold, S.connected)),
        ("b165", (S.connected, S.alerting)),
    ]
    office = Office(idle_snapshot="empty")
    assert office.ask(SnapshotDevice(snapshot_object=DeviceID("100"))).data.entries == ()


def test_a_snapshot_of_a_call_tells_its_parties() -> None:
    office = Office()
    office.ok("call", **{"from": "0891234567", "to": "100"})
    result = office.ask(SnapshotCall(snapshot_object=office.connection("100")))
    assert [
        (entry.device_on_call.digits, entry.call_identifier.digits, entry.local_connection_state)
        for entry in result.data.entries
    ] == [("00891234567", "7801", S.connected), ("100", "100", S.alerting)]
    assert (result.calling_device.digits, result.called_device.digits) == ("00891234567", "100")


def test_in_segments_the_answer_is_a_reference_and_the_rest_follows_it() -> None:
    office = Office(base=company(limits=Limits(segment=2)), snapshots="segments")
    office.consulting()
    held, active = office.pair("100")
    office.forget()
    whole = Office()
    whole.consulting()
    result = office.ask(SnapshotCall(snapshot_object=held))
    (segment,) = office.asked
    assert isinstance(segment, SnapshotCallDataReport)
    assert (result.data.entries, result.data.cross_ref) == (None, segment.service_cross_ref_id)
    assert office.order == ["result", "ask"]
    assert segment.snapshot_data == whole.ask(SnapshotCall(snapshot_object=held)).data.entries
    office.ok("call", **{"from": "103", "to": "100"})
    office.forget()
    result = office.ask(SnapshotDevice(snapshot_object=DeviceID("100")))
    assert all(isinstance(one, SnapshotDeviceDataReport) for one in office.asked)
    assert [(one.segment_id, one.last_segment, len(one.snapshot_data)) for one in office.asked] == [
        (1, False, 2),
        (2, True, 1),
    ]
    assert (
        {one.service_cross_ref_id for one in office.asked} == {result.data.cross_ref} != {segment.service_cross_ref_id}
    )
    assert {one.connection_identifier for report in office.asked for one in report.snapshot_data} >= {held, active}


def test_an_empty_list_is_one_empty_segment() -> None:
    office = Office(snapshots="segments", idle_snapshot="empty")
    office.ask(SnapshotDevice(snapshot_object=DeviceID("100")))
    (segment,) = office.asked
    assert (segment.last_segment, segment.snapshot_data) == (True, ())


def test_segments_come_after_a_slow_answer() -> None:
    office = Office(snapshots="segments", event_before_result=True)
    office.ok("fault", name="slow_answer", seconds=3)
    office.ask(SnapshotDevice(snapshot_object=DeviceID("100")))
    assert office.order == []
    office.wait(3)
    assert office.order == ["result", "ask"]
