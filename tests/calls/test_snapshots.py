"""A snapshot always wins; what it cannot tell is unknown; calls that are gone end without an invented outcome."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.calls.records import Changes
from desktop.csta.enumerations import LocalConnectionState, SimpleCallState
from desktop.csta.events.base import Event
from desktop.csta.services.snapshots import SnapshotCallData, SnapshotCallEntry, SnapshotCallResult, SnapshotDeviceEntry
from desktop.csta.values import NOT_KNOWN, RESTRICTED, CallState, ReportedDevice
from tests.calls.office import (
    OUTSIDE,
    TRUNK,
    A,
    B,
    C,
    Office,
    call_id,
    cleared,
    connection,
    consultation,
    delivered,
    device,
    entry,
    established,
    failed,
    held,
    in_call,
    incoming,
    listed,
    originated,
    outgoing,
    queued,
    transferred,
)


@pytest.fixture
def office() -> Office:
    return Office()


def test_an_idle_device_has_an_entry_without_a_call(office: Office) -> None:
    assert office.see(listed(None, "null")) == Changes()
    assert office.see(listed("c1/100", "null")) == Changes()
    assert office.see() == Changes()


def test_a_call_that_was_not_known(office: Office) -> None:
    office.see(listed("c1/100", "connected", "connected", endpoint=B))
    call = office.call
    assert (call.direction, call.redirected_from, call.phase, office.numbers) == ("unknown", None, "talking", [B])
    assert (call.connection, call.call_id, call.talked) == (connection("c1/100"), call_id("c1"), True)
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "talked"


def test_a_call_of_which_only_our_state_is_told(office: Office) -> None:
    office.see(listed("c1/100", "connected"))
    assert (office.call.phase, office.call.talked, office.call.peers) == ("talking", False, ())
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "unknown"


def test_a_call_of_which_nothing_is_told(office: Office) -> None:
    office.see(listed("c1"))
    assert (office.call.state, office.call.connection) == ("connected", connection("c1/100"))


def test_the_call_s_own_snapshot_tells_more(office: Office) -> None:
    details = in_call("c1", {A: "alerting", TRUNK: "connected"}, OUTSIDE, A, trunk_in=TRUNK)
    office.see(listed("c1/100", "alerting"), details=details)
    (peer,) = office.call.peers
    assert (office.call.direction, office.call.phase, office.call.called, office.call.rang) == (
        "in",
        "ringing_in",
        A,
        True,
    )
    assert (peer.number, peer.trunk, peer.external, peer.state, peer.device) == (
        OUTSIDE,
        TRUNK,
        True,
        "connected",
        None,
    )


def test_a_call_that_we_made(office: Office) -> None:
    office.see(listed("c1/100", "connected"), details=in_call("c1", {A: "connected", B: "alerting"}, A, B))
    assert (office.call.direction, office.call.phase, office.call.called, office.numbers) == (
        "out",
        "ringing_out",
        B,
        [B],
    )
    assert not office.call.talked


def test_a_conference(office: Office) -> None:
    details = in_call("c1", {A: "connected", B: "connected", C: "connected", "103": "null"})
    office.see(listed("c1/100", "connected"), details=details)
    assert (office.call.phase, office.numbers) == ("conference", [B, C])


def test_a_snapshot_in_segments_tells_nothing_yet(office: Office) -> None:
    details = {call_id("c1"): SnapshotCallResult(data=SnapshotCallData(cross_ref=b"\x00\x01"))}
    office.see(listed("c1/100", "connected", "connected", endpoint=B), details=details)
    assert office.numbers == [B]


def test_a_device_in_the_call_without_its_connection(office: Office) -> None:
    entry = SnapshotCallEntry(device_on_call=ReportedDevice.known(B), local_connection_state=LocalConnectionState.hold)
    office.see(
        listed("c1/100", "connected"), details={call_id("c1"): SnapshotCallResult(data=SnapshotCallData((entry,)))}
    )
    assert (office.numbers, office.call.phase) == ([B], "held_by_peer")


def test_a_trunk_is_not_what_was_called() -> None:
    office = Office(trunks=frozenset({TRUNK}))
    details = in_call("c1", {A: "connected", TRUNK: "connected"}, A, TRUNK)
    office.see(listed("c1/100", "connected"), details=details)
    assert (office.call.called, office.numbers, office.call.peers[0].trunk) == (None, [None], TRUNK)


def test_what_was_known_is_kept(office: Office) -> None:
    office.hear(*incoming(), held("c1/100"))
    before = office.call
    office.see(listed("c1/100", "connected", "connected"), details=in_call("c1", {A: "connected", B: "connected"}))
    assert (office.call.id, office.call.direction, office.call.phase) == (before.id, "in", "talking")
    assert office.call.since == office.now


def test_the_same_once_more_changes_nothing(office: Office) -> None:
    office.hear(*incoming())
    assert office.see(listed("c1/100", "connected", "connected")) == Changes()
    assert office.see(listed("c1/100"), details=in_call("c1", {A: "connected", B: "connected"}, B, A)) == Changes()


def test_a_lost_answer_is_found(office: Office) -> None:
    office.hear(*outgoing()[:3])
    office.see(listed("c1/100", "connected", "connected"))
    assert (office.call.phase, office.call.talked) == ("talking", True)


def test_the_far_end_s_null(office: Office) -> None:
    office.hear(originated("c1/100", B))
    office.see(
        SnapshotDeviceEntry(connection_identifier=connection("c1/100"), local_call_state=_simple("callOriginated"))
    )
    assert office.call.phase == "dialling", "nobody was reached yet"
    office.hear(established("c1/101", calling=A, called=B))
    office.see(
        SnapshotDeviceEntry(connection_identifier=connection("c1/100"), local_call_state=_simple("callOriginated"))
    )
    assert office.call.phase == "ending"


def _simple(name: str) -> CallState:
    state = SimpleCallState[name]
    return CallState.from_asn1(("simpleCallState", int(state)))


def test_another_endpoint(office: Office) -> None:
    office.hear(*incoming())
    office.see(listed("c1/100", "connected", "connected", endpoint=C))
    assert office.numbers == [C]


def test_a_known_endpoint_of_an_unknown_caller(office: Office) -> None:
    office.see(listed("c1/100", "connected", "connected"))
    assert office.numbers == [None]
    office.see(listed("c1/100", "connected", "connected", endpoint=B))
    assert office.numbers == [B]


def test_our_own_entry_counts_where_a_call_is_listed_twice() -> None:
    office = Office(same_devices=frozenset({"500"}))
    office.see(listed("c1/101", "connected"), listed("c1/100", "hold"), listed("c1/103", "connected"))
    assert (office.call.state, office.call.connection) == ("hold", connection("c1/100"))


def test_calls_that_are_gone(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.see()
    assert [call.outcome for call in office.gone] == ["unknown"]
    assert office.model.calls == ()


def test_a_ringing_call_that_is_gone_was_taken_by_another_member(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), established("c1/102", "alerting", calling=B, called=A))
    office.see()
    assert (office.gone[0].outcome, office.gone[0].by) == ("taken_by", C)


def test_the_evidence_may_say_more(office: Office) -> None:
    office.hear(*incoming())
    office.see()
    office.hear(originated("c2/100", B), failed("c2/101", "busy"))
    office.see()
    office.hear(delivered("c3/100", calling=B, called=A), cleared("c3/101", "alerting", by=B))
    office.see()
    office.hear(delivered("c4/100", calling=B, called=A))
    office.ask("reject", office.call)
    office.see()
    office.hear(*incoming("c5"))
    office.ask("transfer", office.call, C)
    office.see()
    assert [call.outcome for call in office.gone] == ["talked", "busy", "missed", "rejected", "transferred"]
    assert office.gone[-1].to == C


def test_a_failure_that_is_over(office: Office) -> None:
    office.hear(originated("c1/100", B), failed("c1/101", "busy"))
    office.see(listed("c1/100", "connected", "alerting"))
    assert office.call.phase == "ringing_out"
    office.hear(failed("c1/101", "busy"))
    office.see(listed("c1/100", "connected"))
    assert office.call.phase == "busy", "the party is still the failed one"


def test_a_consultation_survives(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.see(listed("c2/100", "hold", "connected"), listed("c1/100", "connected", "connected"))
    assert [call.phase for call in office.model.calls] == ["talking", "held"]
    assert office.by_name("c2").consultation_of == office.by_name("c1").id
    office.see(listed("c2/100", "connected", "connected"))
    assert office.call.consultation_of is None


def test_states_of_a_conference_come_from_its_own_snapshot_only(office: Office) -> None:
    office.see(listed("c1/100", "connected"), details=in_call("c1", {B: "connected", C: "connected"}))
    before = office.call.peers
    office.see(listed("c1/100", "connected", "hold", endpoint="103"))
    assert office.call.peers == before


def test_a_call_id_that_had_ended_may_be_listed(office: Office) -> None:
    office.hear(*incoming(), cleared("c1/100"))
    office.see(listed("c1/100", "connected", "connected"))
    assert office.hear(held("c1/100")).calls[0].phase == "held"


def test_nobody_else_in_a_call_that_failed(office: Office) -> None:
    office.hear(originated("c1/100", B), failed("c1/101", "busy"))
    office.see(listed("c1/100", "connected"), details=in_call("c1", {A: "connected"}, A, B))
    assert (office.call.phase, office.numbers) == ("busy", [B])
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == "busy"


@pytest.mark.parametrize(("state", "phase"), [("connected", "dialling"), ("fail", "failed")])
def test_nobody_else_in_a_call_whose_failure_was_not_heard(office: Office, state: str, phase: str) -> None:
    office.hear(originated("c1/100", B))
    office.see(listed("c1/100", state), details=in_call("c1", {A: state}, A, B))
    assert (office.call.phase, office.numbers) == (phase, [B])
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == "unknown"


@pytest.mark.parametrize("heard", [True, False])
def test_a_call_of_ours_that_waits_elsewhere(office: Office, heard: bool) -> None:
    office.hear(originated("c1/100", B), *([queued("c1/101", "connected")] if heard else []))
    office.see(listed("c1/100", "connected", "queued"), details=in_call("c1", {A: "connected", B: "queued"}, A, B))
    assert office.call.phase == "queued"
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == ("gave_up" if heard else "unknown")


@pytest.mark.parametrize(("now", "outcome"), [(B, "gave_up"), (C, "unknown")])
def test_a_call_of_ours_that_rings_elsewhere(office: Office, now: str, outcome: str) -> None:
    office.hear(originated("c1/100", B), delivered("c1/101", "connected", calling=A, called=B))
    there = in_call("c1", {A: "connected", now: "alerting"}, A, B)
    office.see(listed("c1/100", "connected", "alerting"), details=there)
    assert (office.call.phase, office.numbers) == ("ringing_out", [now])
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == outcome


def test_the_other_is_not_in_the_call_any_more(office: Office) -> None:
    office.hear(*incoming())
    office.see(listed("c1/100", "connected"), details=in_call("c1", {A: "connected"}, B, A))
    assert (office.call.phase, office.numbers) == ("ending", [B])


def test_who_a_conversation_was_passed_on_to_may_not_be_in_it(office: Office) -> None:
    office.hear(*incoming(), _passed_on("700"))
    assert [(peer.number, peer.state) for peer in office.call.peers] == [("700", None)]
    office.see(listed("c1/100", "connected"), details=in_call("c1", {A: "connected"}, A, "700"))
    assert [(peer.number, peer.state) for peer in office.call.peers] == [("700", "gone")]


def _passed_on(to: str) -> Event:
    return transferred("c1/101", None, B, to, entry("c1/100", "c1/100", A), info="connected")


def test_a_call_that_rang_and_is_connected_here_was_answered(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.see(listed("c1/100", "connected", "queued"), details=in_call("c1", {A: "connected", C: "queued"}, B, A))
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == "talked"


def test_who_answered_has_not_taken_a_call_that_rings_on(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), established("c1/102", "alerting", calling=B, called=A))
    office.see(listed("c1/100", "alerting", "connected"))
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "missed"


def _outside(number: ReportedDevice | str) -> dict[bytes, SnapshotCallResult]:
    there = SnapshotCallEntry(
        device_on_call=ReportedDevice.known(number) if isinstance(number, str) else number,
        call_identifier=connection(f"c1/{TRUNK}"),
        local_connection_state=LocalConnectionState.connected,
    )
    return {call_id("c1"): SnapshotCallResult(data=SnapshotCallData((there,)))}


@pytest.mark.parametrize(
    ("told", "number"),
    [(OUTSIDE, OUTSIDE), (RESTRICTED, None), (NOT_KNOWN, None)],
    ids=["shown", "withheld", "unknown"],
)
def test_a_party_outside_is_its_trunk_s_though_nobody_has_named_it(
    office: Office, told: ReportedDevice | str, number: str | None
) -> None:
    office.see(listed("c1/100", "connected"), details=_outside(told))
    (peer,) = office.call.peers
    assert (peer.device, peer.trunk, peer.number, peer.external) == (None, TRUNK, number, True)


def test_a_known_end_outside_keeps_its_trunk(office: Office) -> None:
    office.hear(*incoming(caller=OUTSIDE, trunk_in=TRUNK))
    details = _outside(OUTSIDE)
    told = details[call_id("c1")]
    told = replace(told, calling_device=device(OUTSIDE), associated_calling_device=device(TRUNK))
    office.see(listed("c1/100", "connected"), details={call_id("c1"): told})
    assert (office.call.peers[0].device, office.call.peers[0].trunk) == (None, TRUNK)


def test_who_was_called_is_not_the_one_who_withholds_a_number(office: Office) -> None:
    """A call of theirs that was parked here: who is left is told by the snapshot only."""
    office.hear(queued("c1/100", cause="park", calling=RESTRICTED, called=C))
    entry = SnapshotCallEntry(
        device_on_call=ReportedDevice.known(C),
        call_identifier=connection(f"c1/{C}"),
        local_connection_state=LocalConnectionState.connected,
    )
    details = SnapshotCallResult(data=SnapshotCallData((entry,)), calling_device=RESTRICTED, called_device=device(C))
    office.see(listed("c1/100", "queued"), details={call_id("c1"): details})
    assert [(peer.device, peer.number) for peer in office.call.peers] == [(C, C)]
