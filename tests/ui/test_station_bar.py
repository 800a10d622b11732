from __future__ import annotations

from dataclasses import replace
from typing import get_args

from desktop.station.views import LinkView
from desktop.ui.station_bar import STATE_ICONS
from desktop.viewmodels.station import StateCode
from tests.support import fake_station as fake
from tests.support.window_pictures import Scene


def test_every_state_has_a_shape_of_its_own() -> None:
    assert set(STATE_ICONS) == set(get_args(StateCode))
    assert len({icon for icon, _ in STATE_ICONS.values()}) == len(STATE_ICONS)


def test_it_shows_the_state_in_shape_and_word(scene: Scene) -> None:
    bar = scene.window.station_bar
    assert (bar._mark.icon, bar._word.text()) == ("circle-check", "free")
    scene.station.tell(fake.talking())
    assert (bar._mark.icon, bar._word.text()) == ("phone-call", "talking")
    assert bar.accessibleName() == "Anna Maier, 214, talking"


def test_the_switches_follow_the_switch_and_not_the_click(scene: Scene) -> None:
    bar = scene.window.station_bar
    bar.dnd.click()
    assert scene.station.asked == [("dnd", True)]
    assert not bar.dnd.isChecked()
    scene.station.tell(replace(scene.station.device, dnd=True))
    assert bar.dnd.isChecked()
    assert bar.dnd.accessibleName() == "Do not disturb is on"


def test_a_switch_without_link_tells_why(scene: Scene) -> None:
    scene.station.tell(LinkView("down", "pbx:8800"))
    bar = scene.window.station_bar
    assert "no link" in bar.dnd.toolTip()
    assert "no link" in bar.forward.accessibleDescription()
    bar.forward.click()
    assert "no link" in scene.window.notice.text.text()


def test_forwarding_asks_in_the_one_field_and_shows_its_target(scene: Scene) -> None:
    bar = scene.window.station_bar
    bar.forward.click()
    assert scene.window.dial._prompt.text() == "Forward my calls to whom?"
    assert scene.window.dial.edit.hasFocus()
    scene.station.tell(replace(scene.station.device, forwarding=fake.forwarded("231")))
    assert bar.forward.isChecked()
    assert bar._word.text() == "forwarded to 231"
    bar.forward.click()
    assert scene.station.asked == [("forward", "immediate", False, None)]


def test_what_is_switched_at_the_telephone_has_a_line_of_its_own_where_it_matters(scene: Scene) -> None:
    bar = scene.window.station_bar
    assert not bar._switched.isVisible()
    scene.station.tell(replace(scene.station.device, agent="ready", mute=True))
    assert bar._switched.isVisible()
    assert bar._switched.text() == "agent ready for calls · microphone mute"
    assert bar.accessibleName() == "Anna Maier, 214, free, agent ready for calls · microphone mute"
    scene.station.tell(replace(scene.station.device, agent="loggedOff", mute=None))
    assert not bar._switched.isVisible()


def test_waiting_messages_are_marked(scene: Scene) -> None:
    bar = scene.window.station_bar
    assert not bar._waiting.isVisible()
    scene.station.tell(replace(scene.station.device, message_waiting=True))
    assert bar._waiting.isVisible()
    assert bar.accessibleName().endswith("messages are waiting")
