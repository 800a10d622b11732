"""The flows of call-model.md that join calls: transfer and conference, at each that takes part."""

from __future__ import annotations

import pytest

from desktop.calls.records import Changes
from tests.calls.office import (
    TRUNK,
    A,
    B,
    C,
    D,
    Office,
    call_id,
    cleared,
    conferenced,
    connection,
    consultation,
    delivered,
    diverted,
    entry,
    established,
    failed,
    held,
    incoming,
    retrieved,
    transferred,
)


@pytest.fixture
def office() -> Office:
    return Office()


# --- transfer


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
        transferred(
            "c1/101", "c2/101", B, A, entry("c3/102", "c1/102", C), entry("c3/100", "c2/100", A), info="alerting"
        )
    )
    assert (office.call.id, office.call.phase, office.numbers) == (before, "ringing_in", [C])
    office.hear(established("c3/100", calling=C, called=A))
    assert (office.call.phase, office.call.talked, office.numbers) == ("talking", True, [C])


def test_transfer_of_a_call_from_outside(office: Office) -> None:
    office.hear(*incoming(caller=B))
    office.hear(
        transferred(
            "c2/101",
            "c1/101",
            B,
            A,
            entry("c3/7806", "c2/7806", "08999", TRUNK),
            entry("c3/100", "c1/100", A),
            info="connected",
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
        transferred(
            "c1/101", "c2/101", B, C, entry("c3/100", "c1/100", A), entry("c3/102", "c2/102", C), info="connected"
        )
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


# --- conference


@pytest.mark.parametrize("new", ["c3", "c1", "c2"])
def test_conference(office: Office, new: str) -> None:
    office.hear(*incoming())
    first = office.call.id
    office.hear(*consultation())
    second = office.by_name("c2").id
    event = conferenced(
        "c1/100",
        "c2/100",
        A,
        C,
        entry(f"{new}/100", "c1/100", A),
        entry(f"{new}/101", "c1/101", B),
        entry(f"{new}/102", "c2/102", C),
    )
    changes = office.hear(event)
    assert [(call.id, call.outcome, call.into) for call in changes.calls] == [
        (second, "merged", first),
        (first, None, None),
    ]
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
        conferenced(
            "c1/101",
            "c2/101",
            B,
            C,
            entry("c3/100", "c1/100", A),
            entry("c3/101", "c1/101", B),
            entry("c3/102", "c2/102", C),
        )
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
        conferenced(
            "c1/100", None, A, C, entry("c1/101", "c1/101", B), entry("c1/102", None, C), cause="singleStepConference"
        ),
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
