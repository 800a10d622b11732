"""What a card offers, why the rest cannot be, and which call is meant when none is named (command-line.md)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from desktop.calls.actions import Chosen, Features, Pair, Unavailable, actions, choose, pairs, tells
from desktop.calls.records import Action, Call, Party, Phase
from desktop.sentences import Sentence
from tests.calls.office import START, A

NOTHING_REFUSED = Features()
STATES: dict[str, str] = {
    "dialling": "connected",
    "ringing_out": "connected",
    "ringing_in": "alerting",
    "talking": "connected",
    "held": "hold",
    "held_by_peer": "connected",
    "conference": "connected",
    "queued": "queued",
    "busy": "connected",
    "failed": "fail",
    "ending": "connected",
}


def make(id: str, phase: Any, **facts: Any) -> Call:
    facts.setdefault("state", STATES[phase])
    facts.setdefault("rang", phase == "ringing_in")
    return Call(id, A, START, phase=phase, peers=(Party("101", "101"),), **facts)


def possible(call: Call, *others: Call, link: bool = True, features: Features = NOTHING_REFUSED) -> tuple[Action, ...]:
    return actions(call, [call, *others], link, features)[0]


def blocked(call: Call, *others: Call, link: bool = True, features: Features = NOTHING_REFUSED) -> dict[Action, str]:
    return {action: str(reason) for action, reason in actions(call, [call, *others], link, features)[1].items()}


# --- what a card offers


@pytest.mark.parametrize(
    ("phase", "offered"),
    [
        ("dialling", {"hangup", "dtmf"}),
        ("ringing_out", {"hangup", "callback", "callback_message", "account"}),
        ("ringing_in", {"answer", "reject", "deflect"}),
        ("talking", {"hangup", "hold", "consult", "transfer", "dtmf", "park", "account"}),
        ("held", {"hangup", "retrieve", "park", "account"}),
        ("held_by_peer", {"hangup", "hold", "consult", "transfer", "dtmf", "account"}),
        ("conference", {"hangup", "hold", "consult", "dtmf", "clear_call", "account"}),
        ("queued", {"hangup"}),
        ("busy", {"hangup", "callback", "campon", "intrude", "callback_message"}),
        ("failed", {"hangup", "callback", "callback_message"}),
        ("ending", {"hangup"}),
    ],
)
def test_a_single_call(phase: str, offered: set[str]) -> None:
    assert set(possible(make("a", phase))) == offered
    assert not set(blocked(make("a", phase))) & offered


def test_gone_calls_offer_nothing() -> None:
    gone = Call("a", A, START, state="gone", phase="gone")
    assert actions(gone, [gone], True, NOTHING_REFUSED) == ((), {})


def test_every_phase_is_known() -> None:
    assert set(STATES) | {"gone"} == set(get_args(Phase))


def test_a_ringing_call_says_why_it_cannot_be_held() -> None:
    assert blocked(make("a", "ringing_in")) == {"hold": "not connected"}


def test_reasons() -> None:
    assert set(blocked(make("a", "ringing_out")).values()) == {"nobody has answered yet"}
    assert blocked(make("a", "dialling", state="initiated"))["dtmf"] == "not connected"
    assert "dtmf" not in blocked(make("a", "dialling"))


def test_without_the_link_all_is_blocked_with_its_reason() -> None:
    call = make("a", "talking")
    assert possible(call, link=False) == ()
    assert set(blocked(call, link=False)) == {"hangup", "hold", "consult", "transfer", "dtmf", "park", "account"}
    assert set(blocked(call, link=False).values()) == {"no connection to the telephone system"}
    assert possible(replace(call, current=False)) == ()


def test_what_the_switch_refuses() -> None:
    features = Features(
        {"answer": Sentence("this phone cannot be answered from the PC"), "swap": Sentence("no swapping")}
    )
    call = make("a", "ringing_in")
    assert possible(call, features=features) == ("reject", "deflect")
    assert blocked(call, features=features)["answer"] == "this phone cannot be answered from the PC"
    assert "swap" not in blocked(call, features=features), "what the card does not show needs no reason"


def test_a_transfer_to_a_target_and_one_of_a_pair_are_refused_apart() -> None:
    call = make("t", "talking")
    one_step, two = Features(transfer_to=Sentence("not in one step")), Features({"transfer": Sentence("not of two")})
    assert blocked(call, features=one_step)["transfer"] == "not in one step"
    assert "transfer" in possible(call, features=two)
    assert "transfer" in possible(call, HELD, features=one_step)
    assert blocked(call, HELD, features=two)["transfer"] == "not of two"


@pytest.mark.parametrize("phase", ["ringing_out", "busy", "failed"])
def test_who_was_called_has_nobody_to_call_back(phase: str) -> None:
    assert set(possible(make("a", phase, direction="in"))) <= {"hangup", "account"}
    assert not set(blocked(make("a", phase, direction="in"))) & {"callback", "callback_message", "campon", "intrude"}


@pytest.mark.parametrize(
    ("failure", "offered"),
    [("doNotDisturb", True), ("callNotAnswered", True), ("numberUnallocated", False), ("invalidNumberFormat", False)],
)
def test_only_where_there_is_somebody_a_call_back_is_offered(failure: str, offered: bool) -> None:
    call = make("a", "failed", direction="out", failure=failure)
    for action in ("callback", "callback_message"):
        assert (action in possible(call)) is offered
        assert chosen(action, call) == ("a" if offered else "wrongState")


def test_order_is_that_of_the_vocabulary() -> None:
    order = list(get_args(Action))
    call = make("a", "talking")
    assert list(possible(call)) == sorted(possible(call), key=order.index)


@pytest.mark.parametrize(
    ("states", "why"),
    [
        (["connected"], None),
        (["gone", "connected"], None),
        (["connected", "fail"], None),
        (["hold"], "the other end has put the call on hold"),
        (["alerting"], "nobody has answered yet"),
    ],
)
def test_what_the_other_does_decides_whether_a_held_call_can_be_parked(states: list[Any], why: str | None) -> None:
    call = replace(make("a", "held"), peers=tuple(Party(str(at), state=state) for at, state in enumerate(states)))
    assert ("park" in possible(call)) is (why is None)
    assert blocked(call).get("park") == why


def test_a_conference_on_hold_is_not_parked() -> None:
    call = replace(make("a", "held"), peers=(Party("101", state="connected"), Party("102", state="connected")))
    assert "park" not in possible(call)
    assert "park" not in blocked(call)


@pytest.mark.parametrize(("phase", "state"), [("talking", "connected"), ("dialling", "initiated"), ("busy", "fail")])
def test_nothing_is_retrieved_while_another_call_is_active(phase: str, state: Any) -> None:
    why = blocked(make("a", "held"), make("b", phase, state=state))
    assert why["retrieve"] == "another call is active: swap the two, or hang up"
    assert "retrieve" in possible(make("a", "held"), make("b", "held"))


# --- pairs

HELD = make("a", "held")


def consulting(phase: str, **facts: Any) -> Call:
    return make("b", phase, consultation_of="a", **facts)


def test_a_consultation_pair() -> None:
    for call in (HELD, consulting("talking")):
        other = consulting("talking") if call is HELD else HELD
        assert {"swap", "reconnect", "transfer", "conference"} <= set(possible(call, other))
        assert blocked(call, other)["consult"] == "this call is already part of a consultation"


def test_a_ringing_consultation_can_be_transferred_and_given_up() -> None:
    offered, why = possible(consulting("ringing_out"), HELD), blocked(consulting("ringing_out"), HELD)
    assert {"transfer", "reconnect"} <= set(offered)
    assert why["swap"] == why["conference"] == "nobody has answered yet"


@pytest.mark.parametrize(
    ("phase", "reason"),
    [("busy", "nobody was reached"), ("ending", "the other end has hung up"), ("dialling", "nobody has answered yet")],
)
def test_a_consultation_that_leads_nowhere(phase: str, reason: str) -> None:
    why = blocked(consulting(phase), HELD)
    assert why["transfer"] == why["swap"] == why["conference"] == reason
    assert "reconnect" in possible(consulting(phase), HELD)


def test_a_swapped_pair() -> None:
    first, second = make("a", "talking"), make("b", "held", consultation_of="a")
    (pair,) = pairs([first, second])
    assert (pair.held, pair.active) == (second, first)
    assert "swap" in possible(first, second)


def test_both_on_hold_or_none() -> None:
    assert blocked(consulting("held"), HELD)["swap"] == "the call is on hold"
    why = blocked(consulting("talking"), make("a", "talking"))
    assert {why[action] for action in ("swap", "reconnect", "transfer", "conference")} == {
        "the other call is not on hold"
    }  # type: ignore[index]


def test_held_and_connected_without_consultation() -> None:
    second = make("b", "talking")
    assert {"swap", "conference"} <= set(possible(second, HELD))
    third = make("c", "held")
    assert "swap" not in possible(second, HELD, third)


def test_a_call_that_rings_meanwhile_is_no_part_of_a_pair() -> None:
    ringing = make("c", "ringing_in")
    assert set(possible(ringing, HELD, make("b", "talking"))) == {"answer", "reject", "deflect"}
    recalled = make("b", "ringing_in", consultation_of="a")
    assert set(possible(recalled, HELD)) == {"answer", "reject", "deflect"}


def test_a_call_that_was_parked_here_meanwhile_is_no_part_of_a_pair() -> None:
    assert {"consult", "transfer", "hold"} <= set(possible(consulting("talking"), make("a", "queued")))


# --- which call is meant


def chosen(action: Any, *calls: Call, named: str | None = None, single: bool = False) -> str:
    """The id that was chosen, with the pair's; or the code."""
    result = choose(action, calls, named, single=single)
    if isinstance(result, Unavailable):
        assert str(result.sentence)
        return result.code
    assert isinstance(result, Chosen)
    if result.held is None or result.active is None:
        return result.call.id
    return f"{result.call.id}:{result.held.id}+{result.active.id}"


