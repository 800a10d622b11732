"""Recorded events played again, for whoever monitors their devices now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.csta import trace
from desktop.csta.association import Association, Reported
from desktop.csta.events.report import EventReport
from desktop.switchsim import replay
from desktop.switchsim.company import small_office
from desktop.switchsim.switch import Octets
from tests.switchsim.office import STATIONS, Office
from tests.switchsim.test_tr82 import lines, perform

PDUS = {
    row["name"]: bytes.fromhex(row["hex"])
    for row in map(json.loads, (Path(__file__).parents[1] / "data" / "pdus.jsonl").read_text("utf-8").splitlines())
}
CONVERSATION = (
    (0.0, "client->pbx", "AARQ AMHOST/77777"),
    (0.0, "pbx->client", "AARE accepted (real stamp)"),
    (1.0, "client->pbx", "MakeCall 100 -> 101"),
    (1.0, "client->pbx", "MonitorStart ext 100, all-zero filter (Perl)"),
    (1.5, "pbx->client", "MonitorStart result minimal (xref 0011)"),
    (2.0, "pbx->client", "MakeCall result"),
    (3.0, "pbx->client", "Event Delivered at 100 (ringing) from 257"),
    (5.5, "pbx->client", "Event Established at 100"),
    (9.0, "pbx->client", "Event ConnectionCleared"),
    (9.5, "client->pbx", "ABRT"),
)


def text(rows: tuple[tuple[float, str, str], ...] = CONVERSATION, link: int = 1) -> str:
    """Rows as a trace."""
    return "".join(
        json.dumps({"time": time, "link": link, "direction": direction, "hex": PDUS[name].hex()}) + "\n"
        for time, direction, name in rows
    )


def heard(office: Office) -> list[tuple[float, EventReport]]:
    """What a client makes of the octets that go out, with the time."""
    client = Association("computing")
    client.associate(None, None)
    client.receive_data(b"\x26\x80\x4a" + PDUS["AARE accepted (real stamp)"])
    reports = []
    for output in office.switch.take():
        assert isinstance(output, Octets)
        assert output.link == office.link
        for message in client.receive_data(output.octets):
            assert isinstance(message, Reported)
            reports.append((office.now, message.report))
    return reports


def let_pass(office: Office, *times: float) -> list[tuple[float, str, str]]:
    """Go to these times; (time, cross reference, event) of what is heard."""
    events = []
    for time in times:
        office.now = time
        office.switch.handle_timer(time)
        events += [(at, report.cross_ref.hex(), report.name) for at, report in heard(office)]
    return events


def test_events_come_at_their_times_under_the_monitor_s_own_reference() -> None:
    office = Office(monitored=["101", "100"])
    replay.play(office.switch, replay.read(text()))
    assert let_pass(office, 0.0, 2.4, 2.5, 6.0) == [
        (0.0, "0001", "delivered"),
        (2.5, "0001", "established"),
        (6.0, "0001", "connectionCleared"),
    ]


def test_a_switch_that_serves_nobody_plays_nothing() -> None:
    office = Office(monitored=["100"])
    replay.play(office.switch, replay.read(text()))
    office.ok("fault", name="system_status", status="disabled")
    assert let_pass(office, 0.0, 2.5) == []
    office.ok("fault", name="system_status", status="normal")
    assert let_pass(office, 6.0) == [(6.0, "0000", "connectionCleared")], "what was missed stays missed"


def test_invoke_ids_are_the_link_s_own() -> None:
    office = Office(monitored=["100"])
    office.switch.links[office.link].next_invoke_id = 0xFFFF
    replay.play(office.switch, replay.read(text()))
    office.switch.handle_timer(60.0)
    first, second, third = (output.octets for output in office.switch.take() if isinstance(output, Octets))
    assert (first[5:10].hex(), second[5:8].hex(), third[5:8].hex()) == ("020300ffff", "020100", "020101")


def test_it_may_be_quicker() -> None:
    office = Office(monitored=["100"])
    replay.play(office.switch, replay.read(text()), 2.0)
    assert [name for _, _, name in let_pass(office, 3.0)] == ["delivered", "established", "connectionCleared"]


def test_it_waits_for_a_monitor() -> None:
    office = Office(monitored=["101"])
    replay.play(office.switch, replay.read(text()), wait=True)
    assert let_pass(office, 30.0) == []
    office.monitor("102")
    assert let_pass(office, 60.0) == []
    office.monitor("100")
    assert let_pass(office, 60.9) == [], "a client looks first which calls there are"
    assert let_pass(office, 61.0, 63.5) == [(61.0, "0002", "delivered"), (63.5, "0002", "established")]
    office.monitor("100")
    assert let_pass(office, 67.0) == [(67.0, "0002", "connectionCleared"), (67.0, "0003", "connectionCleared")]


def test_it_does_not_wait_where_somebody_monitors_already() -> None:
    office = Office(monitored=["100"])
    replay.play(office.switch, replay.read(text()), wait=True)
    assert len(let_pass(office, 0.0)) == 1


@pytest.mark.parametrize("again", [True, False])
def test_it_is_stopped_or_begins_anew(again: bool) -> None:
    office = Office(monitored=["100"])
    score = replay.read(text())
    replay.play(office.switch, score)
    let_pass(office, 1.0)
    if again:
        replay.play(office.switch, score)
    else:
        replay.stop(office.switch)
    assert [name for _, _, name in let_pass(office, 3.4)] == (["delivered"] if again else [])


def test_what_waits_is_stopped_too() -> None:
    office = Office(monitored=[])
    replay.play(office.switch, replay.read(text()), wait=True)
    replay.stop(office.switch)
    office.monitor("100")
    assert let_pass(office, 60.0) == []


def test_events_whose_monitor_was_started_before_the_recording() -> None:
    late = text(CONVERSATION[5:])
    with pytest.raises(ValueError, match="no event whose monitor's device is known"):
        replay.read(late)
    score = replay.read(late, "103")
    assert (score.devices, len(score.notes), score.passed_over) == (("103",), 3, 0)
    both = replay.read(text() + text(CONVERSATION[6:7], link=2))
    assert (both.devices, len(both.notes), both.passed_over) == (("100",), 3, 1), "cross references are a link's own"


def test_what_two_links_were_told_is_played_once() -> None:
    twice = text() + text(link=2)
    assert len(replay.read(twice).notes) == 3
    doubled = text(CONVERSATION[:7] + CONVERSATION[6:])
    assert len(replay.read(doubled).notes) == 4, "but what one link was told twice is played twice"
    later = tuple((time + 60, direction, name) for time, direction, name in CONVERSATION)
    assert len(replay.read(text() + text(later, link=2)).notes) == 6, "and so is what came again on a new link"


@pytest.mark.parametrize("name", ["4.1", "alternate", "recall", "single-step conference", "out of service"])
def test_a_recorded_situation_sounds_the_same(name: str) -> None:
    recorded = perform(name, "asked")
    score = replay.read(trace.write(recorded.entries))
    office = Office(monitored=STATIONS[:5])
    replay.play(office.switch, score)
    office.switch.handle_timer(1000.0)
    devices = {monitor.cross_ref: monitor.device for monitor in office.switch.reporter.monitors.values()}
    again = [(devices[report.cross_ref], report) for _, report in heard(office)]
    for device in STATIONS[:5]:
        assert lines(again, device) == lines(recorded.reports, device)


def test_what_cannot_be_read_is_passed_over() -> None:
    damaged = "".join(
        json.dumps({"direction": direction, "hex": octets}) + "\n"
        for direction, octets in (
            ("client->pbx", "a105020101"),
            ("client->pbx", "a10b0201050201473003800101"),
            ("client->pbx", "a1110201060201473009810700000000000000"),
            ("pbx->client", "a1ff"),
            ("pbx->client", "a20b0201063006020147300155"),
        )
    )
    assert len(replay.read(damaged + text()).notes) == 3


def test_what_is_no_trace() -> None:
    with pytest.raises(trace.TraceError):
        replay.read("{}")


def test_stations_of_a_trace_are_there() -> None:
    score = replay.read(text(), None)
    assert replay.with_stations(small_office(), score) == small_office()
    elsewhere = replay.read(text(CONVERSATION[6:]), "4711")
    assert replay.with_stations(small_office(), elsewhere).stations[-1].number == "4711"
