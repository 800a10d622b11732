"""What monitors hear, to the octet, and what filters and faults do to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import ChangeMonitorFilter, MonitorStop
from desktop.csta.values import BitSet, MonitorFilter
from desktop.switchsim.company import Station
from desktop.switchsim.reports import Monitor, Monitors
from tests.switchsim.office import Office, company

ROWS = {
    row["name"]: row["hex"]
    for row in map(json.loads, (Path(__file__).parents[1] / "data" / "pdus.jsonl").read_text("utf-8").splitlines())
}
"""Octets of HiPath's family; where they are from stands in tests/data/README.md."""


def office_of_the_rows(**quirks: int) -> Office:
    """An office whose counters stand as in the rows, and which adds no call linkage."""
    base = company(
        stations=tuple(Station(number=number) for number in ("100", "101", "257")), groups=(), trunks=("7806",)
    )
    return Office(
        base=base,
        monitored=["100"],
        first_cross_ref=0x0011,
        call_linkage=False,
        first_event_invoke_id=quirks.pop("first", 5),
        **quirks,
    )


def _rings(office: Office) -> None:
    office.make_call("257", "100")


def _answered(office: Office) -> None:
    _rings(office)
    office.ok("answer", device="100")


def _busy(office: Office) -> None:
    office.switch.phones["101"].with_habits(busy=True)
    office.make_call("100", "101")


def _cleared(office: Office) -> None:
    _answered(office)
    office.ok("hangup", device="100")


def _consulted(office: Office) -> None:
    _answered(office)
    office.consult("100", "101")


def _retrieved(office: Office) -> None:
    _answered(office)
    office.ok("hold", device="100")
    office.ok("retrieve", device="100")


CASES: list[tuple[str, Callable[[Office], object], int, int]] = [
    ("Event ServiceInitiated (handset lifted at 100)", lambda office: office.ok("offhook", device="100"), 5, 0),
    ("Event Originated (100 dials 101)", lambda office: office.make_call("100", "101"), 5, 1),
    ("Event Delivered at 100 (ringing) from 257", _rings, 5, 0),
    ("Event Established at 100", _answered, 4, 1),
    ("Event ConnectionCleared", _cleared, 5, 2),
    ("Event Held", _consulted, 6, 2),
    ("Event Retrieved", _retrieved, 6, 3),
    ("Event NetworkReached (trunk 7806)", lambda office: office.make_call("100", "00891234567"), 8, 2),
    ("Event Failed busy", _busy, 9, 2),
]
"""(row, what is done, invoke id of the first event, which event of the run it is)"""


@pytest.mark.parametrize(("row", "play", "first", "position"), CASES, ids=[case[0] for case in CASES])
def test_octets_are_those_of_the_family(row: str, play: Callable[[Office], object], first: int, position: int) -> None:
    office = office_of_the_rows(first=first)
    sent = len(office.octets)
    play(office)
    events = [octets[3:].hex() for octets in office.octets[sent:] if octets[3:].find(b"\x02\x01\x15\x30") > 0]
    assert events[position] == ROWS[row]


def test_results_are_those_of_the_family() -> None:
    office = Office()
    office.make_call("100", "101")
    made = next(octets[3:].hex() for octets in office.octets if b"\x30\x16\x02\x01\x0a" in octets)
    # the row answers invoke 3, ours invoke 1
    assert made == ROWS["MakeCall result"].replace("020103", "020101", 1)


def test_the_counter_of_events_takes_three_octets_when_it_must() -> None:
    office = office_of_the_rows(first=0xB105)
    _rings(office)
    assert b"\x02\x03\x00\xb1\x05\x02\x01\x15" in office.octets[-1]
    office = office_of_the_rows(first=0xFFFF)
    _answered(office)
    assert b"\x02\x01\x00\x02\x01\x15" in office.octets[-1], "it starts again at 0"


def bits(*numbers: int, length: int = 18) -> BitSet:
    return BitSet(frozenset(numbers), length)


def test_a_set_bit_suppresses_by_the_filter_s_own_numbers() -> None:
    office = Office(monitored=())
    # OpenCSTA's filter that lets only CallCleared, ConnectionCleared and ServiceInitiated through
    asked = MonitorFilter(call_control=bits(1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13))
    office.monitor("100", asked)
    office.talk("100", "101")
    office.ok("hangup", device="100")
    assert office.told("100") == [
        "serviceInitiated b164/100 initiated makeCall",
        "connectionCleared b164/100 null normalClearing",
    ]


