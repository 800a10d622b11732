"""The menu of what can be switched at the telephone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.sentences import Sentence
from desktop.viewmodels.features import FeaturesViewModel
from desktop.viewmodels.notices import Actions, NoticeViewModel
from tests.support.fake_german import english
from tests.support.fake_station import FakeRun, FakeStation


class Menu:
    """A menu over the fake office."""

    def __init__(self) -> None:
        self.station = FakeStation()
        self.notices = NoticeViewModel(english)
        self.run = FakeRun(self.notices.show)
        self.model = FeaturesViewModel(self.station, english, Actions(self.run, self.notices))


def test_what_there_is() -> None:
    groups = Menu().model.groups
    assert [(group.label, [entry.label for entry in group.entries]) for group in groups] == [
        ("Agent", ["Log on", "Ready for calls", "Pause", "Wrap-up", "Log off"]),
        ("Answering by itself", ["On", "Off"]),
        ("Microphone", ["Muted", "On"]),
        ("Loudspeaker", ["Loud", "Medium", "Soft", "Silent"]),
        ("Message lamp", ["On", "Off"]),
    ]
    assert {group.reason for group in groups} == {""}


@pytest.mark.parametrize(
    ("key", "asked"),
    [
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
        ("mwi on", ("mwi", True, "214")),
        ("mwi off", ("mwi", False, "214")),
    ],
)
def test_each_entry_asks_for_its_state(key: str, asked: tuple[object, ...]) -> None:
    menu = Menu()
    assert key in {entry.key for group in menu.model.groups for entry in group.entries}
    menu.model.choose(key)
    assert menu.station.asked == [asked]


def test_what_is_not_offered_says_why_and_is_not_asked() -> None:
    menu = Menu()
    menu.station.not_offered["agent"] = Sentence("the telephone system does not offer this")
    reasons = {group.label: group.reason for group in menu.model.groups}
    assert reasons["Agent"] == "the telephone system does not offer this"
    assert reasons["Microphone"] == ""
    menu.model.choose("agent ready")
    assert (menu.station.asked, menu.notices.text) == ([], "the telephone system does not offer this")


def test_without_a_link_nothing_can_be_switched() -> None:
    menu = Menu()
    menu.station.tell(replace(menu.station.link, state="down"))
    assert {group.reason for group in menu.model.groups} == {"there is no link to the telephone system"}


def test_a_refusal_is_shown_and_a_success_takes_it_away() -> None:
    menu = Menu()
    menu.station.refuse = Sentence("The agent has no group.")
    menu.model.choose("agent ready")
    assert menu.notices.text == "The agent has no group."
    menu.station.refuse = None
    menu.model.choose("agent ready")
    assert menu.notices.text == ""
    assert menu.run.keys == ["agent", "agent"]
