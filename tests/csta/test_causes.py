"""Causes of events in sentences."""

from __future__ import annotations

import re

from desktop.csta.causes import SENTENCES, sentence
from desktop.csta.enumerations import EventCause
from desktop.csta.schema import Schema
from desktop.translation import translator

USUAL = {
    "newCall",
    "normal",
    "normalClearing",
    "makeCall",
    "makeConnection",
    "keyOperation",
    "networkDialling",
    "destDetected",
    "activation",
}


def test_every_cause_of_the_schema_has_a_sentence(schema: Schema) -> None:
    assert {int(cause): cause.name for cause in SENTENCES} == dict(schema.node("EventCause").names)


def test_every_sentence_is_there_in_german() -> None:
    german = translator("de")
    for cause, said in SENTENCES.items():
        assert german(said) != str(said), cause
        assert german(said).endswith(".")


def test_sentences_are_not_just_the_names_of_causes() -> None:
    for cause, said in SENTENCES.items():
        assert not re.search(r"[a-z][A-Z]|DTMF|URI|grammar|babble", str(said)), cause
        assert len(str(said).split()) > 1


def test_with_an_event_the_usual_and_the_secret_are_left_unsaid() -> None:
    assert {cause.name for cause in EventCause if sentence(cause) is None} == USUAL | {"lawfulInterception"}


def test_causes_that_hipath_sends_are_covered() -> None:
    """Those that a HiPath decoder knows, but the usual ones."""
    for number in (1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14, 23, 25, 27, 28, 29, 31, 32, 33, 35, 37, 38, 42, 52, 63, 68):
        assert sentence(EventCause(number)) is not None


def test_sentences_are_whole_sentences() -> None:
    for text in map(str, SENTENCES.values()):
        assert text[0].isupper()
        assert text.endswith(".")
        assert text.count(".") == 1


def test_what_is_not_known_says_nothing() -> None:
    assert sentence(None) is None
    assert sentence(EventCause(200)) is None
    assert str(sentence(EventCause.busy)) == "The line is busy."
