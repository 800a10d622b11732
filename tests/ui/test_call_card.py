from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.ui.call_card import ICONS
from desktop.viewmodels.cards import _ACTIONS, _MORE, JOINT
from tests.support import fake_station as fake
from tests.support.window_pictures import Scene


def test_a_card_follows_its_call(scene: Scene) -> None:
    scene.station.tell(fake.ringing("c1"))
    (card,) = scene.window.calls.cards
    assert card.accessibleName() == (
        "Petra Sommer, +49 30 5550 1820 · Nordlicht GmbH, ringing, forwarded by Jonas Weber · for 700"
    )
    assert list(card.buttons) == ["answer", "deflect", "reject"]
    scene.station.tell(fake.talking("c1"))
    assert scene.window.calls.cards == [card]
    assert list(card.buttons) == ["hold", "consult", "transfer", "dtmf", "hangup"]
    assert card._state.whole() == "talking"
    scene.station.tell(fake.gone(fake.talking("c1")))
    assert scene.window.calls.cards == []


def test_buttons_ask_the_station(scene: Scene) -> None:
    scene.station.tell(fake.ringing("c1"))
    scene.window.calls.cards[0].buttons["answer"].click()
    assert scene.station.asked == [("answer", "c1")]


def test_an_action_that_cannot_be_done_tells_why_when_it_is_clicked(scene: Scene, qtbot: QtBot) -> None:
    why = Sentence("this phone cannot be answered from the PC")
    scene.station.tell(fake.ringing("c1", actions=("reject",), blocked={"answer": why}))
    button = scene.window.calls.cards[0].buttons["answer"]
    assert button.toolTip() == button.accessibleDescription() == str(why)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert scene.window.notice.text.text() == str(why)
    assert scene.station.asked == []


def test_the_focus_stays_on_a_button_that_stays(scene: Scene) -> None:
    scene.station.tell(fake.talking("c1"))
    (card,) = scene.window.calls.cards
    card.buttons["hangup"].setFocus()
    scene.station.tell(fake.held("c1", actions=("retrieve", "hangup")))
    assert card.buttons["hangup"].hasFocus()
    scene.station.tell(fake.held("c1"))
    assert card.hasFocus()


def test_further_actions_are_behind_a_button_before_the_one_that_ends_the_call(scene: Scene) -> None:
    scene.station.tell(fake.talking("c1", actions=("hold", "hangup", "park")))
    (card,) = scene.window.calls.cards
    assert card.more is not None
    assert (card.more.text(), list(card.buttons)) == ("More", ["hold", "hangup"])
    placed = [card._grid.itemAt(place).widget() for place in range(card._grid.count())]  # type: ignore[union-attr]
    assert placed == [card.buttons["hold"], card.more, card.buttons["hangup"]]
    card.more.click()
    assert card.menu.isVisible()
    (park,) = card.menu.actions()
    park.trigger()
    card.menu.close()
    assert scene.model.dial.purpose == "park"
    assert scene.model.dial.prompt == "Park the call with Petra Sommer at which telephone?"


def test_the_button_goes_with_the_last_of_them_and_leaves_the_focus(scene: Scene) -> None:
    scene.station.tell(fake.talking("c1", actions=("hangup", "park")))
    (card,) = scene.window.calls.cards
    assert card.more is not None
    card.more.setFocus()
    scene.station.tell(fake.talking("c1", actions=("hangup",)))
    assert (card.more, card.hasFocus()) == (None, True)


def test_a_further_action_that_cannot_be_done_is_grey_and_says_why(scene: Scene) -> None:
    why = Sentence("the telephone system does not offer this")
    busy = fake.consulting(of=None, phase="busy", actions=("hangup", "callback", "intrude"), blocked={"campon": why})
    scene.station.tell(busy)
    (card,) = scene.window.calls.cards
    assert list(card.buttons) == ["callback", "hangup"]
    grey, intrude = card.menu.actions()
    assert (grey.text(), grey.isEnabled(), grey.toolTip()) == (f"Wait there: {why}", False, str(why))
    intrude.trigger()
    card.buttons["callback"].click()
    assert scene.station.asked == [("intrude", "c2"), ("callback", None, "c2")]


def test_every_action_that_a_card_can_show_has_its_icon() -> None:
    shown = {action for known in (*_ACTIONS.values(), *_MORE.values(), JOINT) for action in known}
    assert shown <= set(ICONS)


def test_a_conference_is_ended_for_all_behind_the_button(scene: Scene) -> None:
    scene.station.tell(fake.talking("c1", phase="conference", actions=("hold", "hangup", "clear_call")))
    (card,) = scene.window.calls.cards
    (end,) = card.menu.actions()
    assert end.text() == "End for all"
    end.trigger()
    assert scene.station.asked == [("clear_call", "c1")]


def test_the_time_runs(scene: Scene) -> None:
    scene.station.tell(fake.talking("c1"))
    (card,) = scene.window.calls.cards
    scene.clock.advance(75)
    scene.model.calls._tick()
    assert card._time.whole() == "01:15"


def test_up_and_down_go_from_card_to_card(scene: Scene, qtbot: QtBot) -> None:
    scene.station.tell(fake.held("c1"))
    scene.station.tell(fake.consulting("c2"))
    first, second = scene.window.calls.cards
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Up)
    assert first.hasFocus()


def test_tab_goes_through_the_actions_as_they_are_read(scene: Scene, qtbot: QtBot) -> None:
    scene.station.tell(fake.held("c1"))
    scene.station.tell(fake.consulting("c2"))
    card = scene.window.calls.cards[1]
    card.setFocus()
    reached = []
    for _ in card.buttons:
        qtbot.keyClick(scene.window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(scene.window.focusWidget())
    assert reached == list(card.buttons.values())


def test_many_calls_scroll_instead_of_growing_the_window(scene: Scene) -> None:
    for number in range(8):
        scene.station.tell(fake.ringing(f"c{number}"))
    calls = scene.window.calls
    assert scene.window.height() == 640
    assert calls.wanted_height(calls.viewport().width()) > calls.height()