def test_other_categories_are_filtered_by_their_own_bits() -> None:
    office = Office(monitored=())
    office.monitor("100", MonitorFilter(logical_device_feature=bits(11, length=14)))
    office.ok("set", device="100", dnd=True)
    office.ok("set", device="100", forwarding={"to": "101"})
    assert office.told("100") == ["forwarding"]


def test_a_filter_can_be_changed_and_a_monitor_stopped() -> None:
    office = Office(monitored=())
    xref = office.monitor("100")
    everything = MonitorFilter(call_control=bits(*range(18)))
    office.ask(ChangeMonitorFilter(cross_ref_identifier=xref, requested_filter_list=everything))
    office.talk("100", "101")
    assert office.told("100") == []
    office.ask(ChangeMonitorFilter(cross_ref_identifier=xref, requested_filter_list=MonitorFilter()))
    office.ok("hold", device="100")
    assert office.told("100") == ["held b164/100 hold normal"]
    assert office.ask(MonitorStop(cross_ref_identifier=xref)) == Acknowledged()
    office.ok("retrieve", device="100")
    assert len(office.told("100")) == 1
    assert office.code(office.ask(MonitorStop(cross_ref_identifier=xref))) == "operation invalidMonitorCrossRefID"


def test_trunks_and_groups_can_be_monitored_too() -> None:
    office = Office(monitored=("7801", "700"))
    office.make_call("100", "00891234567")
    assert office.told("7801") == ["networkReached b164/7801 alerting newCall", "delivered b164/7801 alerting newCall"]
    office.make_call("101", "700")
    assert office.told("700") == ["diverted b165/700 null distributed"]


def test_events_that_the_system_does_not_send() -> None:
    office = Office(disabled_events=frozenset({"originated", "delivered"}))
    office.talk("100", "101")
    assert [line.split()[0] for line in office.told("100")] == ["serviceInitiated", "established"]


def test_time_stamps_and_private_data_as_the_quirks_say() -> None:
    office = Office(private_data=bytes.fromhex("0401ff"))
    office.talk("100", "101")
    event = office.events("100", "established")[0]
    assert event.extensions.timestamp is not None
    assert event.extensions.private_data == (bytes.fromhex("0401ff"),)
    office = Office(time_stamps=False)
    office.talk("100", "101")
    assert office.events("100", "established")[0].extensions is None


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("lose_event", ["originated", "established"]),
        ("double_event", ["originated", "delivered", "delivered", "established"]),
        ("swap_events", ["originated", "established", "delivered"]),
    ],
)
def test_events_get_lost_doubled_and_swapped(fault: str, expected: list[str]) -> None:
    office = Office(monitored=["100"])
    office.ok("fault", name=fault, event="delivered")
    office.talk("100", "101")
    assert [line.split()[0] for line in office.told("100")] == ["serviceInitiated", *expected]


def test_monitors_of_a_device_are_those_that_are_there() -> None:
    first, second, other = (Monitor(1, bytes([n]), device, MonitorFilter()) for n, device in enumerate("aab"))
    monitors = Monitors()
    for one in (second, other, first):
        monitors[one.cross_ref] = one
    assert (monitors.of("a"), monitors.of("b"), monitors.of("c")) == ([second, first], [other], [])
    del monitors[second.cross_ref]
    assert monitors.pop(other.cross_ref) is other
    assert (monitors.of("a"), monitors.of("b"), list(monitors)) == ([first], [], [first.cross_ref])
    monitors.clear()
    assert (monitors.of("a"), monitors) == ([], {})


def test_stations_are_named_along_with_their_numbers() -> None:
    stations = (Station(number="100", name="Jürgen"), Station(number="101"))
    office = Office(base=company(stations=stations, groups=()), monitored=("100",), names_in_numbers=True)
    office.ok("call", **{"from": "100", "to": "101"})
    (event,) = office.events("100", "delivered")
    assert (event.calling_device.device.number, event.called_device.device.number) == ("N<100>J?rgen", "N<101>")
    assert (event.alerting_device.digits, event.subject.digits) == ("101", "101")
    office.ok("hangup", device="100")
    office.ok("call", **{"from": "0891234567", "to": "100"})
    assert office.events("100", "delivered")[-1].calling_device.device.number == "00891234567"


def test_what_stands_for_no_redirection() -> None:
    for said in ("notKnown", "notRequired", "notSpecified"):
        office = Office(last_redirection=said)
        office.make_call("100", "101")
        (event,) = office.events("101", "delivered")
        assert event.last_redirection_device.status == said
