"""Tones are a secret: nothing but reveal() gives them away."""

from __future__ import annotations

import copy
import json

import pytest

from desktop.numbers import Tones


def test_length_counts_tones_and_not_pauses() -> None:
    assert len(Tones(",,12,3#")) == 4
    assert not Tones(",,")
    assert Tones("1")
    assert not Tones()


def test_equality_and_hash_go_by_content() -> None:
    assert Tones("12") == Tones("12")
    assert Tones("12") != Tones("13")
    assert Tones("12") != "12"
    assert len({Tones("12"), Tones("12"), Tones("13")}) == 2


def test_no_way_of_writing_shows_them() -> None:
    tones = Tones("4711#")
    for text in (repr(tones), str(tones), f"{tones}", f"{tones!r}", repr([tones]), json.dumps(tones, default=str)):
        assert "4711" not in text


def test_they_cannot_be_copied_which_is_how_they_would_be_serialised() -> None:
    for attempt in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="secret"):
            attempt(Tones("4711"))
