"""The flows of call-model.md while a call is there: incoming, hold, consultation, recall, call back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop.calls.records import Changes
from desktop.csta.events.call_associated import CallInformation
from desktop.csta.values import NOT_KNOWN, RESTRICTED, DeviceID, ReportedDevice
from tests.calls.office import (
    GROUP,
    OUTSIDE,
    TRUNK,
    A,
    B,
    C,
    D,
    Office,
    call_id,
    cleared,
    connection,
    consultation,
    delivered,
    device,
    diverted,
    established,
    failed,
    held,
    in_call,
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
        CallInformation(connection=connection("c1/100"), device=device(A), calling_device=ReportedDevice.known(OUTSIDE))
    )
    assert (office.call.presentation, office.numbers) == ("shown", [OUTSIDE])


def test_call_information_that_changes_nothing(office: Office) -> None:
    unknown = CallInformation(connection=connection("c9/100"), calling_device=ReportedDevice.known(B))
    assert office.hear(unknown) == Changes()
    office.hear(*incoming())
    strange = CallInformation(connection=connection("c1/100"), calling_device=ReportedDevice.known(C))
    assert office.hear(strange) == Changes()
    assert office.numbers == [B]


def test_call_information_corrects_a_ringing_call(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    office.hear(CallInformation(connection=connection("c1/100"), calling_device=ReportedDevice.known(C)))
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


def test_where_it_rings_at_who_has_left_nobody_knows_which_came_first(office: Office) -> None:
    began, ringing = outgoing()[1:3]
    office.hear(began, cleared("c1/101", "connected", by=B), ringing, cleared("c1/100", by=A))
    assert office.gone[0].outcome == "unknown"
    office.hear(outgoing("c2")[1], outgoing("c2")[2], cleared("c2/100", by=A))
    assert office.gone[1].outcome == "gave_up"


def test_who_waits_in_a_parked_call_leaves_though_another_is_told_as_the_caller(office: Office) -> None:
    office.hear(queued("c1/100", cause="park", calling=B, called=C))
    office.hear(cleared("c1/102", "queued", by=C), cleared("c1/100", by=A))
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


def test_deflected_and_back_again(office: Office) -> None:
    began = delivered("c1/100", calling=B, called=A)
    office.hear(began)
    office.ask("deflect", office.call, C)
    office.hear(delivered("c1/100", calling=B, called=A, last=C), cleared("c1/100", by=A))
    assert (office.gone[0].outcome, office.gone[0].to) == ("rejected", None)
    twice = delivered("c2/100", calling=B, called=A)
    office.hear(twice)
    office.ask("deflect", office.call, C)
    office.hear(twice, cleared("c2/100"))
    assert (office.gone[1].outcome, office.gone[1].to) == ("deflected", C)


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


def test_while_it_rings_another_calls(office: Office) -> None:
    """B transferred a call that rings here and Transferred was lost: who calls now is who would be answered."""
    office.hear(delivered("c1/100", calling=B, called=A), delivered("c1/100", calling=C, called=A))
    assert (office.numbers, office.call.phase, office.call.peers[0].state) == ([C], "ringing_in", "connected")


def test_in_a_conversation_another_caller_is_not_the_party(office: Office) -> None:
    office.hear(*incoming(), established("c1/100", calling=C, called=A))
    assert (office.numbers, office.call.phase) == ([B], "talking")


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


# --- hold and consultation


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
    assert [(call.call_id, call.outcome) for call in changes.calls] == [
        (call_id("c1"), "talked"),
        (call_id("c2"), None),
    ]
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


@pytest.mark.parametrize("info", ["null", "connected"])
def test_parked_where_the_switch_reports_it_as_queued(office: Office, info: str) -> None:
    """call-model.md: Queued or Diverted(park 25); our connection is null at once, or cleared right after it."""
    office.hear(*incoming())
    first = office.call.id
    office.ask("park", office.call, D)
    office.hear(queued("c1/103", info, "park"))
    if info == "connected":
        office.hear(cleared("c1/100", cause="park"))
    assert [(gone.outcome, gone.to) for gone in office.gone] == [("talked", D)]
    office.hear(delivered("c2/100", cause="recall", calling=B, called=A))
    assert (office.call.id, office.call.cause) == (first, "recall")


def test_what_was_parked_at_the_phone_comes_back_too(office: Office) -> None:
    office.hear(*incoming())
    first = office.call.id
    office.hear(cleared("c1/100", cause="park"))
    assert (office.gone[0].outcome, office.gone[0].to) == ("talked", None)
    office.hear(delivered("c2/100", cause="recall", calling=B, called=A))
    assert office.call.id == first


def test_what_we_had_dialled_ourselves_comes_back_as_such(office: Office) -> None:
    """The calling device is still us."""
    office.hear(*outgoing(), diverted("c1/100", D, "park"))
    first = office.gone[0].id
    office.hear(delivered("c1/100", cause="recall", calling=A, called=B, last=D))
    assert (office.call.id, office.call.direction, office.call.phase) == (first, "out", "ringing_in")
    assert office.numbers == [B]
    office.hear(cleared("c1/100", by=B))
    assert office.gone[1].outcome == "talked", "never missed"


def test_a_recall_of_which_nobody_says_whose_it_is(office: Office) -> None:
    office.hear(*outgoing(), diverted("c1/100", D, "park"))
    office.hear(delivered("c2/100", cause="recall", calling=A, called=A))
    assert office.call.id != office.gone[0].id


def test_parked_by_the_other_end(office: Office) -> None:
    office.hear(*incoming(), diverted("c1/101", D, "park", "connected"), queued("c1/103", "connected", "park"))
    assert (office.call.phase, office.numbers, office.call.cause) == ("queued", [D], "park")
    assert not office.asked_for_snapshot


# --- camp on


def test_camped_on_until_it_rings(office: Office) -> None:
    office.hear(*outgoing()[:2], failed("c1/101", "busy", calling=A, called=B))
    assert office.call.phase == "busy"
    office.hear(queued("c1/101", "connected", calling=A, called=B))
    assert (office.call.phase, office.call.failure) == ("queued", None)
    office.hear(delivered("c1/101", "connected", calling=A, called=B), established("c1/101", calling=A, called=B))
    assert (office.call.phase, office.numbers) == ("talking", [B])
    assert not office.asked_for_snapshot


def test_camped_on_at_us(office: Office) -> None:
    office.hear(queued("c1/100", calling=B, called=A))
    assert (office.call.phase, office.call.direction, office.numbers) == ("queued", "in", [B])
    office.hear(delivered("c1/100", calling=B, called=A))
    assert office.call.phase == "ringing_in"
    office.hear(cleared("c1/100", by=B))
    assert office.gone[0].outcome == "missed"


def test_camping_on_at_one_who_is_free_meanwhile(office: Office) -> None:
    office.hear(*outgoing()[:2], failed("c1/101", "busy", calling=A, called=B))
    office.hear(delivered("c1/101", "connected", "campOn", calling=A, called=B))
    assert (office.call.phase, office.call.failure) == ("ringing_out", None)
    office.hear(cleared("c1/100", by=A))
    assert office.gone[0].outcome == "gave_up"


def test_intruding_on_a_busy_one(office: Office) -> None:
    office.hear(*outgoing()[:2], failed("c1/101", "busy", calling=A, called=B))
    office.hear(established("c1/101", calling=A, called=B, cause="intrude"))
    assert (office.call.phase, office.call.cause, office.call.failure) == ("talking", "intrude", None)
    office.hear(held("c1/101", "connected"), retrieved("c1/101", "connected"))
    assert office.call.cause == "intrude"


def test_delivered_in_a_conversation_is_not_believed(office: Office) -> None:
    office.hear(*incoming())
    changes = office.hear(delivered("c1/100", calling=B, called=A))
    assert changes == Changes(snapshot=True)
    assert office.call.phase == "talking"


# --- call back


@pytest.mark.parametrize(("calling", "called"), [(A, B), (B, A)])
def test_a_call_back_that_is_due(office: Office, calling: str, called: str) -> None:
    office.hear(delivered("c1/100", cause="callBack", calling=calling, called=called))
    assert (office.call.direction, office.call.phase, office.call.cause, office.numbers) == (
        "out",
        "ringing_in",
        "callBack",
        [B],
    )
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "gave_up", "never missed"


def test_a_call_that_turns_out_to_be_a_call_back_is_not_missed(office: Office) -> None:
    """Offered may come first, and the snapshot of a call has no cause."""
    office.hear(offered("c1/100", calling=B, called=A))
    assert office.call.direction == "in"
    office.hear(delivered("c1/100", cause="callBack", calling=B, called=A))
    assert (office.call.direction, office.numbers) == ("out", [B])
    office.hear(cleared("c1/100"))
    assert office.gone[0].outcome == "gave_up"


def test_a_call_back_that_is_taken(office: Office) -> None:
    office.hear(delivered("c1/100", cause="callBack", calling=A, called=B))
    office.hear(established("c1/100", calling=A, called=B))
    assert (office.call.phase, office.call.talked) == ("dialling", False)
    office.hear(delivered("c1/101", "connected", calling=A, called=B), established("c1/101", calling=A, called=B))
    assert (office.call.phase, office.call.talked) == ("talking", True)


@pytest.mark.parametrize("known", [True, False])
def test_a_call_that_was_redirected_outside_is_with_whom_it_went_to(office: Office, known: bool) -> None:
    """The called number is still that of the group; the trunk stands for the one outside."""
    office.hear(service_initiated(f"c1/{A}"), originated(f"c1/{A}", GROUP))
    if known:
        office.hear(diverted(f"c1/{GROUP}", OUTSIDE, "redirected", "connected", calling=A, called=GROUP))
    ends = {"calling": A, "called": GROUP, "last": B}
    office.hear(network_reached(f"c1/{TRUNK}", **ends))
    office.hear(delivered(f"c1/{TRUNK}", "connected", by=OUTSIDE, **ends))
    (peer,) = office.call.peers
    assert (peer.number, peer.trunk, peer.state) == (OUTSIDE if known else GROUP, TRUNK, "alerting")
    office.hear(established(f"c1/{TRUNK}", "connected", by=OUTSIDE, **ends))
    assert (office.numbers, office.call.phase) == ([OUTSIDE if known else GROUP], "talking")


# several telephones that ring for one call


def _rings_at_three(office: Office) -> None:
    """Our call to a group rings at B, C and D."""
    office.hear(service_initiated("c1/100"), originated("c1/100", GROUP))
    office.hear(diverted(f"c1/{GROUP}", B, "distributed", "connected", calling=A, called=GROUP))
    for number in (B, C, D):
        office.hear(delivered(f"c1/{number}", "connected", "multipleAlerting", calling=A, called=GROUP))


def test_it_rings_at_several_telephones(office: Office) -> None:
    _rings_at_three(office)
    assert (office.call.phase, office.numbers) == ("ringing_out", [B, C, D])
    office.hear(diverted(f"c1/{B}", D, "distributed", "connected", calling=A, called=GROUP))
    office.hear(cleared(f"c1/{C}", "connected"))
    assert office.numbers == [D]
    office.hear(established(f"c1/{D}", calling=A, called=GROUP))
    assert (office.call.phase, office.numbers) == ("talking", [D])
    assert not office.asked_for_snapshot


def test_one_of_several_telephones_sends_it_outside(office: Office) -> None:
    _rings_at_three(office)
    ends = {"calling": A, "called": GROUP, "last": C}
    office.hear(
        diverted(f"c1/{C}", OUTSIDE, "redirected", "connected", calling=A, called=GROUP),
        network_reached(f"c1/{TRUNK}", **ends),
        delivered(f"c1/{TRUNK}", "connected", **ends),
    )
    assert [(peer.number, peer.trunk) for peer in office.call.peers] == [(B, None), (OUTSIDE, TRUNK), (D, None)]


def test_one_of_several_telephones_cannot_be_reached(office: Office) -> None:
    _rings_at_three(office)
    office.hear(failed(f"c1/{C}", "destOutOfOrder", calling=A, called=GROUP))
    assert (office.call.phase, office.numbers) == ("ringing_out", [B, D])
    office.hear(cleared(f"c1/{B}", "connected"), failed(f"c1/{D}", "busy", calling=A, called=GROUP))
    assert office.call.phase == "busy"


def test_another_of_several_telephones_answers(office: Office) -> None:
    office.hear(delivered("c1/100", cause="multipleAlerting", calling=B, called=GROUP))
    office.see(
        listed("c1/100", "alerting"),
        details=in_call("c1", {A: "alerting", B: "connected", C: "alerting"}, B, GROUP),
    )
    office.hear(established(f"c1/{C}", "alerting", calling=B, called=GROUP), cleared("c1/100", by=A))
    assert (office.gone[0].outcome, office.gone[0].by) == ("taken_by", C)