RINGING, RINGING_TOO = make("r", "ringing_in"), make("s", "ringing_in")
TALKING, TALKING_TOO = make("t", "talking"), make("u", "talking")
INITIATED = make("i", "dialling", state="initiated")
FAILED = make("f", "failed")


@pytest.mark.parametrize("action", ["answer", "reject", "deflect"])
def test_answer_reject_deflect_mean_the_only_alerting_one(action: str) -> None:
    assert chosen(action, RINGING) == "r"
    assert chosen(action, RINGING, TALKING, HELD) == "r"
    assert chosen(action, RINGING, RINGING_TOO) == "ambiguous"
    assert chosen(action, TALKING) == "wrongState"
    assert chosen(action) == "noCall"


@pytest.mark.parametrize("action", ["hangup", "hold", "dtmf", "park", "account"])
def test_hangup_hold_dtmf_mean_the_only_connected_one(action: str) -> None:
    assert chosen(action, TALKING) == "t"
    assert chosen(action, TALKING, RINGING, HELD, FAILED) == "t"
    assert chosen(action, TALKING, TALKING_TOO) == "ambiguous"
    assert chosen(action, RINGING) == "wrongState"
    assert chosen(action) == "noCall"


def test_consult_means_the_only_connected_one() -> None:
    assert chosen("consult", TALKING, RINGING) == "t"
    assert chosen("consult", TALKING, TALKING_TOO) == "ambiguous"
    assert chosen("consult", TALKING, HELD) == "wrongState", "there is a pair already"


