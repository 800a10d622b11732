from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.sentences import Sentence
from desktop.station.views import CallView, PeerView
from desktop.viewmodels.cards import Card, CardWriter, find_pair
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.support.fake_station import FakeStation


def cards(*calls: CallView) -> list[Card]:
    return CardWriter(FakeStation(), english).write(calls)


def actions(card: Card) -> list[str]:
    return [item.action for item in card.actions]


def test_a_card_says_who_calls_why_and_what_can_be_done() -> None:
    (card,) = CardWriter(FakeStation(), german).write([fake.ringing()])
    assert (card.title, card.detail, card.initials) == ("Petra Sommer", "+49 30 5550 1820 · Nordlicht GmbH", "PS")
    assert card.why == "weitergeleitet von Jonas Weber · für 700"
    assert (card.state, card.tone) == ("klingelt", "waiting")
    assert [item.label for item in card.actions] == ["Annehmen", "Weiterleiten", "Abweisen"]
    assert [item.emphasis for item in card.actions] == ["success", "plain", "danger"]
    assert card.spoken == (
        "Petra Sommer, +49 30 5550 1820 · Nordlicht GmbH, klingelt, weitergeleitet von Jonas Weber · für 700"
    )


def test_an_action_that_cannot_be_done_is_there_with_its_reason() -> None:
    why = Sentence("this phone cannot be answered from the PC")
    (card,) = cards(fake.ringing(actions=("reject",), blocked={"answer": why}))
    answer, reject = card.actions
    assert (answer.enabled, answer.reason) == (False, str(why))
    assert (reject.enabled, reject.reason) == (True, "")


def test_what_makes_no_sense_in_a_phase_is_not_shown_even_if_it_is_blocked() -> None:
    blocked = {"answer": Sentence("it has been answered"), "retrieve": Sentence("it is not on hold")}
    (card,) = cards(fake.talking(blocked=blocked))
    assert actions(card) == ["hold", "consult", "transfer", "dtmf", "hangup"]


def test_what_is_asked_seldom_is_behind_a_button() -> None:
    (card,) = cards(fake.talking(actions=("hold", "hangup", "park")))
    assert actions(card) == ["hold", "hangup"]
    assert [(item.action, item.enabled) for item in card.more] == [("park", True)]
    (card,) = cards(fake.held(actions=("retrieve", "park")))
    assert (actions(card), [item.action for item in card.more]) == (["retrieve"], ["park"])
    (card,) = cards(fake.consulting(of=None, phase="busy", actions=("hangup", "callback", "campon", "intrude")))
    assert (actions(card), [item.action for item in card.more]) == (["callback", "hangup"], ["campon", "intrude"])
    (card,) = cards(fake.consulting(of=None, phase="failed", actions=("hangup", "callback", "callback_message")))
    assert (actions(card), [item.action for item in card.more]) == (["callback", "hangup"], ["callback_message"])
    (card,) = cards(fake.talking(phase="conference", actions=("hold", "hangup", "clear_call", "account")))
    assert (actions(card), [item.action for item in card.more]) == (["hold", "hangup"], ["clear_call"])
    (card,) = cards(fake.consulting(of=None, phase="ringing_out", actions=("hangup", "callback")))
    assert (actions(card), card.more) == (["callback", "hangup"], ())


def test_a_pair_s_card_is_full_and_has_the_call_back_behind_the_button() -> None:
    why = Sentence("the telephone system does not offer this")
    second = fake.consulting(phase="busy", actions=("reconnect", "hangup", "campon"), blocked={"callback": why})
    first, card = cards(fake.held(actions=("retrieve", "park")), second)
    assert (actions(card), first.more) == (["reconnect", "hangup"], ())
    assert [(item.action, item.reason) for item in card.more] == [("callback", str(why)), ("campon", "")]
    assert {item.call for item in card.more} == {"c2"}


