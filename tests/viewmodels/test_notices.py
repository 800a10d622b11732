from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.viewmodels.notices import NoticeViewModel
from tests.support.fake_german import german
from tests.viewmodels.conftest import Office

NO = Sentence("The number 999 does not exist.")


def test_a_refusal_is_shown_in_the_persons_language_until_dismissed(qtbot: QtBot) -> None:
    notices = NoticeViewModel(german)
    with qtbot.waitSignal(notices.changed, timeout=1000):
        notices.show(NO)
    assert notices.text == "Die Nummer 999 gibt es nicht."
    notices.dismiss()
    assert notices.text == ""


def test_the_next_success_clears_what_was_refused(office: Office) -> None:
    office.station.refuse = NO
    office.actions.start("dial", lambda: office.station.dial("999"))
    assert office.notices.text == "The number 999 does not exist."
    office.station.refuse = None
    office.actions.start("dial", lambda: office.station.dial("231"))
    assert office.notices.text == ""


def test_done_is_called_only_after_success(office: Office) -> None:
    done: list[str] = []
    office.station.refuse = NO
    office.actions.start("a", lambda: office.station.hold(None), lambda: done.append("refused"))
    office.station.refuse = None
    office.actions.start("a", lambda: office.station.hold(None), lambda: done.append("held"))
    assert done == ["held"]


def test_while_one_is_pending_a_second_is_not_started_and_leaves_no_coroutine_behind(office: Office) -> None:
    office.run.pending.add("hold c1")
    assert office.actions.start("hold c1", lambda: office.station.hold("c1")) is False
    assert office.asked == []
