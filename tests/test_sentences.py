"""Sentences are English by themselves, and keep what they are made of for other languages."""

from __future__ import annotations

import pytest

from desktop.sentences import Sentence


def test_it_is_english() -> None:
    assert str(Sentence("Station {device} is busy.", device="100")) == "Station 100 is busy."
    assert str(Sentence("Nothing to say.")) == "Nothing to say."


def test_braces_without_facts_are_text() -> None:
    assert str(Sentence("{}")) == "{}"


def test_what_a_fact_says_is_not_read_as_a_place() -> None:
    assert str(Sentence("Not JSON: {detail}.", detail="{device}")) == "Not JSON: {device}."


def test_sentences_in_sentences() -> None:
    reason = Sentence("station {device} is unknown", device="100")
    assert str(Sentence("Refused: {reason}.", reason=reason)) == "Refused: station 100 is unknown."


def test_what_it_is_made_of() -> None:
    sentence = Sentence("{a} and {b}", a=1, b="two")
    assert sentence.msgid == "{a} and {b}"
    assert dict(sentence.facts) == {"a": 1, "b": "two"}
    with pytest.raises(TypeError):
        sentence.facts["a"] = 2  # type: ignore[index]
    with pytest.raises(AttributeError):
        sentence.other = 1  # type: ignore[attr-defined]


def test_a_fact_may_have_any_name() -> None:
    assert str(Sentence("{msgid} {self}", msgid="a", self="b")) == "a b"


def test_equality_and_hash() -> None:
    one, same = Sentence("{a} {b}", a=1, b=2), Sentence("{a} {b}", b=2, a=1)
    assert one == same
    assert hash(one) == hash(same)
    assert one != Sentence("{a} {b}", a=1, b=3)
    assert one != Sentence("{b} {a}", a=1, b=2)
    assert one != "1 2"
    assert len({one, same, Sentence("x")}) == 2


def test_a_fact_that_cannot_be_hashed() -> None:
    assert hash(Sentence("{a}", a=[1])) == hash(Sentence("{a}", a=[1]))


def test_repr_shows_how_it_was_made() -> None:
    assert repr(Sentence("{a}", a=1)) == "Sentence('{a}', a=1)"
    assert repr(Sentence("x")) == "Sentence('x')"
