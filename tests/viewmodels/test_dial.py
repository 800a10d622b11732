from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.viewmodels.dial import DialViewModel, Purpose, SuggestionRole
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.viewmodels.conftest import Office


@pytest.fixture
def model(office: Office) -> DialViewModel:
    model = DialViewModel(office.station, english, office.actions)
    office.station.subscribe(model.apply)
    return model


def names(model: DialViewModel) -> list[str]:
    rows = range(model.suggestions.rowCount())
    return [model.suggestions.index(row).data(SuggestionRole.NAME) for row in rows]


def test_a_name_finds_people_and_marks_the_best(model: DialViewModel) -> None:
    QAbstractItemModelTester(model.suggestions, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_text("web")
    assert names(model) == ["Jonas Weber", "Weber & Söhne", "Maximiliane Weber-Schlüsselbach"]
    assert model.suggestions.marked == 0
    assert model.preview == "will dial 231 · internal"
    first = model.suggestions.index(0)
    assert first.data(SuggestionRole.NOTE) == "free"
    assert first.data(SuggestionRole.INITIALS) == "JW"
    assert first.data(SuggestionRole.MARKED) is True
    assert model.suggestions.roleNames()[SuggestionRole.SHOWN] == b"shown"


def test_the_mark_goes_round_and_the_preview_with_it(model: DialViewModel, qtbot: QtBot) -> None:
    model.set_text("web")
    with qtbot.waitSignal(model.suggestions.dataChanged, timeout=1000):
        model.move_mark(1)
    assert model.preview == "will dial 0 0891234567 · Weber & Söhne"
    model.move_mark(-1)
    model.move_mark(-1)
    assert model.suggestions.marked == 2
    model.move_mark(1)
    assert model.suggestions.marked == 0
    model.mark(99)
    assert model.suggestions.marked == -1


def test_digits_mean_just_these_digits_and_never_a_longer_number(model: DialViewModel, office: Office) -> None:
    model.set_text("23")
    assert names(model) == ["", "Jonas Weber", "Weber & Söhne"]
    assert model.target == "23"
    model.call()
    assert office.asked == [("dial", "23")]


def test_enter_dials_the_marked_entry_and_empties_the_field(model: DialViewModel, office: Office) -> None:
    model.set_text("web")
    model.move_mark(1)
    assert model.call() is True
    assert office.asked == [("dial", "+49891234567")]
    assert (model.text, model.preview, names(model)) == ("", "", [])


def test_a_refusal_leaves_the_text(model: DialViewModel, office: Office) -> None:
    office.station.refuse = Sentence("The number 999 does not exist.")
    model.set_text("999")
    model.call()
    assert model.text == "999"
    assert office.notices.text == "The number 999 does not exist."


def test_what_cannot_be_dialled_says_why_and_is_not_asked_for(office: Office) -> None:
    model = DialViewModel(office.station, german, office.actions)
    model.set_text("xyz")
    assert model.problem
    assert model.preview == "nobody is called xyz"
    assert model.call() is False
    assert office.asked == []
    assert office.notices.text == "nobody is called xyz"


def test_tones_behind_a_comma_are_counted_and_not_shown(model: DialViewModel) -> None:
    model.set_text("0891234567,,1234#")
    assert "tones to follow: 5" in model.preview
    assert "1234#" not in model.preview


def test_an_empty_field_offers_the_last_calls_before_it_dials(model: DialViewModel, office: Office) -> None:
    assert model.call() is False
    assert names(model) == ["Jonas Weber", "Weber & Söhne"]
    model.call()
    assert office.asked == [("dial", "231")]
    model.move_mark(1)
    assert names(model) == ["Jonas Weber", "Weber & Söhne"]


def test_a_pasted_number_may_have_line_ends(model: DialViewModel) -> None:
    model.set_text("0891\n234567")
    assert model.text == "0891 234567"


@pytest.mark.parametrize(
    ("purpose", "asked"),
    [
        ("consult", ("consult", "231", "c1")),
        ("transfer", ("transfer", "231", "c1")),
        ("deflect", ("deflect", "231", "c1")),
        ("park", ("park", "231", "c1")),
        ("forward", ("forward", "immediate", True, "231")),
    ],
)
def test_the_field_asks_for_a_target_and_does_that_once(
    model: DialViewModel, office: Office, purpose: Purpose, asked: tuple[object, ...], qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.purpose_changed, timeout=1000):
        model.ask(purpose, "c1", "Petra Sommer")
    assert model.prompt != ""
    assert ("Petra Sommer" in model.prompt) == (purpose != "forward")
    assert model.verb == purpose.capitalize()
    model.set_text("231")
    model.call()
    assert office.asked == [asked]
    assert (model.purpose, model.prompt, model.verb) == ("call", "", "Call")


@pytest.mark.parametrize(
    ("purpose", "verb", "asked"),
    [
        ("pickup", "Pick up", ("pickup", "231")),
        ("unpark", "Fetch", ("unpark", "231")),
        ("join", "Join", ("join", "231")),
        ("callback", "Call back", ("callback", "231", None)),
        ("lamp_on", "Switch on", ("mwi", True, "231")),
        ("lamp_off", "Switch off", ("mwi", False, "231")),
    ],
)
def test_the_field_asks_whose_call_or_telephone_is_meant(
    model: DialViewModel, office: Office, purpose: Purpose, verb: str, asked: tuple[object, ...]
) -> None:
    model.ask(purpose)
    assert model.prompt.endswith("?")
    assert model.verb == verb
    model.set_text("231")
    model.call()
    assert office.asked == [asked]
    assert model.purpose == "call"


def test_it_says_will_dial_only_where_something_is_dialled(model: DialViewModel, qtbot: QtBot) -> None:
    model.set_text("231")
    assert model.preview == "will dial 231 · internal"
    with qtbot.waitSignal(model.preview_changed, timeout=1000):
        model.ask("unpark")
    assert model.preview == "231 · internal"
    with qtbot.waitSignal(model.preview_changed, timeout=1000):
        model.cancel()
    assert model.preview == "will dial 231 · internal"


def test_the_question_is_asked_in_the_persons_language(office: Office) -> None:
    model = DialViewModel(office.station, german, office.actions)
    model.ask("consult", "c1", "Petra Sommer")
    assert model.prompt == "Rückfrage bei wem, während Petra Sommer wartet?"


def test_escape_first_drops_the_question_then_the_text(model: DialViewModel) -> None:
    model.ask("forward", text="231")
    model.cancel()
    assert (model.purpose, model.text) == ("call", "231")
    model.cancel()
    assert model.text == ""


def test_the_question_ends_with_its_call(model: DialViewModel, office: Office) -> None:
    office.station.tell(fake.talking("c1"))
    model.ask("transfer", "c1", "Petra Sommer")
    office.station.tell(fake.gone(fake.talking("c1")))
    assert model.purpose == "call"


def test_the_keypad_edits_the_text_while_nobody_is_connected(model: DialViewModel, office: Office) -> None:
    office.station.tell(fake.ringing())
    for key in "23*":
        model.press(key)
    assert model.text == "23*"
    assert model.tones_to == ""
    assert office.asked == []


def test_the_keypad_sends_tones_during_a_connected_call(model: DialViewModel, office: Office, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.keypad_changed, timeout=1000):
        office.station.tell(fake.talking("c1"))
    assert model.tones_to == "Petra Sommer"
    model.press("1")
    model.press("#")
    assert office.asked == [("dtmf", "1", "c1"), ("dtmf", "#", "c1")]
    assert model.text == ""


def test_keys_pressed_while_a_tone_is_pending_go_with_the_next(model: DialViewModel, office: Office) -> None:
    office.station.tell(fake.talking("c1"))
    office.run.pending.add("dtmf")
    for key in "123":
        model.press(key)
    assert office.asked == []
    office.run.pending.clear()
    model.press("4")
    assert office.asked == [("dtmf", "1234", "c1")]


def test_tones_after_a_refusal_are_not_sent_late(model: DialViewModel, office: Office) -> None:
    office.station.tell(fake.talking("c1"))
    office.station.refuse = Sentence("the telephone there is out of order")
    model.press("1")
    office.station.refuse = None
    model.press("2")
    assert office.asked[-1] == ("dtmf", "2", "c1")


def test_a_call_that_takes_no_tones_says_why(model: DialViewModel, office: Office) -> None:
    why = Sentence("the telephone system does not send tones")
    office.station.tell(fake.talking("c1", actions=("hangup",), blocked={"dtmf": why}))
    model.press("1")
    assert office.notices.text == str(why)
    assert office.asked == []
