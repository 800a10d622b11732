from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.station.views import LinkView
from desktop.viewmodels.window import WindowViewModel
from tests.support import fake_station as fake
from tests.support.fake_german import english
from tests.viewmodels.conftest import Office


@pytest.fixture
def window(office: Office) -> WindowViewModel:
    window = WindowViewModel(office.station, english, office.run, office.notices, office.clock)
    office.station.subscribe(window.apply)
    return window


def test_every_change_reaches_its_view_model(window: WindowViewModel, office: Office) -> None:
    office.station.tell(fake.talking())
    office.station.tell(fake.event(1))
    office.station.tell(LinkView("connecting", "pbx:8800"))
    office.station.tell(replace(office.station.device, message_waiting=True))
    window.events.flush()
    assert window.calls.rowCount() == 1
    assert window.dial.tones_to == "Petra Sommer"
    assert window.events.total == 1
    assert window.link.state == "connecting"
    assert window.station.state == "offline"
    assert window.station.message_waiting


def test_an_action_that_needs_a_target_uses_the_one_field(window: WindowViewModel, office: Office) -> None:
    office.station.tell(fake.talking("c1"))
    window.calls.trigger("c1", "consult")
    assert (window.dial.purpose, window.dial.prompt) == ("consult", "Consult whom, while Petra Sommer waits?")
    window.dial.set_text("weber")
    window.dial.call()
    assert office.asked == [("consult", "231", "c1")]


def test_the_forwarding_switch_uses_it_too(window: WindowViewModel, office: Office) -> None:
    window.station.toggle_forwarding()
    assert window.dial.purpose == "forward"
    window.dial.set_text("231")
    window.dial.call()
    assert office.asked == [("forward", "immediate", True, "231")]


def test_the_menu_and_the_call_backs_are_told_and_ask_too(window: WindowViewModel, office: Office) -> None:
    with_call_back = replace(office.station.device, agent="ready", call_backs=("231",))
    told: list[str] = []
    window.features.changed.connect(lambda: told.append("features"))
    window.callbacks.changed.connect(lambda: told.append("callbacks"))
    office.station.tell(with_call_back)
    assert sorted(told) == ["callbacks", "features"]
    window.features.choose("unpark")
    assert window.dial.purpose == "unpark"
    window.dial.set_text("231")
    window.dial.call()
    assert office.asked == [("unpark", "231")]


def test_idle_there_is_no_timer(window: WindowViewModel, office: Office) -> None:
    office.station.tell(fake.talking())
    office.station.tell(fake.gone(fake.talking()))
    assert not window.calls.ticking
    assert not window.link.counting
