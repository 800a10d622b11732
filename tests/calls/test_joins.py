"""The flows of call-model.md that join calls: transfer and conference, at each that takes part."""

from __future__ import annotations

import pytest

from desktop.calls.records import Changes
from desktop.csta.events.call_control import NetworkReached, ServiceInitiated, Transferred
from desktop.csta.values import RESTRICTED, ConnectionID, ConnectionListEntry, DeviceID, Endpoint, ReportedDevice
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
    originated,
    retrieved,
    service_initiated,
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


def test_blind_transfer_to_a_group(office: Office) -> None:
    office.hear(*incoming(caller=B))
    office.hear(
        transferred(
            "c1/101", None, B, "700", entry("c1/100", "c1/100", A), entry("c1/700", None, "700"), info="connected"
        ),
        delivered("c1/102", "connected", calling=A, called="700"),
    )
    assert [(peer.number, peer.state) for peer in office.call.peers] == [(C, "alerting")]


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


def test_who_passes_the_consultation_on_keeps_the_held_call(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.ask("transfer", office.by_name("c2"), D)
    office.hear(cleared("c2/100"), cleared("c1/100"))
    assert [call.outcome for call in office.gone] == ["transferred", "talked"]


def test_transfer_of_a_ringing_consultation_reported_as_cleared(office: Office) -> None:
    office.hear(*incoming(), *consultation()[:-1])
    office.ask("transfer", office.by_name("c2"))
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


def test_the_local_state_tells_whether_we_left(office: Office) -> None:
    """Not who transferred: a switch may name a group or a controlling device."""
    office.hear(*incoming(caller=B), transferred("c1/100", None, A, C, entry("c1/102", None, C), info="connected"))
    assert (office.call.phase, office.numbers) == ("talking", [B, C])
    office.hear(transferred("c1/100", None, D, C))
    assert [(call.outcome, call.to) for call in office.gone] == [("transferred", C)]


def test_the_local_state_after_a_transfer_is_believed(office: Office) -> None:
    office.hear(*incoming(caller=B), held("c1/100"))
    office.hear(transferred("c1/101", None, B, C, entry("c1/102", None, C), info="connected"))
    assert (office.call.state, office.numbers) == ("connected", [C])


def test_transferred_to_another_than_we_consulted(office: Office) -> None:
    """C had forwarded the consultation to D, or a member of group C answered."""
    office.hear(*incoming(), *consultation(), transferred("c1/100", "c2/100", A, D))
    assert {(call.outcome, call.to) for call in office.gone} == {("transferred", D)}


def test_transferred_before_anybody_was_dialled(office: Office) -> None:
    office.hear(*incoming(), held("c1/100", cause="consultation"), service_initiated("c2/100", cause="consultation"))
    office.ask("transfer", office.by_name("c1"), D)
    office.hear(transferred("c1/100", "c2/100", A, None))
    assert [(call.outcome, call.to) for call in office.gone] == [("transferred", D)] * 2


def test_whether_the_new_party_has_answered_is_not_known_at_once(office: Office) -> None:
    office.hear(*incoming(caller=B), transferred("c1/101", "c2/101", B, C, entry("c3/102", "c2/102", C), info=None))
    assert (office.numbers, office.call.peers[0].state) == ([C], None)
    office.hear(cleared("c3/100"))
    assert office.gone[0].outcome == "talked", "with B it was talked"


def test_a_conversation_that_another_call_of_ours_joins_was_talked(office: Office) -> None:
    """It rang here; our telephone took the transferred call by itself, and Transferred comes last."""
    office.hear(delivered("c2/100", calling=B, called=A), established("c3/100", calling=C, called=A))
    entries = [entry("c3/102", "c1/102", C), entry("c3/100", "c2/100", A)]
    office.hear(transferred("c1/101", "c2/101", B, A, *entries, info="connected"), cleared("c3/100"))
    assert [call.outcome for call in office.gone] == ["merged", "talked"]


def test_our_connection_is_that_of_the_list() -> None:
    office = Office(same_devices=frozenset({GROUP}))
    office.hear(*incoming(caller=B))
    entries = [entry(None, "c1/101", B), entry("c3/102", "c2/102", C), entry("c3/500", "c1/100", A)]
    office.hear(transferred("c1/101", "c2/101", B, C, *entries, info="connected"))
    assert (office.call.call_id, office.call.connection) == (call_id("c3"), connection("c3/500"))


def test_a_list_of_the_others_only_tells_the_new_call_id(office: Office) -> None:
    office.hear(*incoming(caller=B))
    office.hear(transferred("c1/101", "c2/101", B, C, entry("c3/102", "c2/102", C), info="connected"))
    assert office.call.connection == connection("c3/100")


def test_new_connections_may_come_without_a_call_id(office: Office) -> None:
    office.hear(*incoming(caller=B))
    ours = ConnectionListEntry(new_connection=ConnectionID(None, DeviceID(A)), old_connection=connection("c1/100"))
    news = transferred("c1/101", "c2/101", B, C, ours, entry("c3/102", "c2/102", C), info="connected")
    office.hear(news)
    assert office.call.connection == connection("c3/100")
    office.hear(transferred("c3/102", None, C, D, ours, info="connected"))
    assert office.call.connection == connection("c3/100")


def test_who_is_in_the_new_call_is_not_gone(office: Office) -> None:
    """The old connection's end may come before Transferred."""
    office.hear(*incoming(caller=C), cleared("c1/102", "connected"))
    entries = [entry("c3/102", "c1/102", C), entry("c3/100", "c1/100", A)]
    office.hear(transferred("c2/101", "c1/101", B, A, *entries, info="connected"))
    assert (office.call.phase, office.numbers) == ("talking", [C])


def test_joined_calls_are_current_again(office: Office) -> None:
    office.hear(*incoming(caller=B))
    office.model.link_lost(office.now)
    office.hear(transferred("c1/101", None, B, C, info="connected"))
    assert office.call.current


@pytest.mark.parametrize(
    ("trunks", "told", "number"),
    [
        ((), entry("c3/55", None, OUTSIDE, TRUNK), OUTSIDE),
        ((), entry("c3/55", None, None, TRUNK), "55"),
        ((TRUNK,), entry("c3/7806", None, OUTSIDE), OUTSIDE),
        ((TRUNK,), entry("c3/55", None, TRUNK), None),
    ],
)
def test_a_party_behind_a_trunk(trunks: tuple[str, ...], told: ConnectionListEntry, number: str | None) -> None:
    """By the associated interface, by its connection, or because the endpoint is the trunk itself (rule 7)."""
    office = Office(trunks=frozenset(trunks))
    office.hear(*incoming(caller=B), transferred("c1/101", None, B, OUTSIDE, told, info="connected"))
    party = office.call.peers[0]
    assert (party.number, party.trunk, party.external) == (number, TRUNK, True)


# --- conference


def test_conference_without_our_local_state(office: Office) -> None:
    """Who confers stays; only who transfers leaves."""
    office.hear(*incoming(), *consultation(), conferenced("c1/100", "c2/100", A, C, info=None))
    assert (office.call.phase, office.numbers) == ("conference", [B, C])


def test_the_list_of_a_conference_is_complete(office: Office) -> None:
    """We called a group; its member C is the party, the group is none."""
    office.hear(*incoming(), *consultation())
    entries = [entry("c3/100", "c1/100", A), entry("c3/101", "c1/101", B), entry("c3/102", "c2/102", C)]
    office.hear(conferenced("c1/100", "c2/100", A, GROUP, *entries))
    assert office.numbers == [B, C]


def test_a_conference_of_nobody_known_changes_no_party(office: Office) -> None:
    office.hear(*incoming(), conferenced("c1/100", None, A, None))
    assert (office.numbers, office.call.phase) == ([B], "talking")


def test_after_a_conference_nothing_is_held_for_a_consultation(office: Office) -> None:
    office.hear(*incoming(), held("c1/100", cause="consultation"), conferenced("c1/100", None, A, C))
    office.hear(held("c1/100"), originated("c2/100", D))
    assert office.by_name("c2").consultation_of is None


def test_who_joins_is_another_than_the_caller_who_withholds_the_number(office: Office) -> None:
    office.hear(*(incoming(caller=RESTRICTED)), conferenced("c1/100", None, A, D, entry("c1/103", None, D)))  # type: ignore[arg-type]
    assert office.numbers == [None, D]


def test_a_caller_who_withholds_the_number_stays_one_party(office: Office) -> None:
    office.hear(*(incoming(caller=RESTRICTED)), held("c1/100"), originated("c2/100", C))  # type: ignore[arg-type]
    office.hear(established("c2/102", calling=A, called=C))
    entries = [entry("c3/100", "c1/100", A), entry("c3/55", "c1/55"), entry("c3/102", "c2/102", C)]
    office.hear(conferenced("c1/100", "c2/100", A, C, *entries))
    assert [(peer.number, peer.presentation) for peer in office.call.peers] == [(None, "restricted"), (C, "shown")]


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


def test_who_has_no_new_connection_has_left(office: Office) -> None:
    """Rule of the transfer row: no old connection: a new party; no new one: left."""
    office.hear(*incoming(), conferenced("c1/101", None, B, C))
    assert office.numbers == [B, C]
    entries = [entry("c3/100", "c1/100", A), entry(None, "c1/101", B), entry("c3/102", "c1/102", C), entry("c3/103")]
    office.hear(conferenced("c1/102", None, C, D, *entries))
    assert (office.numbers, office.call.phase, office.call.call_id) == ([C, D], "conference", call_id("c3"))


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
    assert (office.numbers, office.call.peers[1].state) == ([B, C], "alerting")
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


@pytest.mark.parametrize("cause", ["intrude", "silentParticipation"])
def test_who_listens_stays_on_the_card_until_nobody_else_is_left(office: Office, cause: str) -> None:
    """Which of several listens nobody says, so that one of them leaving is no all-clear."""
    office.hear(*incoming(), conferenced("c1/103", None, D, D, entry("c1/103", None, D), cause=cause))
    office.hear(conferenced("c1/100", None, A, C, entry("c1/102", None, C)))
    assert (office.call.cause, office.numbers) == (cause, [B, D, C])
    office.hear(cleared("c1/102", "connected", by=C))
    assert (office.call.cause, office.numbers) == (cause, [B, D])
    office.hear(cleared("c1/103", "connected", by=D))
    assert (office.call.cause, office.call.phase) == ("normalClearing", "talking")


def test_a_transfer_away_from_the_intruder_leaves_two(office: Office) -> None:
    office.hear(*incoming(), conferenced("c1/103", None, D, D, entry("c1/103", None, D), cause="intrude"))
    gone, moved = entry(None, "c1/103", D), entry("c2/102", "c1/101", C)
    office.hear(transferred("c1/101", None, B, C, gone, moved, info="connected"))
    assert office.call.cause == "transfer"


def test_the_card_of_two_calls_that_become_one_shows_who_listens_to_either(office: Office) -> None:
    office.hear(*incoming(), *consultation())
    office.hear(conferenced("c2/103", None, D, D, entry("c2/103", None, D), cause="silentParticipation"))
    office.hear(conferenced("c1/100", "c2/100", A, C, entry("c1/102", "c2/102", C)))
    assert (office.call.cause, office.call.phase) == ("silentParticipation", "conference")


def test_two_of_the_list_are_two_parties_though_one_was_known_by_both() -> None:
    """Somebody inside was reported with the trunk through which another takes part now."""
    office = Office(trunks=frozenset({TRUNK}))
    call = ConnectionID(b"\x00\x01", None)
    office.hear(ServiceInitiated(initiated_connection=call))
    office.hear(
        NetworkReached(
            outbound_connection=call,
            network_interface_used=ReportedDevice.known(TRUNK),
            called_device=ReportedDevice.known("101"),
        )
    )
    transfer = Transferred(
        primary_old_call=call,
        transferred_connections=(
            ConnectionListEntry(new_connection=ConnectionID.of(b"\x00\x01", "101")),
            ConnectionListEntry(
                new_connection=ConnectionID.of(b"\x00\x01", TRUNK),
                endpoint=Endpoint(DeviceID("0891234567")),
                associated_nid=Endpoint(DeviceID(TRUNK)),
            ),
        ),
    )
    (changed,) = office.hear(transfer).calls
    assert [peer.number for peer in changed.peers] == ["101", "0891234567"]
    assert office.hear(transfer).calls == ()


def test_a_late_transfer_does_not_end_the_call_that_has_come_back(office: Office) -> None:
    office.hear(*incoming())
    late = transferred("c1/100", None, A, C, entry("c2/101", "c1/101", B), entry("c2/102", None, C))
    office.see()
    office.hear(delivered("c2/100", calling=B, called=A, cause="recall"))
    (gone,) = office.hear(late).calls
    assert (gone.call_id, gone.outcome, gone.to) == (call_id("c1"), "transferred", C)
    assert (office.call.call_id, office.call.phase) == (call_id("c2"), "ringing_in"), "none of its business"


def test_a_call_that_rings_was_not_transferred_from_here(office: Office) -> None:
    """It has come back under its old id, and the transfer is told late."""
    office.hear(delivered("c1/100", calling=B, called=A))
    late = transferred("c1/100", None, A, C, entry("c1/101", "c1/101", B), entry("c1/102", None, C))
    assert office.hear(late) == Changes(snapshot=True)
    assert office.call.phase == "ringing_in"


def test_who_still_rings_in_a_conference_has_not_talked(office: Office) -> None:
    office.hear(delivered("c1/100", calling=B, called=A))
    parties = (entry("c3/101", "c1/101", B), entry("c3/100", "c1/100", A), entry("c3/102", "c2/102", C))
    office.hear(conferenced("c1/101", "c2/101", B, C, *parties, info="alerting"))
    assert (office.call.phase, office.call.talked) == ("ringing_in", False)
