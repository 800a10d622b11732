"""The flows of call-model.md that begin here: dialling, what is reached and what fails."""

from __future__ import annotations

import pytest

from desktop.calls.records import Changes
from tests.calls.office import (
    GROUP,
    OUTSIDE,
    TRUNK,
    A,
    B,
    C,
    Office,
    cleared,
    delivered,
    digits_dialed,
    diverted,
    established,
    failed,
    incoming,
    network_reached,
    originated,
    outgoing,
    queued,
    service_initiated,
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
    assert (peer.number, peer.trunk, peer.external, peer.state, peer.device) == (
        OUTSIDE,
        TRUNK,
        True,
        "connected",
        None,
    )
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


@pytest.mark.parametrize(("talking", "outcome"), [(True, "unknown"), (False, "gave_up")])
def test_a_conversation_may_have_been_passed_on_unheard(office: Office, talking: bool, outcome: str) -> None:
    office.hear(*(incoming(caller=B) if talking else []))
    office.hear(network_reached("c2/7801", calling=A, called=OUTSIDE), cleared("c2/100", by=A))
    assert office.gone[0].outcome == outcome


def test_who_dials_during_a_conversation_dials(office: Office) -> None:
    office.hear(*incoming(caller=B), originated("c2/100", C), cleared("c2/100", by=A))
    assert office.gone[0].outcome == "gave_up"


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
    office.hear(
        originated("c1/100", B), failed("c1/101", "busy", "fail"), queued("c1/101", "connected", calling=A, called=B)
    )
    assert (office.call.phase, office.call.cause) == ("queued", "campOn")
    office.hear(delivered("c1/101", "connected", calling=A, called=B))
    assert office.call.phase == "ringing_out"
    office.hear(established("c1/101", calling=A, called=B))
    assert office.call.phase == "talking"


@pytest.mark.parametrize(("cause", "direction"), [("newCall", "out"), ("distributed", "in"), ("redirected", "in")])
def test_a_call_of_ours_that_others_bring_to_us(office: Office, cause: str, direction: str) -> None:
    office.hear(delivered("c1/100", calling=A, called=GROUP, cause=cause))
    assert (office.call.direction, office.call.phase) == (direction, "ringing_in")
