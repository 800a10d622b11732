"""How clients name calls and devices, and lists in segments."""

from __future__ import annotations

import pytest

from desktop.csta.services.monitoring import GetMonitorsResult, MonitorInfo, MonitorList, MonitorListEntry
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.model import Refuse
from desktop.switchsim.services.common import InSegments, find, own
from tests.switchsim.office import Office


@pytest.mark.parametrize(
    ("count", "size", "sizes"), [(0, 5, [0]), (1, 5, [1]), (5, 5, [5]), (6, 5, [5, 1]), (3, 0, [1, 1, 1])]
)
def test_every_entry_comes_once_and_the_last_segment_says_so(count: int, size: int, sizes: list[int]) -> None:
    entries = tuple(
        MonitorListEntry(monitor_cross_ref_id=bytes((at,)), monitor_object=DeviceID("100")) for at in range(count)
    )
    listed = InSegments(
        lambda reference: GetMonitorsResult(monitors=MonitorList(service_cross_ref_id=reference)),
        MonitorInfo,
        "monitor_list",
        entries,
    )
    messages = listed.messages(b"\1\2", size)
    assert [len(one.monitor_list) for one in messages] == sizes
    assert tuple(entry for one in messages for entry in one.monitor_list) == entries
    assert [one.segment_id for one in messages] == list(range(1, len(sizes) + 1))
    assert [one.last_segment for one in messages] == [False] * (len(sizes) - 1) + [True]
    assert {one.service_cross_ref_id for one in messages} == {b"\1\2"}


def test_a_connection_without_a_device_is_the_only_one_of_its_call() -> None:
    office = Office()
    office.ok("offhook", device="100")
    alone = office.connection("100")
    assert find(office.switch, ConnectionID(alone.call_id, None)).device == "100"
    office.ok("onhook", device="100")
    office.make_call("100", "101")
    with pytest.raises(Refuse, match="invalidConnectionID"):
        find(office.switch, ConnectionID(office.connection("100").call_id, None))


def test_the_outside_is_nobody_s_own() -> None:
    office = Office()
    office.ok("call", **{"from": "0891234567", "to": "100"})
    assert find(office.switch, office.connection("7801")).outside == "0891234567"
    with pytest.raises(Refuse, match="requestIncompatibleWithObject"):
        own(office.switch, office.connection("7801"))
