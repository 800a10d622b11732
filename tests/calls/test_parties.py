"""Who is who: rule 7 (outside or not), trunks, withheld numbers, and whose connection an event is about."""

from __future__ import annotations

import pytest

from desktop.calls.parties import Who, merge, place, place_of, without
from desktop.calls.records import Party
from desktop.csta.events.base import Event
from desktop.csta.values import NOT_KNOWN, RESTRICTED, DeviceID, ReportedDevice
from tests.calls import office as o
from tests.calls.office import OUTSIDE, TRUNK, A, B, C


def known(digits: str) -> ReportedDevice:
    return ReportedDevice.known(digits)


@pytest.fixture
def who() -> Who:
    return Who(frozenset({A}), {TRUNK}, lambda digits: len(digits) <= 4)


def test_outside_or_not(who: Who) -> None:
    assert who.party(known(B)).external is False
    assert who.party(known(OUTSIDE)).external is True
    assert who.party(known(B), "7900").external is True, "the associated device comes first"
    assert who.party(known(TRUNK)).external is True
    assert who.party(NOT_KNOWN).external is None
    assert Who(frozenset({A})).party(known(OUTSIDE)).external is None


def test_a_trunk_is_never_the_party(who: Who) -> None:
    party = who.party(known("7900"), "7900")
    assert (party.number, party.trunk, party.device) == (None, "7900", None)
    party = who.party(known(TRUNK), None, known(OUTSIDE))
    assert (party.number, party.trunk, party.presentation) == (OUTSIDE, TRUNK, "shown")
    party = who.party(known(TRUNK), None, known(TRUNK))
    assert (party.number, party.trunk) == (None, TRUNK)
    named = ReportedDevice(DeviceID(f"N<{TRUNK}>Line 6"))
    assert who.party(named).name is None


def test_an_outside_number_told_twice_is_no_trunk(who: Who) -> None:
    party = who.party(known(OUTSIDE), OUTSIDE)
    assert (party.number, party.trunk, party.external) == (OUTSIDE, None, True)


def test_presentation(who: Who) -> None:
    assert who.party(known(B)).presentation == "shown"
    assert who.party(RESTRICTED).presentation == "restricted"
    assert who.party(known(TRUNK), None, RESTRICTED).presentation == "restricted"
    assert who.party(NOT_KNOWN).presentation == "unknown"
    assert who.party(None).presentation == "unknown"


@pytest.mark.parametrize(
    ("event", "whose"),
    [
        (o.delivered("c1/100"), "mine"),
        (o.delivered("c1/101"), "theirs"),
        (o.delivered("c1/100", "connected", by=B), "theirs"),
        (o.delivered("c1/100", "alerting", by="500"), "mine"),
        (o.delivered("c1/100", None, by="500"), "mine"),
        (o.delivered("c1", "alerting"), "mine"),
        (o.delivered("c1", "connected"), "theirs"),
        (o.delivered("c1", None), "theirs"),
        (o.established("c1/100", by=B, calling=A), "theirs"),
        (o.established("c1/100", by="500", calling=B), "mine"),
        (o.retrieved("c1", "connected"), "theirs"),
        (o.cleared("c1/101", by=A), "theirs"),
        (o.cleared("c1", "null", by=B), "mine"),
        (o.network_reached("c1/100"), "any"),
        (o.call_cleared("c1/100"), "any"),
    ],
)
def test_whose(who: Who, event: Event, whose: str) -> None:
    assert who.whose(event) == whose  # type: ignore[arg-type]


def test_trunks_are_learnt(who: Who) -> None:
    who.learn(o.network_reached("c1/7901", "7901"))  # type: ignore[arg-type]
    who.learn(o.transferred("c1/101", None, B, C, o.entry("c1/7902", None, OUTSIDE, "7902")))  # type: ignore[arg-type]
    who.learn(o.network_reached("c1/100", A))  # type: ignore[arg-type]
    assert who.trunks == {TRUNK, "7901", "7902"}


def test_redirected_and_called_leave_trunks_and_ourselves_out(who: Who) -> None:
    event = o.delivered("c1/100", calling=B, called=TRUNK, last=TRUNK)
    assert (who.called_digits(event), who.redirected_from(event)) == (None, None)  # type: ignore[arg-type]
    event = o.delivered("c1/100", calling=B, called=C, last=A)
    assert (who.called_digits(event), who.redirected_from(event)) == (C, None)  # type: ignore[arg-type]


def test_merge_keeps_what_nothing_new_is_told_of() -> None:
    old = Party(B, B, "Bert", "alerting", False, None, "shown")
    assert merge(old, Party(state="connected")) == Party(B, B, "Bert", "connected", False, None, "shown")
    assert merge(old, Party(C, C, presentation="shown")).name is None, "another number is another name"
    withheld = Party(state="connected", presentation="restricted")
    assert merge(withheld, Party(B, B, "Bert", "hold", False, None, "shown")) == Party(
        state="hold", external=False, presentation="restricted"
    )


def test_places() -> None:
    peers = (Party(B, B), Party(None, OUTSIDE, trunk=TRUNK))
    assert place(peers, None, TRUNK) == 1
    assert place(peers, OUTSIDE) == 1
    assert place(peers, C) is None
    assert place_of(peers, Party()) is None
    assert place_of((Party(),), Party(B)) == 0
    assert place_of((Party(C),), Party(B)) is None
    assert place_of((), Party(B)) is None


def test_the_last_party_stays_as_gone() -> None:
    assert without((Party(B, B),), 0) == (Party(B, B, state="gone"),)
    assert without((Party(B), Party(C)), 0) == (Party(C),)
