"""Errors say whose fault it is, keep their facts, and have a sentence."""

from __future__ import annotations

import pytest

from desktop.csta.errors import CstaError, DecodeError, FramingError, LocalMisuse, RemoteViolation
from desktop.sentences import Sentence


def test_text_is_the_sentence() -> None:
    sentence = Sentence("There is no link to {server}.", server="pbx")
    error = LocalMisuse(sentence)
    assert error.sentence is sentence
    assert str(error) == "There is no link to pbx."


@pytest.mark.parametrize("kind", [FramingError, DecodeError])
def test_faults_of_the_other_side_keep_octets_and_place(kind: type[RemoteViolation]) -> None:
    error = kind(Sentence("Damaged."), bytes(range(100)), 7)
    assert isinstance(error, RemoteViolation)
    assert isinstance(error, CstaError)
    assert not isinstance(error, LocalMisuse)
    assert (error.octets, error.offset) == (bytes(range(64)), 7)
    assert kind(Sentence("Damaged.")).offset is None
