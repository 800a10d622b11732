from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.station.views import LinkView
from desktop.viewmodels.link import LinkViewModel
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.viewmodels.conftest import Office

DOWN = LinkView("down", "192.168.1.2:8800", Sentence("the password is wrong"), "wrongPassword", 12.0, fake.START)


def test_connected_says_to_what(office: Office) -> None:
    model = LinkViewModel(office.station, english, office.clock)
    assert model.text == "connected to 192.168.1.2:8800"
    assert not model.can_try_now
    model.apply(LinkView("ready", "pbx:8800"))
    assert model.text == "connected to pbx:8800"


def test_down_says_since_when_why_and_when_the_next_try_is(office: Office) -> None:
    model = LinkViewModel(office.station, german, office.clock)
    model.apply(DOWN)
    assert model.text == "seit 14:03 nicht verbunden: das Kennwort ist falsch; nächster Versuch in 12 s"
    office.clock.advance(4.5)
    assert model.text.endswith("in 8 s")
    office.clock.advance(60)
    assert model.text.endswith("in 0 s")


def test_without_a_planned_try_there_is_none_to_wait_for(office: Office) -> None:
    model = LinkViewModel(office.station, english, office.clock)
    model.apply(LinkView("down", "pbx:8800", Sentence("the password is wrong"), since=fake.START))
    assert model.text == "not connected since 14:03: the password is wrong"
    assert model.can_try_now


def test_it_counts_only_while_a_next_try_is_waited_for(office: Office, qtbot: QtBot) -> None:
    model = LinkViewModel(office.station, english, office.clock)
    assert not model.counting
    model.apply(DOWN)
    assert model.counting
    with qtbot.waitSignal(model.changed, timeout=3000):
        office.clock.advance(1)
    model.apply(LinkView("connecting", "pbx:8800"))
    assert not model.counting
    assert model.text == "connecting to pbx:8800"


def test_try_now_asks_the_station_only_while_it_is_down(office: Office) -> None:
    model = LinkViewModel(office.station, english, office.clock)
    model.try_now()
    assert office.asked == []
    model.apply(DOWN)
    model.try_now()
    assert office.asked == [("try_now",)]


def test_other_changes_do_not_touch_it(office: Office, qtbot: QtBot) -> None:
    model = LinkViewModel(office.station, english, office.clock)
    with qtbot.assertNotEmitted(model.changed):
        model.apply(fake.ringing())
        model.apply(fake.event(1))