def test_a_single_call_is_passed_on_when_it_can_be_consulted_from() -> None:
    lonely = {"transfer": Sentence("there is no second call")}
    (card,) = cards(fake.talking(actions=("consult",), blocked=lonely))
    transfer = card.actions[1]
    assert (transfer.action, transfer.enabled, transfer.emphasis) == ("transfer", True, "plain")
    why = Sentence("the conference is full")
    (card,) = cards(fake.talking(actions=("hangup",), blocked={"consult": why} | lonely))
    assert card.actions[1].reason == str(why)


def test_the_consultation_carries_what_both_calls_can_do_together() -> None:
    first, second = cards(fake.held(), fake.consulting())
    assert (first.pair, second.pair) == ("held", "joint")
    assert actions(first) == []
    assert actions(second) == ["transfer", "conference", "swap", "reconnect", "dtmf", "hangup"]
    assert second.actions[0].emphasis == "primary"
    assert second.detail == "231 · consultation"
    assert {item.call for item in second.actions} == {"c2"}


def test_after_a_swap_the_pairs_actions_stay_where_they_were() -> None:
    first = fake.talking(actions=("transfer", "swap", "reconnect", "conference", "dtmf", "hangup"))
    second = fake.consulting(state="hold", phase="held", actions=())
    one, two = cards(first, second)
    assert actions(one) == ["dtmf", "hangup"]
    assert actions(two) == ["transfer", "conference", "swap", "reconnect"]
    assert {item.call for item in two.actions} == {"c1"}


def test_a_reason_of_either_call_is_shown_on_the_pair() -> None:
    why = Sentence("nobody has answered yet")
    second = fake.consulting(phase="ringing_out", actions=("transfer", "hangup"), blocked={"conference": why})
    _, card = cards(fake.held(blocked={"swap": why}), second)
    reasons = {item.action: item.reason for item in card.actions}
    assert reasons == {"transfer": "", "conference": str(why), "swap": str(why), "hangup": ""}


def test_one_held_and_one_connected_call_are_a_pair_as_well() -> None:
    held, talking = fake.held("c1"), fake.talking("c2")
    assert find_pair([held, talking]) == (held, talking)
    assert find_pair([held, fake.held("c3"), talking]) is None
    assert find_pair([held]) is None
    assert find_pair([held, fake.consulting("c2", "gone before")]) is not None
    assert find_pair([held, fake.ringing("c2")]) is None
    assert find_pair([replace(held, state="queued"), fake.consulting()]) is None, "parked here meanwhile"


@pytest.mark.parametrize(
    ("presentation", "number", "title"),
    [
        ("restricted", None, "number withheld"),
        ("unknown", None, "unknown number"),
        ("shown", "+49891234567", "+49 89 1234567"),
    ],
)
def test_without_a_name_the_number_or_what_is_known_of_it_is_the_title(
    presentation: str, number: str | None, title: str
) -> None:
    (card,) = cards(fake.ringing(name=None, number=number, presentation=presentation))
    assert (card.title, card.detail, card.initials) == (title, "incoming", "")


def test_a_conference_names_everybody() -> None:
    peers = (*fake.talking().peers, PeerView("231", "231", None, "connected", False, None))
    (card,) = cards(fake.talking(phase="conference", peers=peers, number=None, name=None))
    assert (card.title, card.detail) == ("Conference", "Petra Sommer, 231")


def test_why_a_call_failed_is_told_once() -> None:
    (card,) = cards(fake.consulting(of=None, state="fail", phase="busy", cause="busy", called="231"))
    assert (card.state, card.why, card.tone) == ("busy", "", "failed")
    (card,) = cards(fake.consulting(of=None, state="fail", phase="failed", cause="numberUnallocated"))
    assert card.why == "this number does not exist"


def test_the_called_number_is_told_only_where_it_is_not_ones_own() -> None:
    (card,) = cards(fake.ringing(called="214", redirected_from=None))
    assert card.why == ""
    (card,) = cards(replace(fake.consulting(of=None), called="231"))
    assert card.why == ""
