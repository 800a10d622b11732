"""The menu of what can be done with the telephone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.sentences import Sentence
from desktop.viewmodels.features import FeaturesViewModel
from tests.support import fake_station as fake
from tests.support.fake_german import english, german
from tests.viewmodels.conftest import Office


class Menu:
    """A menu over the fake office, and what it had the field ask."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.field: list[str] = []
        self.model = FeaturesViewModel(office.station, english, office.actions, self.field.append)
        office.station.subscribe(self.model.apply)

    def switch(self, **switched: Any) -> None:
        """The switch tells how things are."""
        self.office.station.tell(replace(self.office.station.device, **switched))

    @property
    def states(self) -> dict[str, str]:
        """How each thing is switched."""
        return {group.label: group.state for group in self.model.groups}

    @property
    def on(self) -> list[str]:
        """The entries that are so now."""
        return [entry.key for group in self.model.groups for entry in group.entries if entry.on]


@pytest.fixture
def menu(office: Office) -> Menu:
    return Menu(office)


def test_what_there_is(menu: Menu) -> None:
    assert [entry.label for entry in menu.model.calls] == [
        "Pick up for my group",
        "Pick up at a telephone…",
        "Fetch a parked call…",
        "Join a conversation…",
        "Call back when free…",
    ]
    assert [(group.label, [entry.label for entry in group.entries]) for group in menu.model.groups] == [
        ("Agent", ["Log on", "Ready for calls", "Pause", "Wrap-up", "Log off"]),
        ("Answering by itself", ["On", "Off"]),
        ("Microphone", ["Muted", "On"]),
        ("Loudspeaker", ["Loud", "Medium", "Soft", "Silent"]),
        ("My number", ["Shown", "Withheld"]),
        ("Message lamp", ["On", "Off", "On at another telephone…", "Off at another telephone…"]),
    ]
    assert {one.reason for one in (*menu.model.groups, *menu.model.calls)} == {""}


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("group_pickup", ("pickup", None)),
        ("agent loggedOn", ("agent", "loggedOn")),
        ("agent ready", ("agent", "ready")),
        ("agent notReady", ("agent", "notReady")),
        ("agent workingAfterCall", ("agent", "workingAfterCall")),
        ("agent loggedOff", ("agent", "loggedOff")),
        ("auto_answer on", ("auto_answer", True)),
        ("auto_answer off", ("auto_answer", False)),
        ("mute on", ("mute", True)),
        ("mute off", ("mute", False)),
        ("volume 100", ("volume", 100)),
        ("volume 50", ("volume", 50)),
        ("volume 20", ("volume", 20)),
        ("volume 0", ("volume", 0)),
        ("caller_id on", ("caller_id", True)),
        ("caller_id off", ("caller_id", False)),
        ("mwi on", ("mwi", True, "214")),
        ("mwi off", ("mwi", False, "214")),
    ],
)
def test_each_entry_asks_for_its_state(menu: Menu, key: str, asked: tuple[object, ...]) -> None:
    groups = [entry.key for group in menu.model.groups for entry in group.entries]
    assert key in [entry.key for entry in menu.model.calls] + groups
    menu.model.choose(key)
    assert (menu.office.asked, menu.field) == ([asked], [])


@pytest.mark.parametrize(
    ("purpose", "needs"),
    [
        ("pickup", "pickup_from"),
        ("unpark", "unpark"),
        ("join", "join"),
        ("callback", "callback_to"),
        ("lamp_on", "mwi"),
        ("lamp_off", "mwi"),
    ],
)
def test_what_is_about_others_asks_for_whom_where_it_is_offered(menu: Menu, purpose: str, needs: str) -> None:
    menu.model.choose(purpose)
    assert (menu.office.asked, menu.field) == ([], [purpose])
    menu.office.station.not_offered[needs] = Sentence("this telephone does not offer this")
    menu.model.choose(purpose)
    assert (menu.field, menu.office.notices.text) == ([purpose], "this telephone does not offer this")