def test_else_the_only_initiated_or_failed_one() -> None:
    assert chosen("hangup", INITIATED) == "i"
    assert chosen("hangup", FAILED, HELD) == "f"
    assert chosen("hangup", FAILED, INITIATED) == "ambiguous"
    assert chosen("hold", INITIATED) == "wrongState"
    assert chosen("hangup", HELD) == "wrongState"


def test_retrieve_means_the_only_held_one() -> None:
    assert chosen("retrieve", HELD, make("c", "ringing_in")) == "a"
    assert chosen("retrieve", HELD, TALKING) == "wrongState"
    assert chosen("retrieve", HELD, make("b", "held")) == "ambiguous"
    assert chosen("retrieve", TALKING) == "wrongState"


@pytest.mark.parametrize("action", ["swap", "reconnect", "transfer", "conference"])
def test_what_concerns_two_means_the_only_pair(action: str) -> None:
    assert chosen(action, HELD, consulting("talking")) == "b:a+b"
    assert chosen(action, HELD, TALKING) == "t:a+t"
    assert chosen(action, HELD, consulting("talking"), RINGING) == "b:a+b"
    assert chosen(action, HELD, TALKING, TALKING_TOO) == "ambiguous"
    assert (
        chosen(action, HELD, consulting("talking"), make("c", "held"), make("d", "talking", consultation_of="c"))
        == "ambiguous"
    )
    assert chosen(action, TALKING) == "wrongState"
    assert chosen(action) == "noCall"


