from __future__ import annotations

from desktop.sentences import Sentence
from desktop.station.views import LinkView
from tests.support.fake_station import START
from tests.support.window_pictures import Scene


def test_it_says_what_it_is_connected_to(scene: Scene) -> None:
    line = scene.window.link_line
    assert line._text.text() == "connected to 192.168.1.2:8800"
    assert line._mark.icon == "plug"
    assert line.try_now.isHidden()


def test_down_it_offers_to_try_now(scene: Scene) -> None:
    why = Sentence("the password is wrong")
    scene.station.tell(LinkView("down", "192.168.1.2:8800", why, "wrongPassword", 12.0, START))
    line = scene.window.link_line
    assert line._text.text() == "not connected since 14:03: the password is wrong; next try in 12 s"
    assert line.accessibleName() == line._text.text()
    assert (line._mark.icon, line._text.property("tone")) == ("unplug", "failed")
    assert line._text.wordWrap()
    line.try_now.click()
    assert scene.station.asked == [("try_now",)]
    scene.station.tell(LinkView("connecting", "192.168.1.2:8800"))
    assert line.try_now.isHidden()
