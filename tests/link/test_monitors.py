"""Cross references and devices; what comes too early and too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from desktop.csta.association import Reported
from desktop.csta.events.report import EventReport
from desktop.csta.services.monitoring import MonitorStart, MonitorStartResult, MonitorStop
from desktop.csta.values import BitSet
from desktop.link.client import Client, LinkLost, NoAnswer
from desktop.link.monitors import MOST_STRAY_REPORTS, Monitors
from tests.support.peer import delivered

ONE, TWO = b"\x00\x01", b"\x00\x02"


class Asked:
    """A client whose requests the test answers."""

    def __init__(self) -> None:
        self.requests: list[tuple[Any, Callable[[Any], None]]] = []

    def request(self, argument: Any, done: Callable[[Any], None]) -> None:
        self.requests.append((argument, done))

    def answer(self, outcome: Any) -> Any:
        argument, done = self.requests.pop(0)
        done(outcome)
        return argument


def make(*devices: str) -> tuple[Monitors, Asked, list[tuple[str, Reported]]]:
    asked, reports = Asked(), list[tuple[str, Reported]]()
    monitors = Monitors(cast(Client, asked), devices, (("callControl", 4),), lambda *told: reports.append(told))
    return monitors, asked, reports


def report(cross_ref: bytes) -> Reported:
    return Reported(EventReport(cross_ref, delivered()), b"")


def started(cross_ref: bytes) -> MonitorStartResult:
    return MonitorStartResult(cross_ref_identifier=cross_ref)


def test_from_wanted_to_monitored_and_back() -> None:
    monitors, asked, reports = make("100")
    outcomes: list[Any] = []
    assert ("100" in monitors, monitors.standing, monitors.cross_ref("100")) == (True, (), None)
    monitors.start("100", lambda outcome: outcomes.append((outcome, monitors.standing)))
    start = asked.answer(started(ONE))
    assert isinstance(start, MonitorStart)
    assert (start.monitor_object.device.digits, start.requested_monitor_filter.call_control) == ("100", BitSet([], 4))
    assert outcomes == [(started(ONE), ("100",))], "it is noted before it is told"
    assert (monitors.cross_ref("100"), monitors.device(ONE), monitors.device(TWO)) == (ONE, "100", None)
    monitors.report(report(ONE))
    monitors.report(report(TWO))
    assert reports == [("100", report(ONE))]
    monitors.forget("100")
    assert ("100" in monitors, monitors.device(ONE), monitors.standing) == (False, None, ())


def test_reports_before_the_cross_reference_are_kept_in_order_and_bounded() -> None:
    monitors, asked, reports = make("100", "101")
    for device in ("100", "101"):
        monitors.start(device, lambda outcome: None)
    for _ in range(MOST_STRAY_REPORTS):
        monitors.report(report(TWO))
    monitors.report(report(ONE))
    asked.answer(started(TWO))
    assert [device for device, _ in reports] == MOST_STRAY_REPORTS * ["100"]
    asked.answer(started(ONE))
    assert len(reports) == MOST_STRAY_REPORTS, "there was no room for it"
    monitors.report(report(b"\x00\x03"))
    monitors.start("102", lambda outcome: None)
    asked.answer(started(b"\x00\x03"))
    assert len(reports) == MOST_STRAY_REPORTS, "while no monitor is being started nobody's are not kept"


def test_who_is_forgotten_before_the_answer_is_stopped() -> None:
    monitors, asked, reports = make("100")
    monitors.start("101", lambda outcome: None)
    monitors.forget("101")
    asked.answer(started(ONE))
    (stop, _), *_ = asked.requests
    assert stop == MonitorStop(cross_ref_identifier=ONE)
    monitors.report(report(ONE))
    assert (reports, "101" in monitors) == ([], False)


def test_what_fails_is_wanted_still() -> None:
    monitors, asked, _ = make("100")
    outcomes: list[Any] = []
    monitors.start("100", outcomes.append)
    lost = LinkLost(sent=True)
    asked.answer(lost)
    assert (outcomes, monitors.standing, "100" in monitors) == ([lost], (), True)


def test_what_stands_though_its_start_was_never_answered_is_stopped() -> None:
    monitors, asked, reports = make("100")
    monitors.start("101", lambda outcome: monitors.forget("101"))
    asked.answer(NoAnswer(5))
    monitors.start("100", lambda outcome: None)
    asked.answer(started(ONE))
    for _ in range(2):
        monitors.report(report(TWO))
    assert [argument for argument, _ in asked.requests] == [MonitorStop(cross_ref_identifier=TWO)], "once"
    monitors.report(report(ONE))
    assert reports == [("100", report(ONE))]


def test_what_the_switch_ends() -> None:
    monitors, asked, _ = make("100", "101")
    for device, cross_ref in (("100", ONE), ("101", TWO)):
        monitors.start(device, lambda outcome: None)
        asked.answer(started(cross_ref))
    assert (monitors.ended(ONE), monitors.ended(ONE), monitors.device(ONE)) == ("100", None, None)
    monitors.void()
    assert monitors.device(TWO) is None
    monitors.start("100", lambda outcome: None)
    assert (monitors.cross_ref("100"), monitors.standing) == (None, ("101",))


def test_in_the_end_all_are_stopped() -> None:
    monitors, asked, _ = make("100", "101")
    monitors.start("100", lambda outcome: None)
    asked.answer(started(ONE))
    monitors.stop()
    assert [argument for argument, _ in asked.requests] == [MonitorStop(cross_ref_identifier=ONE)]
