"""Causes of events in sentences."""

from __future__ import annotations

from desktop.csta.causes import SENTENCES, sentence
from desktop.csta.enumerations import EventCause

SILENT = {
    # the usual case
    "newCall",
    "normal",
    "normalClearing",
    "makeCall",
    "makeConnection",
    "keyOperation",
    "networkDialling",
    "destDetected",
    "activation",
    "lawfulInterception",
    # voice units and other machines
    "characterCountReached",
    "dTMFDigitDetected",
    "endOfMessageDetected",
    "forcedPause",
    "messageSizeExceeded",
    "nextMessage",
    "noSpeechDetected",
    "speechDetected",
    "terminationCharacterReceived",
    "messageDurationExceeded",
    "babble",
    "badAttribute",
    "badGrammar",
    "badVoice",
    "badUri",
    "duplicateDTMF",
    "earlyStop",
    "emptyQueue",
    "noAudioSaved",
    "outOfGrammar",
}


def test_every_cause_has_a_sentence_or_says_nothing_to_a_user() -> None:
    assert {cause.name for cause in EventCause} - {cause.name for cause in SENTENCES} == SILENT


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
