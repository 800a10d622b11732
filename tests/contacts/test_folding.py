"""How names are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.contacts.folding import asked, spellings, words


@pytest.mark.parametrize(("typed", "name"), [
    ("mueller", "Müller"), ("muller", "Müller"), ("MÜLLER", "Müller"), ("müller", "Mueller"), ("gross", "Groß"),
    ("groß", "GROSS"), ("sorensen", "Sørensen"), ("soerensen", "Sørensen"), ("sørensen", "Sørensen"),
    ("wojcik", "Wójcik"),
    ("yilmaz", "Yılmaz"), ("zoe", "Zoë"), ("lodz", "Łódź"), ("mu\u0308ller", "Müller"), ("istanbul", "İstanbul"),
    ("dubois", "DUBOIS"),
])
def test_a_name_is_found_by_what_is_on_any_keyboard(typed: str, name: str) -> None:
    (sought,) = map(asked, words(typed))
    (word,) = words(name)
    assert sought in spellings(word)


def test_an_umlaut_means_its_own_spelling_and_not_the_bare_letter() -> None:
    assert asked("mü") == "mue"
    assert asked("mu") == "mu"


def test_words_are_divided_by_everything_else() -> None:
    assert words("Weber & Söhne (Süd)-Ost") == ["weber", "söhne", "süd", "ost"]
    assert words(" ,. ") == []


@given(st.text())
def test_what_is_asked_for_by_its_own_name_is_found(text: str) -> None:
    for word in words(text):
        assert asked(word) in spellings(word)