def test_a_pair_that_is_not_ready() -> None:
    assert chosen("conference", HELD, consulting("ringing_out")) == "wrongState"
    assert chosen("transfer", HELD, consulting("ringing_out")) == "b:a+b"


@pytest.mark.parametrize("action", ["campon", "intrude"])
def test_camp_on_and_intrude_mean_the_only_busy_one(action: str) -> None:
    busy = make("y", "busy")
    assert chosen(action, busy, TALKING, FAILED) == "y"
    assert chosen(action, busy, make("z", "busy")) == "ambiguous"
    assert chosen(action, make("x", "busy", state="fail", consultation_of="a"), HELD) == "x"
    assert chosen(action, TALKING) == "wrongState"
    assert chosen(action, TALKING, named="t") == "wrongState"
    assert chosen(action) == "noCall"


@pytest.mark.parametrize("action", ["callback", "callback_message"])
def test_a_call_back_means_the_only_one_that_reached_nobody(action: str) -> None:
    assert chosen(action, make("y", "busy"), TALKING) == "y"
    assert chosen(action, make("y", "ringing_out"), HELD) == "y"
    assert chosen(action, FAILED, make("y", "busy")) == "ambiguous"
    assert chosen(action, TALKING) == "wrongState"
    assert chosen(action, FAILED, make("y", "busy"), named="y") == "y"


def test_a_call_is_ended_for_all_only_where_it_is_a_conference() -> None:
    assert chosen("clear_call", make("c", "conference"), HELD) == "c"
    assert chosen("clear_call", make("c", "conference"), make("d", "conference")) == "ambiguous"
    assert chosen("clear_call", TALKING) == chosen("clear_call", TALKING, named="t") == "wrongState"


OFFERED = make("o", "ringing_in", direction="in", rang=False)


def test_a_call_that_does_not_ring_yet_can_be_let_ring() -> None:
    assert possible(OFFERED) == ("answer", "reject", "deflect", "accept")
    assert chosen("accept", OFFERED, RINGING, TALKING) == "o"
    assert chosen("accept", OFFERED, replace(OFFERED, id="p")) == "ambiguous"
    assert chosen("accept", RINGING, OFFERED, named="r") == "wrongState"


