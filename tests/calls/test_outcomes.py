"""Outcomes where no event of a flow leads: evidence that is scarce, or odd."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from desktop.calls.outcomes import Ending, Evidence, cleared, diverted, vanished
from desktop.calls.records import Call, Party
from tests.calls.office import START, A


def call(**facts: Any) -> Call:
    return Call("x", A, START, **facts)


def evidence(**facts: Any) -> Evidence:
    return Evidence(START + timedelta(seconds=10), **facts)


def test_missed_needs_evidence_that_the_call_ended() -> None:
    ringing = call(state="alerting", phase="ringing_in", direction="in", rang=True)
    assert vanished(ringing, evidence()) == Ending("unknown")
    assert cleared(ringing, evidence()) == Ending("missed")
    assert vanished(call(state="alerting", phase="ending", direction="in", rang=True), evidence()) == Ending("missed")


def test_of_unknown_direction_but_it_rang_here() -> None:
    assert cleared(call(state="alerting", phase="ringing_in", rang=True), evidence()) == Ending("missed")
    assert cleared(call(state="queued", phase="queued", direction="in"), evidence()) == Ending("missed")
    assert cleared(call(state="connected", phase="talking"), evidence()) == Ending("unknown")


@pytest.mark.parametrize(("failure", "outcome"), [("busy", "busy"), ("aCDBusy", "busy"), ("doNotDisturb", "failed")])
@pytest.mark.parametrize("direction", ["in", "out"])
def test_failures(failure: str, outcome: str, direction: Any) -> None:
    assert cleared(call(state="fail", direction=direction, failure=failure), evidence()).outcome == outcome
    assert vanished(call(state="fail", direction=direction, failure=failure), evidence()).outcome == outcome


def test_asked_to_hang_up_while_it_rings() -> None:
    ringing = call(state="alerting", phase="ringing_in", direction="in", rang=True)
    assert cleared(ringing, evidence(asked="hangup")) == Ending("rejected")
    assert vanished(ringing, evidence(asked="deflect", to="102")) == Ending("deflected", to="102")


def test_a_call_that_is_parked_here_or_waits_for_us() -> None:
    waits = call(state="queued", phase="queued", direction="in", peers=(Party("101", state="connected"),))
    assert cleared(waits, evidence(by_us=True)) == Ending("rejected")
    assert cleared(waits, evidence(asked="hangup")) == Ending("rejected")
    assert cleared(waits, evidence(released_by="101")) == Ending("missed")
    begun_here = call(state="queued", phase="queued", direction="out", unsure=True, peers=(Party("101"),))
    assert cleared(begun_here, evidence(by_us=True)) == Ending("rejected")
    parked = call(state="queued", phase="queued", direction="out", talked=True, peers=(Party("101"),))
    assert cleared(parked, evidence(by_us=True)) == Ending("talked")
    assert vanished(parked, evidence()) == Ending("unknown")


def test_short_is_for_what_rang() -> None:
    offered = call(state="alerting", phase="ringing_in", direction="in")
    assert cleared(offered, evidence(short_ring=timedelta(seconds=20))) == Ending("missed")


def test_an_outgoing_call_ends() -> None:
    ringing = call(state="connected", phase="ringing_out", direction="out", peers=(Party("101"),))
    assert cleared(ringing, evidence()) == Ending("gave_up")
    assert cleared(ringing, evidence(released_by="103")) == Ending("gave_up")
    assert cleared(ringing, evidence(released_by="101")) == Ending("rejected", by="101")
    assert cleared(ringing, evidence(asked="hangup", released_by="101")) == Ending("gave_up")


def test_diverted_conversations() -> None:
    talked = call(state="connected", phase="talking", talked=True)
    assert diverted(talked, None, evidence(cause="singleStepTransfer"), called_us=True) == Ending("transferred")
    assert diverted(talked, "103", evidence(cause="park"), called_us=True) == Ending("talked", to="103")


def test_a_pick_up_of_what_was_talked() -> None:
    """A recall that a colleague picks up."""
    back = call(state="alerting", phase="ringing_in", talked=True)
    assert diverted(back, "102", evidence(cause="callPickup"), called_us=True) == Ending("taken_by", by="102")


def test_the_switch_gives_up_for_us() -> None:
    """Alerting time-out: the releasing device is ours, and nobody has rejected anything."""
    ringing = call(state="alerting", phase="ringing_in", direction="in", rang=True)
    assert cleared(ringing, evidence(by_us=True)) == Ending("rejected")
    assert cleared(ringing, evidence(by_us=True, cause="callNotAnswered")) == Ending("missed")


def test_the_caller_leaves_while_it_rings_elsewhere_too() -> None:
    ringing = call(
        state="alerting", phase="ringing_in", direction="in", rang=True, peers=(Party("102", state="alerting"),)
    )
    assert cleared(ringing, evidence(by_us=True)) == Ending("missed")


def test_the_other_end_had_left_before_us() -> None:
    left = call(state="connected", phase="ending", direction="out", peers=(Party("101", state="gone"),))
    assert cleared(left, evidence(by_us=True)) == Ending("failed")
    assert cleared(left, evidence(by_us=True, asked="hangup")) == Ending("gave_up")


def test_nobody_heard_how_it_came_to_this() -> None:
    assert cleared(call(state="connected", direction="out", unsure=True), evidence(by_us=True)) == Ending("unknown")
    assert cleared(call(state="connected", direction="in", unsure=True), evidence()) == Ending("unknown")
    assert cleared(call(state="alerting", direction="in", unsure=True), evidence()) == Ending("missed")
    assert cleared(call(state="connected", talked=True, unsure=True), evidence()) == Ending("talked")


def test_diverted_by_our_own_forwarding_whoever_was_called() -> None:
    ringing = call(state="alerting", phase="ringing_in", direction="in", rang=True)
    assert diverted(ringing, "103", evidence(cause="callForwardBusy"), called_us=False) == Ending("forwarded", to="103")
    assert diverted(ringing, "103", evidence(cause="callForwardNoAnswer"), called_us=False).outcome == "moved_on"


def test_a_transferred_call_goes_back_to_who_transferred_it() -> None:
    ringing = call(state="alerting", phase="ringing_in", direction="in", rang=True)
    assert diverted(ringing, "103", evidence(cause="recall"), called_us=True) == Ending("moved_on", to="103")
    assert diverted(ringing, "103", evidence(cause="recall", asked="hangup"), called_us=True).outcome == "rejected"