def test_what_is_not_known_is_not_shown_as_if_it_were(menu: Menu) -> None:
    menu.switch(message_waiting=None)
    assert set(menu.states.values()) == {""}
    assert menu.on == []


@pytest.mark.parametrize(
    ("switched", "thing", "state", "on"),
    [
        ({"agent": "loggedOff"}, "Agent", "not logged on", ["agent loggedOff"]),
        ({"agent": "loggedOn"}, "Agent", "on duty", ["agent loggedOn"]),
        ({"agent": "notReady"}, "Agent", "on a break", ["agent notReady"]),
        ({"agent": "ready"}, "Agent", "ready for calls", ["agent ready"]),
        ({"agent": "busy"}, "Agent", "in a call", []),
        ({"agent": "workingAfterCall"}, "Agent", "wrapping up", ["agent workingAfterCall"]),
        ({"auto_answer": True}, "Answering by itself", "On", ["auto_answer on"]),
        ({"auto_answer": False}, "Answering by itself", "Off", ["auto_answer off"]),
        ({"caller_id": True}, "My number", "Shown", ["caller_id on"]),
        ({"caller_id": False}, "My number", "Withheld", ["caller_id off"]),
        ({"mute": True}, "Microphone", "Muted", ["mute on"]),
        ({"mute": False}, "Microphone", "On", ["mute off"]),
        ({"volume": 50}, "Loudspeaker", "50 %", ["volume 50"]),
        ({"volume": 0}, "Loudspeaker", "0 %", ["volume 0"]),
        ({"volume": 33}, "Loudspeaker", "33 %", []),
        ({"message_waiting": True}, "Message lamp", "On", ["mwi on"]),
    ],
)
def test_how_it_is_switched_now(
    menu: Menu, switched: dict[str, Any], thing: str, state: str, on: list[str], qtbot: QtBot
) -> None:
    menu.switch(message_waiting=None)
    with qtbot.waitSignal(menu.model.changed, timeout=1000):
        menu.switch(**switched)
    assert (menu.states[thing], menu.on) == (state, on)


def test_it_speaks_german(office: Office) -> None:
    office.station.tell(replace(office.station.device, agent="workingAfterCall", mute=True))
    groups = FeaturesViewModel(office.station, german, office.actions, print).groups
    assert [(group.label, group.state) for group in groups if group.state][:2] == [
        ("Agent", "in Nachbearbeitung"),
        ("Mikrofon", "Stumm"),
    ]


def test_what_others_do_is_no_news(menu: Menu, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(menu.model.changed):
        menu.model.apply(replace(menu.office.station.device, device="231", agent="ready"))
        menu.office.station.tell(fake.ringing())


def test_what_is_not_offered_says_why_and_is_not_asked(menu: Menu) -> None:
    menu.office.station.not_offered["agent"] = Sentence("the telephone system does not offer this")
    reasons = {group.label: group.reason for group in menu.model.groups}
    assert reasons["Agent"] == "the telephone system does not offer this"
    assert reasons["Microphone"] == ""
    menu.model.choose("agent ready")
    assert (menu.office.asked, menu.office.notices.text) == ([], "the telephone system does not offer this")


def test_without_a_link_nothing_can_be_done(menu: Menu, qtbot: QtBot) -> None:
    with qtbot.waitSignal(menu.model.changed, timeout=1000):
        menu.office.station.tell(replace(menu.office.station.link, state="down"))
    told = {one.reason for one in (*menu.model.groups, *menu.model.calls)}
    assert told == {"there is no link to the telephone system"}
    menu.model.choose("group_pickup")
    assert (menu.office.asked, menu.office.notices.text) == ([], "there is no link to the telephone system")


def test_a_refusal_is_shown_and_a_success_takes_it_away(menu: Menu) -> None:
    menu.office.station.refuse = Sentence("The agent has no group.")
    menu.model.choose("agent ready")
    assert menu.office.notices.text == "The agent has no group."
    menu.office.station.refuse = None
    menu.model.choose("agent ready")
    assert menu.office.notices.text == ""
    assert menu.office.run.keys == ["agent", "agent"]