@pytest.mark.parametrize("facts", [{"rang": True}, {"unsure": True}, {"direction": "out"}])
def test_what_rings_already_or_may_do_so_is_not_let_ring(facts: dict[str, Any]) -> None:
    call = replace(OFFERED, **facts)
    assert "accept" not in possible(call)
    assert chosen("accept", call) == "wrongState"


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("campon", "the other end is not busy"),
        ("intrude", "the other end is not busy"),
        ("callback", "nobody has been called in vain"),
        ("callback_message", "nobody has been called in vain"),
        ("clear_call", "this is no conference"),
        ("accept", "no call waits to be let ring"),
    ],
)
def test_why_none_is_meant(action: Any, reason: str) -> None:
    for named in (None, "t"):
        result = choose(action, [TALKING], named)
        assert isinstance(result, Unavailable)
        assert str(result.sentence) == reason


def test_a_named_call() -> None:
    assert chosen("hold", TALKING, TALKING_TOO, named="u") == "u"
    assert chosen("hold", TALKING, named="nobody") == "noCall"
    assert chosen("hold", HELD, named="a") == "wrongState"
    assert chosen("answer", TALKING, named="t") == "wrongState"
    assert chosen("retrieve", TALKING, named="t") == "wrongState"
    assert chosen("hangup", HELD, RINGING, named="r") == "r"
    assert chosen("hangup", HELD, named="a") == "a"


def test_a_named_call_and_its_pair() -> None:
    assert chosen("swap", HELD, consulting("talking"), named="a") == "a:a+b"
    assert chosen("swap", HELD, TALKING, TALKING_TOO, named="u") == "u:a+u"
    assert chosen("swap", HELD, make("b", "held"), TALKING, named="b") == "b:b+t"
    assert chosen("swap", HELD, TALKING, TALKING_TOO, named="a") == "ambiguous"
    assert chosen("swap", RINGING, TALKING, named="r") == "wrongState"
    assert chosen("swap", TALKING, named="t") == "wrongState"


def test_a_transfer_to_a_named_target_is_of_one_call() -> None:
    assert chosen("transfer", TALKING, single=True) == "t"
    assert chosen("transfer", HELD, consulting("talking"), single=True) == "b"
    assert chosen("transfer", HELD, consulting("talking"), named="b", single=True) == "b"
    assert chosen("transfer", HELD, single=True) == "wrongState"
    assert chosen("transfer", make("c", "conference"), single=True) == "wrongState"


def test_without_the_link() -> None:
    assert chosen("hold", replace(TALKING, current=False)) == "link"
    assert chosen("swap", HELD, replace(consulting("talking"), current=False)) == "link"


# --- what the switch does not join


def test_pairs_that_the_switch_does_not_join() -> None:
    features = Features(
        not_joined={
            ("transfer", frozenset({"unrelated"})): Sentence("consultations only"),
            ("transfer", frozenset({"ringing"})): Sentence("not while it rings"),
        }
    )
    second = make("b", "talking")
    for call, other in ((second, HELD), (HELD, second)):
        assert blocked(call, other, features=features)["transfer"] == "consultations only"
        assert {"swap", "conference"} <= set(possible(call, other, features=features))
    assert "transfer" in possible(consulting("talking"), HELD, features=features)
    assert "transfer" in possible(replace(second, perhaps_consulted=True), HELD, features=features)
    assert blocked(consulting("ringing_out"), HELD, features=features)["transfer"] == "not while it rings"
    assert "transfer" in possible(second, features=features), "a single call to a target"


def test_a_refusal_tells_of_a_pair_only_where_nothing_else_can_be_the_reason() -> None:
    one, other = (Party("101", "101", state="connected"),), (Party("102", "102", state="alerting"),)
    held, active = replace(HELD, peers=one), replace(make("b", "ringing_out"), peers=other)
    assert tells(Pair(held, active))
    assert not tells(Pair(held, replace(active, peers=(*one, *other)))), "a conference may be full"
    assert not tells(Pair(replace(held, peers=other), active)), "nobody has answered the held one"
    assert not tells(Pair(held, replace(active, peers=one))), "both are with the same"
    assert not tells(Pair(held, replace(active, phase="busy")))
