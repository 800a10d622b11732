"""The flows of call-model.md, one by one, as a switch reports them at A's monitor."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from desktop.calls.model import Model, forwarding_type
from desktop.calls.records import Changes, DeviceState, Forwarding
from desktop.csta import events as e
from desktop.csta.enumerations import ForwardingType, LocalConnectionState
from desktop.csta.values import NOT_KNOWN, RESTRICTED, ConnectionID, DeviceID, Extensions, ReportedDevice
from tests.calls.office import (
    GROUP,
    OUTSIDE,
    START,
    TRUNK,
    A,
    B,
    C,
    D,
    Office,
    bridged,
    call_cleared,
    call_id,
    cleared,
    conferenced,
    connection,
    consultation,
    delivered,
    device,
    digits_dialed,
    diverted,
    entry,
    established,
    failed,
    held,
    incoming,
    listed,
    network_reached,
    offered,
    originated,
    outgoing,
    queued,
    retrieved,
    service_initiated,
    transferred,
)


@pytest.fixture
def office() -> Office:
    return Office()


# --- dialling


def test_dial_phone_prompts(office: Office) -> None:
    office.place("c1/100", B)
    assert (office.call.phase, office.call.state, office.call.direction) == ("dialling", "initiated", "out")
    assert office.numbers == [B]
    office.hear(service_initiated("c1/100"))
    assert office.call.phase == "dialling"
    office.hear(originated("c1/100", B))
    assert (office.call.state, office.call.phase) == ("connected", "dialling")
    office.hear(delivered("c1/101", "connected", calling=A, called=B))
    assert (office.call.phase, office.call.peers[0].state) == ("ringing_out", "alerting")
    since = office.call.since
    office.hear(established("c1/101", calling=A, called=B))
    assert (office.call.phase, office.call.peers[0].state, office.call.talked) == ("talking", "connected", True)
    assert office.call.since == since, "the local state was connected all along"
    office.ask("hangup", office.call)
    office.hear(cleared("c1/100", by=A))
    (gone,) = office.gone
    assert (gone.outcome, gone.direction, gone.called, gone.rang) == ("talked", "out", B, False)
    assert office.model.calls == ()
    assert not office.asked_for_snapshot


def test_not_lifted_in_time(office: Office) -> None:
    office.place("c1/100", B)
    office.hear(service_initiated("c1/100"), cleared("c1/100"))
    assert office.gone[0].outcome == "gave_up"


def test_not_lifted_in_time_reported_as_failed(office: Office) -> None:
    office.place("c1/100", B)
    office.hear(service_initiated("c1/100"), failed("c1/100", "timeout", "fail"), cleared("c1/100"))
    assert office.gone[0].outcome == "failed"


def test_dial_hands_free(office: Office) -> None:
    office.hear(originated("c1/100", B))
    assert (office.call.phase, office.call.direction, office.numbers) == ("dialling", "out", [B])


def test_the_result_after_the_events_makes_no_second_call(office: Office) -> None:
    office.hear(service_initiated("c1/100"), originated("c1/100"))
    before = office.call.id
    office.place("c1/100", B)
    assert (office.call.id, office.numbers, office.call.called) == (before, [B], B)
    office.hear(cleared("c1/100"))
    assert office.place("c1/100", B) == Changes()
    assert office.model.calls == ()


def test_dial_by_hand_lifted_and_put_back(office: Office) -> None:
    office.hear(service_initiated("c1/100", cause="newCall"))
    assert office.call.peers == ()
    office.hear(digits_dialed("c1/100", "1"), cleared("c1/100", by=A))
    assert office.gone[0].outcome == "gave_up"
    assert not office.asked_for_snapshot


def test_dial_outside_without_delivered(office: Office) -> None:
    office.place("c1/100", OUTSIDE)
    office.hear(
        service_initiated("c1/100"),
        originated("c1/100", OUTSIDE),
        network_reached(f"c1/{TRUNK}", calling=A, called=OUTSIDE),
    )
    assert office.call.phase == "dialling"
    office.hear(established(f"c1/{TRUNK}", calling=A, called=OUTSIDE))
    (peer,) = office.call.peers
    assert (peer.number, peer.trunk, peer.external, peer.state, peer.device) == (OUTSIDE, TRUNK, True, "connected", None)
    assert office.call.phase == "talking"
    office.hear(cleared(f"c1/{TRUNK}", "connected", by=TRUNK))
    assert office.call.phase == "ending"
    office.hear(cleared("c1/100"))
    assert (office.gone[0].outcome, office.gone[0].peers[0].number) == ("talked", OUTSIDE)
    assert not office.asked_for_snapshot


def test_a_trunk_is_learnt_for_later_calls(office: Office) -> None:
    office.hear(originated("c1/100", OUTSIDE), network_reached("c1/100", calling=A, called=OUTSIDE), cleared("c1/100"))
    office.hear(delivered("c2/100", calling=TRUNK, called=A))
    (peer,) = office.call.peers
    assert (peer.number, peer.trunk, peer.external, peer.presentation) == (None, TRUNK, True, "unknown")


def test_network_reached_first(office: Office) -> None:
    office.hear(network_reached(f"c1/{TRUNK}", calling=A, called=OUTSIDE))
    assert (office.call.direction, office.numbers, office.call.peers[0].trunk) == ("out", [OUTSIDE], TRUNK)


def test_network_reached_by_somebody_else_is_doubted(office: Office) -> None:
    office.hear(network_reached(f"c1/{TRUNK}", calling=B, called=OUTSIDE))
    assert office.call.direction == "unknown"
    assert office.asked_for_snapshot


def test_network_reached_in_a_conversation_leaves_the_party_alone(office: Office) -> None:
    office.hear(*incoming())
    before = office.call.peers
    office.hear(network_reached(f"c1/{TRUNK}", calling=B, called=OUTSIDE))
    assert office.call.peers == before


def test_network_reached_without_a_number(office: Office) -> None:
    office.hear(service_initiated("c1/100"), network_reached(f"c1/{TRUNK}", calling=A, called=A))
    (peer,) = office.call.peers
    assert (peer.number, peer.trunk, peer.external) == (None, TRUNK, True)


@pytest.mark.parametrize(
    ("cause", "phase", "outcome"),
    [
        ("busy", "busy", "busy"),
        ("doNotDisturb", "failed", "failed"),
        ("destNotObtainable", "failed", "failed"),
        ("numberUnallocated", "failed", "failed"),
        ("trunksBusy", "failed", "failed"),
        ("callNotAnswered", "failed", "failed"),
        ("reorderTone", "failed", "failed"),
    ],
)
@pytest.mark.parametrize(("where", "info"), [("c1/101", "connected"), ("c1/100", "fail"), ("c1/101", "fail")])
def test_it_fails(office: Office, cause: str, phase: str, outcome: str, where: str, info: str) -> None:
    office.hear(originated("c1/100", B), failed(where, cause, info, calling=A, called=B))
    assert (office.call.phase, office.call.state, office.call.cause, office.numbers) == (phase, info, cause, [B])
    assert not office.asked_for_snapshot
    office.hear(cleared("c1/101", info, by=B))
    assert office.call.phase == phase, "the tone goes on"
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == outcome


def test_the_connection_of_a_failure_may_be_ours_and_its_device_the_other(office: Office) -> None:
    office.hear(originated("c1/100", B), failed("c1/100", "busy", "connected", by=B, calling=A, called=B))
    assert (office.call.phase, office.call.state, office.call.peers[0].state) == ("busy", "connected", "fail")


def test_failed_first(office: Office) -> None:
    office.hear(failed("c1/100", "busy", "fail", calling=A, called=B))
    assert (office.call.phase, office.call.direction, office.numbers) == ("busy", "out", [B])
    office.hear(failed("c2/101", "busy", "connected", calling=A, called=B))
    assert office.by_name("c2").phase == "busy"


def test_a_call_to_us_fails_because_we_are_busy(office: Office) -> None:
    office.hear(failed("c1/100", "busy", "fail", calling=B, called=A))
    assert (office.call.direction, office.call.phase) == ("in", "busy")
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "busy"


def test_we_end_a_call_that_rings_there(office: Office) -> None:
    office.hear(*outgoing()[:3], cleared("c1/100", by=A))
    assert (office.gone[0].outcome, office.gone[0].talked) == ("gave_up", False)


def test_the_other_rejects(office: Office) -> None:
    office.hear(*outgoing()[:3], cleared("c1/101", "connected", by=B))
    assert office.call.phase == "ending"
    office.hear(cleared("c1/100", by=B))
    assert (office.gone[0].outcome, office.gone[0].by) == ("rejected", B)


def test_the_other_is_cleared_and_nobody_says_by_whom(office: Office) -> None:
    office.hear(*outgoing()[:3], cleared("c1/101", "connected"), cleared("c1/100"))
    assert office.gone[0].outcome == "failed"


def test_our_call_is_forwarded_there(office: Office) -> None:
    office.hear(
        originated("c1/100", B),
        diverted("c1/101", C, "callForwardImmediate", "connected", calling=A, called=B),
        delivered("c1/102", "connected", calling=A, called=B, last=B),
    )
    assert (office.numbers, office.call.redirected_from, office.call.phase) == ([C], B, "ringing_out")
    assert office.call.called == B
    office.hear(established("c1/102", calling=A, called=B, last=B))
    assert (office.numbers, office.call.phase) == ([C], "talking")


def test_our_call_is_forwarded_there_without_diverted(office: Office) -> None:
    office.hear(originated("c1/100", B), delivered("c1/102", "connected", calling=A, called=B, last=B))
    assert (office.numbers, office.call.redirected_from) == ([C], B)


def test_diverted_late_or_to_nobody_known(office: Office) -> None:
    office.hear(
        originated("c1/100", B),
        diverted("c1/101", None, "callForwardImmediate", "connected"),
        delivered("c1/102", "connected", calling=A, called=B, last=B),
        diverted("c1/101", C, "callForwardImmediate", "connected"),
    )
    assert office.numbers == [C]
    office.hear(diverted("c1/103", B, "callForwardNoAnswer", "connected"))
    assert office.numbers == [B]


def test_a_group_is_called_and_a_member_answers(office: Office) -> None:
    office.hear(
        originated("c1/100", GROUP),
        delivered("c1/101", "connected", calling=A, called=GROUP),
        delivered("c1/102", "connected", calling=A, called=GROUP),
        established("c1/102", calling=A, called=GROUP),
    )
    assert (office.numbers, office.call.called, office.call.phase) == ([C], GROUP, "talking")


def test_camp_on_after_busy(office: Office) -> None:
    office.hear(originated("c1/100", B), failed("c1/101", "busy", "fail"), queued("c1/101", "connected", calling=A, called=B))
    assert (office.call.phase, office.call.cause) == ("queued", "campOn")
    office.hear(delivered("c1/101", "connected", calling=A, called=B))
    assert office.call.phase == "ringing_out"
    office.hear(established("c1/101", calling=A, called=B))
    assert office.call.phase == "talking"


# --- incoming


def test_incoming(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    call = office.call
    assert (call.phase, call.state, call.direction, call.called, call.rang) == ("ringing_in", "alerting", "in", A, True)
    assert (office.numbers, call.presentation, call.connection) == ([B], "shown", connection("c1/100"))
    office.hear(established("c1/100", calling=B, called=A))
    assert (office.call.phase, office.call.id) == ("talking", call.id)
    office.hear(cleared("c1/101", "connected", by=B))
    assert (office.call.phase, office.numbers) == ("ending", [B])
    office.hear(failed("c1/100", "blocked", "fail"))
    assert (office.call.phase, office.call.state) == ("ending", "fail")
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == "talked"
    assert not office.asked_for_snapshot


def test_blocked_alone_after_a_conversation(office: Office) -> None:
    office.hear(*incoming(), failed("c1/100", "blocked", "fail"))
    assert (office.call.phase, office.call.peers[0].state) == ("ending", "gone")
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "talked"


def test_failed_there_after_established(office: Office) -> None:
    office.hear(*incoming(), failed("c1/101", "destOutOfOrder"))
    assert office.call.phase == "ending"
    office.hear(failed("c1/101", "destOutOfOrder"), cleared("c1/100"))
    assert office.gone[0].outcome == "talked"


def test_incoming_from_outside(office: Office) -> None:
    office.hear(delivered("c1/100", calling=OUTSIDE, called=A, trunk_in=TRUNK))
    (peer,) = office.call.peers
    assert (peer.number, peer.trunk, peer.external, peer.device) == (OUTSIDE, TRUNK, True, None)
    office.hear(established("c1/100", calling=OUTSIDE, called=A, trunk_in=TRUNK))
    office.hear(held(f"c1/{TRUNK}", "connected"))
    assert office.call.phase == "held_by_peer"
    office.hear(retrieved(f"c1/{TRUNK}", "connected"), cleared(f"c1/{TRUNK}", "connected"))
    assert office.call.phase == "ending"


def test_incoming_with_a_withheld_number(office: Office) -> None:
    office.hear(delivered("c1/100", calling=RESTRICTED, called=A), established("c1/100", calling=RESTRICTED, called=A))
    assert (office.call.presentation, office.numbers) == ("restricted", [None])
    office.hear(held(f"c1/{OUTSIDE}", "connected"))
    assert (office.call.phase, office.numbers, office.call.presentation) == ("held_by_peer", [None], "restricted")


def test_incoming_with_an_unknown_number(office: Office) -> None:
    office.hear(delivered("c1/100", calling=NOT_KNOWN, called=A))
    assert (office.call.presentation, office.numbers) == ("unknown", [None])
    office.hear(
        e.CallInformation(connection=connection("c1/100"), device=device(A), calling_device=ReportedDevice.known(OUTSIDE))
    )
    assert (office.call.presentation, office.numbers) == ("shown", [OUTSIDE])


def test_call_information_that_changes_nothing(office: Office) -> None:
    unknown = e.CallInformation(connection=connection("c9/100"), calling_device=ReportedDevice.known(B))
    assert office.hear(unknown) == Changes()
    office.hear(*incoming())
    strange = e.CallInformation(connection=connection("c1/100"), calling_device=ReportedDevice.known(C))
    assert office.hear(strange) == Changes()
    assert office.numbers == [B]


def test_call_information_corrects_a_ringing_call(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.hear(e.CallInformation(connection=connection("c1/100"), calling_device=ReportedDevice.known(C)))
    assert office.numbers == [C]


def test_the_caller_s_name(office: Office) -> None:
    named = ReportedDevice(DeviceID("N<101>Bert"))
    office.hear(delivered("c1/100", calling=named, called=A))
    assert (office.call.peers[0].name, office.numbers) == ("Bert", [B])


def test_incoming_while_talking(office: Office) -> None:
    office.hear(*incoming(), delivered("c2/100", calling=C, called=A))
    first, second = office.model.calls
    assert (first.phase, second.phase) == ("talking", "ringing_in")
    office.ask("answer", second)
    office.hear(held("c1/100"), established("c2/100", calling=C, called=A))
    assert [call.phase for call in office.model.calls] == ["held", "talking"]
    assert not office.asked_for_snapshot


def test_answering_clears_the_first_call(office: Office) -> None:
    office.hear(*incoming(), delivered("c2/100", calling=C, called=A))
    office.hear(cleared("c1/100", by=A), established("c2/100", calling=C, called=A))
    assert (office.gone[0].outcome, office.call.phase) == ("talked", "talking")


def test_established_without_delivered(office: Office) -> None:
    office.hear(established("c1/100", calling=B, called=A))
    assert (office.call.phase, office.call.direction, office.call.rang, office.numbers) == ("talking", "in", False, [B])


def test_diverted_without_delivered(office: Office) -> None:
    changes = office.hear(diverted("c1/100", C, "callForwardImmediate", calling=B, called=A))
    (gone,) = changes.calls
    assert (gone.outcome, gone.to, gone.rang, gone.direction) == ("forwarded", C, False, "in")
    assert gone.peers[0].number == B
    assert office.hear(diverted("c1/100", C, "callForwardImmediate", calling=B, called=A)) == Changes()


def test_the_caller_gives_up(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/101", "alerting", by=B))
    assert office.call.phase == "ending"
    office.hear(cleared("c1/100", by=B), every=9)
    assert (office.gone[0].outcome, office.gone[0].rang) == ("missed", True)


def test_the_caller_gives_up_at_once(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/100", by=B))
    assert office.gone[0].outcome == "missed"


def test_the_caller_s_leaving_ends_ours_too(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/101", "null", by=B))
    assert office.gone[0].outcome == "missed"


def test_the_caller_left_even_if_ours_names_us_as_releasing(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/101", "alerting", by=B), cleared("c1/100", by=A))
    assert office.gone[0].outcome == "missed"


def test_the_caller_gives_up_as_a_failure(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), failed("c1/100", "blocked", "fail"), cleared("c1/100"))
    assert office.gone[0].outcome == "missed"


def test_a_short_ring() -> None:
    office = Office(short_ring=timedelta(seconds=3))
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/100", by=B), every=2)
    office.hear(delivered("c2/100", calling=B, called=A), cleared("c2/100", by=B), every=3)
    assert [call.outcome for call in office.gone] == ["short", "missed"]


def test_rejected_at_the_phone(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/100", by=A))
    assert office.gone[0].outcome == "rejected"


def test_rejected_by_us(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.ask("reject", office.call)
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "rejected"


def test_a_refused_rejection_is_none(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.ask("reject", office.call)
    office.model.refused("deflect", office.call.id)
    office.model.refused("reject", office.call.id)
    office.model.refused("reject", office.call.id)
    office.hear(cleared("c1/100", by=B))
    assert office.gone[0].outcome == "missed"


def test_what_was_asked_long_ago_explains_nothing(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.ask("reject", office.call)
    office.ask("hold", office.call)
    office.hear(cleared("c1/100", by=B), every=61)
    assert office.gone[0].outcome == "missed"


def test_rejected_by_deflection(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.ask("reject", office.call)
    office.hear(diverted("c1/100", D, "redirected", calling=B, called=A))
    assert (office.gone[0].outcome, office.gone[0].to) == ("rejected", D)


def test_deflected(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.ask("deflect", office.call, C)
    office.hear(diverted("c1/100", C, "redirected", calling=B, called=A))
    assert (office.gone[0].outcome, office.gone[0].to) == ("deflected", C)


def test_deflected_and_reported_as_cleared(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.ask("deflect", office.call, C)
    office.hear(cleared("c1/100"))
    assert (office.gone[0].outcome, office.gone[0].to) == ("deflected", C)


@pytest.mark.parametrize(
    ("called", "cause", "to", "outcome", "by", "where"),
    [
        (A, "callPickup", C, "taken_by", C, None),
        (A, "multipleAlerting", "0171", "taken_by", A, None),
        (GROUP, "distributed", C, "moved_on", None, C),
        (A, "distributed", C, "moved_on", None, C),
        (GROUP, "callForwardNoAnswer", C, "moved_on", None, C),
        (A, "callForwardNoAnswer", C, "forwarded", None, C),
        (A, "callForwardBusy", None, "forwarded", None, None),
        (A, "redirected", C, "deflected", None, C),
        (A, "normal", C, "forwarded", None, C),
        (A, "normal", None, "unknown", None, None),
    ],
)
def test_it_goes_elsewhere(
    office: Office, called: str, cause: str, to: str | None, outcome: str, by: str | None, where: str | None
) -> None:
    office.hear(delivered("c1/100", calling=B, called=called), diverted("c1/100", to, cause, calling=B, called=called))
    (gone,) = office.gone
    assert (gone.outcome, gone.by, gone.to) == (outcome, by, where)


@pytest.mark.parametrize(("cause", "by"), [("callPickup", None), ("multipleAlerting", A)])
def test_answered_elsewhere_reported_as_cleared(office: Office, cause: str, by: str | None) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), cleared("c1/100", cause=cause))
    assert (office.gone[0].outcome, office.gone[0].by) == ("taken_by", by)


def test_another_member_of_the_group_answers(office: Office) -> None:
    office.hear(
        delivered("c1/100", calling=B, called=GROUP),
        delivered("c1/102", "alerting", calling=B, called=GROUP),
        established("c1/102", "alerting", calling=B, called=GROUP),
    )
    assert (office.call.phase, office.numbers) == ("ringing_in", [B])
    assert office.asked_for_snapshot
    office.hear(cleared("c1/100"))
    assert (office.gone[0].outcome, office.gone[0].by) == ("taken_by", C)


def test_while_it_rings_the_caller_is_known_to_be_connected(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A), established("c1/101", "alerting", calling=B, called=A))
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "missed"


def test_deflection_to_us_shows_from_whom(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=C, last=C))
    assert (office.call.redirected_from, office.call.called) == (C, C)


def test_offered_then_delivered(office: Office) -> None:
    office.hear(offered("c1/100", calling=B, called=A))
    assert (office.call.phase, office.call.rang) == ("ringing_in", False)
    office.hear(offered("c1/100", calling=B, called=A), delivered("c1/100", calling=B, called=A))
    assert office.call.rang


def test_pick_up(office: Office) -> None:
    office.hear(established("c1/100", cause="callPickup", calling=C, called=B, last=B))
    assert (office.call.phase, office.call.cause, office.call.redirected_from) == ("talking", "callPickup", B)


def test_queued_here_then_delivered(office: Office) -> None:
    office.hear(queued("c1/100", calling=B, called=A))
    assert (office.call.phase, office.call.direction) == ("queued", "in")
    office.hear(queued("c1/100", calling=B, called=A), delivered("c1/100", calling=B, called=A))
    assert office.call.phase == "ringing_in"


# --- hold, consultation, transfer


def test_hold_and_retrieve(office: Office) -> None:
    office.hear(*incoming(), held("c1/100"))
    assert (office.call.state, office.call.phase, office.call.since) == ("hold", "held", office.now)
    office.hear(retrieved("c1/100"))
    assert (office.call.state, office.call.phase) == ("connected", "talking")


def test_held_by_the_other(office: Office) -> None:
    office.hear(*incoming())
    since = office.call.since
    office.hear(held("c1/101", "connected"))
    assert (office.call.state, office.call.phase, office.call.since) == ("connected", "held_by_peer", since)
    office.hear(retrieved("c1/101", "connected"))
    assert office.call.phase == "talking"


def test_consultation(office: Office) -> None:
    office.hear(*incoming())
    first = office.call.id
    office.hear(*consultation())
    assert [call.phase for call in office.model.calls] == ["held", "talking"]
    assert office.by_name("c2").consultation_of == first


@pytest.mark.parametrize("result_first", [True, False])
def test_consultation_by_service(office: Office, result_first: bool) -> None:
    office.hear(*incoming())
    first = office.call.id
    if result_first:
        office.place("c2/100", C, first)
        office.hear(*consultation())
    else:
        office.hear(*consultation())
        office.place("c2/100", C, first)
    assert len(office.model.calls) == 2
    second = office.by_name("c2")
    assert (second.consultation_of, second.called, [peer.number for peer in second.peers]) == (first, C, [C])


def test_consultation_by_the_event_s_cause_alone(office: Office) -> None:
    office.hear(*incoming(), held("c1/100"), originated("c2/100", C, cause="consultation"))
    assert office.by_name("c2").consultation_of == office.by_name("c1").id


def test_a_new_call_beside_a_held_one_is_no_consultation(office: Office) -> None:
    office.hear(*incoming(), held("c1/100"), originated("c2/100", C))
    assert office.by_name("c2").consultation_of is None


def test_consulted_is_busy(office: Office) -> None:
    office.hear(*incoming(), *consultation()[:3], failed("c2/102", "busy", "connected", calling=A, called=C))
    assert (office.by_name("c1").phase, office.by_name("c2").phase) == ("held", "busy")
    office.ask("reconnect", office.by_name("c2"))
    office.hear(cleared("c2/100", by=A), retrieved("c1/100"))
    assert (office.gone[0].outcome, office.call.phase) == ("busy", "talking")


def test_consulted_goes_first(office: Office) -> None:
    office.hear(*incoming(), *consultation(), failed("c2/100", "blocked", "fail"))
    assert office.by_name("c2").phase == "ending"
    office.hear(cleared("c2/100"), retrieved("c1/100"))
    assert (office.gone[0].outcome, office.call.phase) == ("talked", "talking")


def test_the_held_one_goes_and_the_consultation_is_a_plain_call(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    changes = office.hear(cleared("c1/100", by=B))
    assert [(call.call_id, call.outcome) for call in changes.calls] == [(call_id("c1"), "talked"), (call_id("c2"), None)]
    assert office.call.consultation_of is None


def test_swap(office: Office) -> None:
    office.hear(*incoming(), *consultation(), held("c2/100", cause="alternate"), retrieved("c1/100", cause="alternate"))
    assert (office.by_name("c1").phase, office.by_name("c2").phase) == ("talking", "held")
    assert office.by_name("c2").consultation_of == office.by_name("c1").id


def test_back_to_the_first(office: Office) -> None:
    office.hear(*incoming(), *consultation()[:-1])
    office.ask("reconnect", office.by_name("c2"))
    office.hear(cleared("c2/100", by=A), retrieved("c1/100"))
    assert (office.gone[0].outcome, office.call.phase) == ("gave_up", "talking")


@pytest.mark.parametrize("new", ["c3", "c1", "c2"])
@pytest.mark.parametrize("alerting", [True, False])
def test_transfer_at_the_transferring(office: Office, new: str, alerting: bool) -> None:
    office.hear(*incoming(), *(consultation()[:-1] if alerting else consultation()))
    office.ask("transfer", office.by_name("c2"))
    event = transferred("c1/100", "c2/100", A, C, entry(f"{new}/101", "c1/101", B), entry(f"{new}/102", "c2/102", C))
    changes = office.hear(event)
    assert [(call.outcome, call.to) for call in changes.calls] == [("transferred", C)] * 2
    assert office.model.calls == ()
    assert office.hear(event) == Changes()
    late = office.hear(established(f"{new}/102", "null", calling=B, called=C))
    assert late == Changes(), "what follows is not ours"


@pytest.mark.parametrize("new", ["c3", "c1", "c2"])
def test_transfer_at_the_one_who_is_transferred(office: Office, new: str) -> None:
    office.hear(*incoming(caller=B))
    before = office.call.id
    event = transferred(
        "c1/101", "c2/101", B, C, entry(f"{new}/100", "c1/100", A), entry(f"{new}/102", "c2/102", C), info="connected"
    )
    office.hear(held("c1/101", "connected"), event)
    call = office.call
    assert (call.id, call.call_id, call.connection) == (before, call_id(new), connection(f"{new}/100"))
    assert (office.numbers, call.phase, call.cause) == ([C], "talking", "transfer")
    assert office.hear(event).calls == ()
    office.hear(established(f"{new}/102", calling=A, called=C))
    assert (office.numbers, office.call.phase, office.call.peers[0].state) == ([C], "talking", "connected")
    assert not office.asked_for_snapshot
    office.hear(cleared(f"{new}/100", by=C))
    assert office.gone[0].outcome == "talked"


def test_transfer_to_us_while_it_rings(office: Office) -> None:
    office.hear(delivered("c2/100", calling=B, called=A))
    before = office.call.id
    office.hear(
        transferred("c1/101", "c2/101", B, A, entry("c3/102", "c1/102", C), entry("c3/100", "c2/100", A), info="alerting")
    )
    assert (office.call.id, office.call.phase, office.numbers) == (before, "ringing_in", [C])
    office.hear(established("c3/100", calling=C, called=A))
    assert (office.call.phase, office.call.talked, office.numbers) == ("talking", True, [C])


def test_transfer_of_a_call_from_outside(office: Office) -> None:
    office.hear(*incoming(caller=B))
    office.hear(
        transferred(
            "c2/101", "c1/101", B, A, entry("c3/7806", "c2/7806", "08999", TRUNK), entry("c3/100", "c1/100", A), info="connected"
        )
    )
    (peer,) = office.call.peers
    assert (peer.number, peer.trunk, peer.external, peer.device) == ("08999", TRUNK, True, None)


def test_transfer_without_a_list(office: Office) -> None:
    office.hear(*incoming(caller=B), transferred("c1/101", None, B, C, info="connected", cause="singleStepTransfer"))
    assert (office.numbers, office.call.phase, office.call.call_id) == ([C], "talking", call_id("c1"))


def test_transfer_to_us_without_a_list(office: Office) -> None:
    office.hear(*incoming(caller=B), transferred("c2/101", "c1/101", B, A, info="connected"))
    assert (office.numbers, office.call.phase, office.call.presentation) == ([None], "talking", "unknown")


@pytest.mark.parametrize("first", ["transferred", "delivered"])
def test_blind_transfer_at_the_one_who_is_transferred(office: Office, first: str) -> None:
    office.hear(*incoming(caller=B))
    news = [
        transferred("c1/101", None, B, C, entry("c1/100", "c1/100", A), entry("c1/102", None, C), info="connected"),
        delivered("c1/102", "connected", calling=A, called=C),
    ]
    office.hear(*(news if first == "transferred" else reversed(news)))
    assert (office.numbers, office.call.phase) == ([C], "ringing_out")
    office.hear(established("c1/102", calling=A, called=C))
    assert (office.numbers, office.call.phase) == ([C], "talking")
    assert not office.asked_for_snapshot


def test_blind_transfer_at_the_transferring(office: Office) -> None:
    office.hear(*incoming())
    office.ask("transfer", office.call, C)
    office.hear(transferred("c1/100", None, A, C, entry("c2/101", "c1/101", B), cause="singleStepTransfer"))
    assert [(call.outcome, call.to) for call in office.gone] == [("transferred", C)]


def test_the_new_call_is_heard_of_before_the_transfer(office: Office) -> None:
    office.hear(*incoming(caller=B))
    before = office.call.id
    office.hear(established("c3/102", calling=B, called=C))
    assert office.asked_for_snapshot
    assert len(office.model.calls) == 2
    office.hear(
        transferred("c1/101", "c2/101", B, C, entry("c3/100", "c1/100", A), entry("c3/102", "c2/102", C), info="connected")
    )
    assert (office.call.id, office.numbers, office.call.call_id) == (before, [C], call_id("c3"))
    assert (office.gone[0].outcome, office.gone[0].into) == ("merged", before)


def test_transferred_to_is_told_by_the_active_call_or_by_what_was_asked(office: Office) -> None:
    office.hear(*incoming(), *consultation(), transferred("c1/100", "c2/100", A, None))
    assert {call.to for call in office.gone} == {C}
    other = Office()
    other.hear(*incoming())
    other.ask("transfer", other.call, D)
    other.hear(transferred("c1/100", None, A, None, info=None))
    assert [(call.outcome, call.to) for call in other.gone] == [("transferred", D)]
    third = Office()
    third.hear(*incoming(), transferred("c1/100", None, A, None))
    assert [(call.outcome, call.to) for call in third.gone] == [("transferred", None)]


def test_an_asked_transfer_reported_as_cleared_or_diverted(office: Office) -> None:
    office.hear(*incoming())
    office.ask("transfer", office.call, C)
    office.hear(cleared("c1/100"))
    assert (office.gone[0].outcome, office.gone[0].to) == ("transferred", C)
    office.hear(*incoming("c2"))
    office.ask("transfer", office.call, C)
    office.hear(diverted("c2/100", None, "normal"))
    assert (office.gone[1].outcome, office.gone[1].to) == ("transferred", C)


def test_a_refused_transfer_of_a_pair(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.ask("transfer", office.by_name("c1"))
    office.model.refused("transfer", office.by_name("c1").id)
    office.hear(cleared("c2/100"), cleared("c1/100"))
    assert [call.outcome for call in office.gone] == ["talked", "talked"]


def test_transfer_of_a_ringing_consultation_reported_as_cleared(office: Office) -> None:
    office.hear(*incoming(), *consultation()[:-1])
    office.ask("transfer", office.by_name("c2"), C)
    office.hear(cleared("c2/100"), cleared("c1/100"))
    assert [call.outcome for call in office.gone] == ["transferred", "transferred"]


def test_joined_calls_that_we_do_not_know(office: Office) -> None:
    office.hear(transferred("c8/101", "c9/101", B, C, info="null"))
    office.hear(transferred("c8/101", "c9/101", B, C, info=None))
    assert office.model.calls == ()
    office.hear(
        transferred("c8/101", "c9/101", B, C, entry("c3/100", "c9/100", A), entry("c3/102", None, C), info="connected")
    )
    assert office.asked_for_snapshot
    assert (office.call.call_id, office.call.direction, office.numbers) == (call_id("c3"), "unknown", [C])


# --- recall


def test_a_transferred_call_comes_back_as_the_same_conversation(office: Office) -> None:
    office.hear(*incoming())
    first = office.call.id
    office.hear(*consultation()[:-1], transferred("c1/100", "c2/100", A, C))
    office.hear(delivered("c4/100", cause="recallNoAnswer", calling=B, called=A, last=C))
    call = office.call
    assert (call.id, call.phase, call.cause, call.redirected_from) == (first, "ringing_in", "recallNoAnswer", C)
    assert (call.outcome, call.to, call.talked) == (None, None, True)
    office.hear(cleared("c4/100", by=B))
    assert office.gone[-1].outcome == "talked", "it is the conversation that we had, no second one that we missed"


def test_a_held_call_recalls(office: Office) -> None:
    office.hear(*incoming(), held("c1/100"))
    first = office.call.id
    office.hear(delivered("c1/100", cause="recall", calling=B, called=A))
    assert (office.call.id, office.call.phase) == (first, "ringing_in")
    office.hear(established("c1/100", cause="recall", calling=B, called=A))
    assert office.call.phase == "talking"
    assert not office.asked_for_snapshot


def test_a_held_call_recalls_under_another_id(office: Office) -> None:
    office.hear(*incoming(), held("c1/100"))
    first = office.call.id
    office.hear(delivered("c5/100", cause="recall", calling=B, called=A))
    assert (office.call.id, office.call.call_id, office.call.phase) == (first, call_id("c5"), "ringing_in")
    assert office.hear(cleared("c1/100")) == Changes(), "the old id is history"
    assert office.call.phase == "ringing_in"


def test_a_recall_of_something_unknown_is_a_call_of_its_own(office: Office) -> None:
    office.hear(*incoming(), cleared("c1/100"))
    office.hear(delivered("c2/100", cause="recall", calling=C, called=A))
    assert (office.call.id, office.call.cause, office.call.phase) == ("id2", "recall", "ringing_in")
    office.hear(delivered("c3/100", cause="recall", calling=NOT_KNOWN, called=A))
    assert office.by_name("c3").phase == "ringing_in"


def test_parked_and_coming_back(office: Office) -> None:
    office.hear(*incoming())
    first = office.call.id
    office.hear(diverted("c1/100", D, "park"))
    assert (office.gone[0].outcome, office.gone[0].to) == ("talked", D)
    office.hear(delivered("c2/100", cause="recall", calling=B, called=A))
    assert office.call.id == first


def test_delivered_in_a_conversation_is_not_believed(office: Office) -> None:
    office.hear(*incoming())
    changes = office.hear(delivered("c1/100", calling=B, called=A))
    assert changes == Changes(snapshot=True)
    assert office.call.phase == "talking"


# --- call back


@pytest.mark.parametrize(("calling", "called"), [(A, B), (B, A)])
def test_a_call_back_that_is_due(office: Office, calling: str, called: str) -> None:
    office.hear(delivered("c1/100", cause="callBack", calling=calling, called=called))
    assert (office.call.direction, office.call.phase, office.call.cause, office.numbers) == ("out", "ringing_in", "callBack", [B])
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "gave_up", "never missed"


def test_a_call_back_that_is_taken(office: Office) -> None:
    office.hear(delivered("c1/100", cause="callBack", calling=A, called=B))
    office.hear(established("c1/100", calling=A, called=B))
    assert (office.call.phase, office.call.talked) == ("dialling", False)
    office.hear(delivered("c1/101", "connected", calling=A, called=B), established("c1/101", calling=A, called=B))
    assert (office.call.phase, office.call.talked) == ("talking", True)


# --- conference


@pytest.mark.parametrize("new", ["c3", "c1", "c2"])
def test_conference(office: Office, new: str) -> None:
    office.hear(*incoming())
    first = office.call.id
    office.hear(*consultation())
    second = office.by_name("c2").id
    event = conferenced(
        "c1/100", "c2/100", A, C, entry(f"{new}/100", "c1/100", A), entry(f"{new}/101", "c1/101", B), entry(f"{new}/102", "c2/102", C)
    )
    changes = office.hear(event)
    assert [(call.id, call.outcome, call.into) for call in changes.calls] == [(second, "merged", first), (first, None, None)]
    call = office.call
    assert (call.phase, call.state, call.call_id, office.numbers) == ("conference", "connected", call_id(new), [B, C])
    assert office.hear(event).calls == ()
    office.hear(cleared(f"{new}/101", "connected", by=B))
    assert (office.call.phase, office.numbers) == ("talking", [C])
    assert office.hear(cleared(f"{new}/101", "connected", by=B)).calls == ()
    office.hear(cleared(f"{new}/102", "connected", by=C))
    assert (office.call.phase, office.numbers) == ("ending", [C])
    office.hear(cleared(f"{new}/100"))
    assert office.gone[-1].outcome == "talked"
    assert not office.asked_for_snapshot


def test_conference_at_a_member(office: Office) -> None:
    office.hear(*incoming(), held("c1/101", "connected"))
    office.hear(
        conferenced("c1/101", "c2/101", B, C, entry("c3/100", "c1/100", A), entry("c3/101", "c1/101", B), entry("c3/102", "c2/102", C))
    )
    assert (office.call.phase, office.numbers, office.call.call_id) == ("conference", [B, C], call_id("c3"))
    office.hear(cleared("c3/101", "connected", by=B))
    assert (office.call.phase, office.numbers) == ("talking", [C]), "the owner leaves"


def test_a_fourth_joins(office: Office) -> None:
    office.hear(*incoming(), *consultation(), conferenced("c1/100", "c2/100", A, C))
    assert office.numbers == [B, C]
    office.hear(conferenced("c1/100", None, A, D, cause="singleStepConference"))
    assert (office.numbers, office.call.phase) == ([B, C, D], "conference")


@pytest.mark.parametrize("order", [0, 1])
def test_join_a_third(office: Office, order: int) -> None:
    office.hear(*incoming())
    news = [
        delivered("c1/102", "connected", calling=A, called=C),
        conferenced("c1/100", None, A, C, entry("c1/101", "c1/101", B), entry("c1/102", None, C), cause="singleStepConference"),
    ]
    office.hear(*(news if order else reversed(news)))
    assert office.numbers == [B, C]
    office.hear(established("c1/102", calling=A, called=C))
    assert (office.call.phase, office.numbers) == ("conference", [B, C])
    assert not office.asked_for_snapshot


def test_a_third_that_cannot_be_joined(office: Office) -> None:
    office.hear(*incoming(), delivered("c1/102", "connected", calling=A, called=C), failed("c1/102", "busy"))
    assert (office.call.phase, office.numbers) == ("talking", [B])
    office.hear(failed("c1/102", "busy"))
    assert (office.call.phase, office.numbers) == ("talking", [B])


def test_a_third_that_nobody_announced_is_doubted(office: Office) -> None:
    office.hear(*incoming(), established("c1/102", calling=A, called=C))
    assert office.numbers == [B, C]
    assert office.asked_for_snapshot


def test_intrusion_stays_on_the_card(office: Office) -> None:
    office.hear(*incoming(), conferenced("c1/103", None, D, D, entry("c1/103", None, D), cause="intrude"))
    office.hear(held("c1/100"), retrieved("c1/100"))
    assert (office.call.cause, office.call.phase) == ("intrude", "conference")
    office.hear(cleared("c1/103", "connected", by=D))
    assert (office.call.cause, office.call.phase) == ("normalClearing", "talking")


# --- the far side of the standard


def test_an_event_about_another_may_name_our_connection(office: Office) -> None:
    """The captured Delivered at 101, seen by 100: connection 100, alerting device 101, local state connected."""
    office.hear(originated("c1/100", B), delivered("c1/100", "connected", by=B, calling=A, called=B))
    assert (office.call.phase, office.numbers) == ("ringing_out", [B])
    office.hear(established("c1/100", by=B, calling=A, called=B))
    assert (office.call.phase, office.numbers, office.call.peers[0].state) == ("talking", [B], "connected")


def test_a_group_alerts_under_its_own_number() -> None:
    office = Office()
    office.hear(delivered("c1/100", by=GROUP, calling=B, called=GROUP), established("c1/100", by=GROUP, calling=B, called=GROUP))
    assert (office.call.phase, office.call.direction, office.numbers) == ("talking", "in", [B])


def test_numbers_that_count_as_ours() -> None:
    office = Office(same_devices=frozenset({GROUP}))
    office.hear(delivered("c1/500", calling=B, called=GROUP))
    assert (office.call.phase, office.call.connection, office.call.device) == ("ringing_in", connection("c1/500"), A)
    office.hear(established("c1/500", calling=B, called=GROUP), cleared("c1/100", "connected"))
    assert office.call.phase == "talking", "only another number of ours left"
    office.hear(cleared("c1/500"))
    assert office.gone[0].outcome == "talked"


def test_known_trunks_are_never_the_caller() -> None:
    office = Office(trunks=frozenset({TRUNK}))
    office.hear(delivered("c1/100", calling=TRUNK, called=A))
    (peer,) = office.call.peers
    assert (peer.number, peer.device, peer.trunk, peer.external) == (None, None, TRUNK, True)


def test_call_cleared(office: Office) -> None:
    office.hear(call_cleared("c1"))
    office.hear(*incoming(), call_cleared("c1"))
    assert office.gone[0].outcome == "talked"


def test_events_that_tell_only_the_call(office: Office) -> None:
    office.hear(delivered("c1", calling=B, called=A), established("c1", calling=B, called=A), cleared("c1"))
    assert [call.outcome for call in office.gone] == ["talked"]


def test_an_unknown_appearance_asks_for_a_snapshot(office: Office) -> None:
    assert office.hear(bridged("c1/100")) == Changes(snapshot=True)


def test_an_event_without_a_call_asks_for_a_snapshot(office: Office) -> None:
    event = e.Held(held_connection=ConnectionID(None, DeviceID(A)))
    assert office.hear(event) == Changes(snapshot=True)
    assert office.model.placed(ConnectionID(None, DeviceID(A)), B, office.now) == Changes(snapshot=True)


def test_unknown_events_change_nothing(office: Office) -> None:
    assert office.hear(e.UnknownEvent("callControlEvents", "value-99", b"\x30\x00")) == Changes()
    assert office.hear(e.DigitsGenerated(connection=connection("c1/100"), digit_generated_list="1")) == Changes()


@pytest.mark.parametrize(
    ("event", "phase", "direction"),
    [
        (delivered("c1/101", "connected", calling=A, called=B), "ringing_out", "out"),
        (established("c1/101", calling=A, called=B), "talking", "out"),
        (established("c1/101", calling=B, called=C), "talking", "unknown"),
        (held("c1/100"), "held", "unknown"),
        (held("c1/101", "connected"), "talking", "unknown"),
        (retrieved("c1/100"), "talking", "unknown"),
        (queued("c1/101", "connected", calling=A, called=B), "queued", "out"),
        (diverted("c1/101", C, "callForwardImmediate", "connected", calling=A, called=B), "dialling", "out"),
    ],
)
def test_the_beginning_was_lost(office: Office, event: e.Event, phase: str, direction: str) -> None:
    changes = office.hear(event)
    assert (office.call.phase, office.call.direction) == (phase, direction)
    assert changes.snapshot is (direction == "unknown" or isinstance(event, e.Held))


def test_strangers_make_no_call(office: Office) -> None:
    assert office.hear(delivered("c1/101", None, calling=B, called=C)) == Changes(snapshot=True)
    assert office.hear(diverted("c1/101", C, "redirected", "connected", calling=B)) == Changes(snapshot=True)
    assert office.hear(cleared("c1/101", "connected")) == Changes()


def test_a_lost_event_shows_in_the_local_state(office: Office) -> None:
    office.hear(*outgoing()[:1], established("c1/101", calling=A, called=B))
    assert office.call.phase == "talking"
    assert office.hear(retrieved("c1/101", "hold")) == Changes(snapshot=True), "was Held lost, or is this late?"
    changes = office.hear(held("c1/100", "connected"))
    assert (changes.snapshot, office.call.state) == (True, "hold")


def test_an_event_that_says_that_we_are_out(office: Office) -> None:
    office.hear(*incoming(), held("c1/101", "null"))
    assert office.gone[0].outcome == "talked"
    office.hear(*incoming("c2"))
    assert office.hear(held("c2/100", "null")).snapshot
    assert office.call.phase == "talking"


def test_a_party_that_is_not_known_holds_us(office: Office) -> None:
    office.hear(*incoming())
    assert office.hear(held("c1/103", "connected")) == Changes(snapshot=True)
    assert office.hear(cleared("c1/103", "connected")) == Changes(snapshot=True)


def test_late_events_wake_no_call(office: Office) -> None:
    office.hear(*incoming(), cleared("c1/100"))
    assert office.hear(established("c1/100", calling=B, called=A)) == Changes()
    assert office.hear(held("c1/101", "connected")) == Changes()
    assert office.hear(delivered("c1/100", calling=B, called=A)) == Changes(snapshot=True), "a snapshot can tell"
    assert office.model.calls == ()


def test_a_call_id_may_be_used_again(office: Office) -> None:
    office.hear(*incoming(), cleared("c1/100"), delivered("c1/100", calling=C, called=A))
    assert (office.call.id, office.call.phase) == ("id2", "ringing_in")
    office.hear(cleared("c1/100"), service_initiated("c1/100"))
    assert (office.call.id, office.call.phase) == ("id3", "dialling")
    office.hear(cleared("c1/100"))
    office.hear(established("c1/100", calling=B, called=A), every=31)
    assert office.call.phase == "talking"


def test_the_switch_s_clock_is_that_of_the_newest_change(office: Office) -> None:
    stamp = datetime(2013, 6, 4, 1, 11, 12)
    ringing = e.Delivered(
        connection=connection("c1/100"),
        alerting_device=device(A),
        calling_device=device(B),
        local_connection_info=LocalConnectionState.alerting,
        extensions=Extensions(timestamp=stamp),
    )
    office.hear(ringing)
    assert office.call.switch_time == stamp
    office.hear(held("c1/101", "alerting"))
    assert office.call.switch_time == stamp
    assert office.call.phase == "ringing_in"


def test_a_doubled_event_changes_nothing(office: Office) -> None:
    for event in [*incoming(), *consultation(), held("c2/100"), retrieved("c1/100"), cleared("c2/100"), cleared("c1/100")]:
        assert office.hear(event).calls
        assert office.hear(event).calls == ()


# --- the link


def test_without_the_link_calls_are_not_current(office: Office) -> None:
    assert office.model.link_back() == Changes()
    office.hear(*incoming())
    (lost,) = office.model.link_lost(office.now).calls
    assert not lost.current
    assert lost.phase == "talking"
    (back,) = office.model.link_back().calls
    assert back.current
    office.model.link_lost(office.now)
    (seen,) = office.see(listed("c1/100", "connected", "connected")).calls
    assert seen.current


# --- the device


def test_the_device_is_unknown_at_first(office: Office) -> None:
    assert office.model.device_state == DeviceState(None, None, None, None)


def test_device_events(office: Office) -> None:
    own = ReportedDevice.known(A)
    assert office.hear(e.DoNotDisturbChanged(device=own, do_not_disturb_on=True)).device == DeviceState(dnd=True)
    assert office.hear(e.DoNotDisturbChanged(device=own, do_not_disturb_on=True)) == Changes()
    assert office.hear(e.DoNotDisturbChanged(device=ReportedDevice.known(B), do_not_disturb_on=False)) == Changes()
    office.hear(e.MessageWaiting(target_device=NOT_KNOWN, message_waiting_on=True))
    assert office.model.device_state.message_waiting is True
    gone = office.hear(e.OutOfService(device=own))
    assert gone.snapshot
    assert gone.device is not None
    assert gone.device.in_service is False
    assert office.hear(e.OutOfService(device=own)) == Changes()
    assert office.hear(e.BackInService(device=own)).snapshot
    assert office.model.device_state.in_service is True
    assert office.hear(e.PartiallyInService(device=own)) == Changes()
    assert office.hear(e.DeviceCapabilityChanged(device=own)) == Changes(snapshot=True)
    assert office.hear(e.Hookswitch(device=own, hookswitch=b"\x01", hookswitch_on_hook=True)) == Changes()


def test_forwarding(office: Office) -> None:
    own = ReportedDevice.known(A)
    office.hear(e.ForwardingChanged(device=own, forward_status=True, forward_to=DeviceID(C)))
    assert office.model.device_state.forwarding == (Forwarding("immediate", True, C),)
    office.hear(e.ForwardingChanged(device=own, forward_status=True, forwarding_type=ForwardingType.forwardBusy))
    office.hear(e.ForwardingChanged(device=own, forward_status=True, forwarding_type=ForwardingType.forwardImmediate))
    assert office.model.device_state.forwarding == (Forwarding("immediate", True, C), Forwarding("busy", True, None))
    office.hear(e.ForwardingChanged(device=own, forward_status=False))
    assert office.model.device_state.forwarding == (Forwarding("immediate", False, None), Forwarding("busy", True, None))


def test_forwarding_types() -> None:
    assert forwarding_type(None) == "immediate"
    assert forwarding_type(ForwardingType.forwardNoAnsExt) == "noAnsExt"
    assert forwarding_type(ForwardingType.forwardDNDInt) == "DNDInt"


def test_set_device(office: Office) -> None:
    changes = office.model.set_device(dnd=False, forwarding=(), message_waiting=False, in_service=True)
    assert changes == Changes(device=DeviceState(False, (), False, True))
    assert office.model.set_device() == Changes()


def test_calls_are_found_by_our_id(office: Office) -> None:
    office.hear(*incoming())
    assert office.model.call(office.call.id) == office.call
    assert office.model.call("nobody") is None


def test_asking_for_a_call_that_is_gone(office: Office) -> None:
    office.model.asked("hangup", "nobody", START)
    office.model.refused("hangup", "nobody")
    assert office.model.calls == ()


def test_without_a_numbering_plan_inside_and_outside_are_unknown() -> None:
    numbers = iter("x")
    model = Model(A, lambda: next(numbers))
    (call,) = model.apply(delivered("c1/100", calling=B, called=A), START).calls
    assert call.peers[0].external is None
