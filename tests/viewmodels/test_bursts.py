from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QElapsedTimer
from pytestqt.qtbot import QtBot

from desktop.station.views import Change, LinkView
from desktop.viewmodels.bursts import FEW, PAUSE_MS, Bursts
from tests.support import fake_station as fake

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_few_changes_are_shown_at_once_and_in_order() -> None:
    shown: list[Change] = []
    bursts = Bursts(shown.append)
    changes: list[Change] = [LinkView("ready", "pbx:8800"), fake.talking("c1"), fake.gone(fake.talking("c1"))]
    for change in changes:
        bursts.apply(change)
    assert shown == changes


def test_of_many_changes_only_the_last_of_each_thing_is_shown(qtbot: QtBot) -> None:
    shown: list[Change] = []
    bursts = Bursts(shown.append)
    first, second = fake.talking("c1"), fake.talking("c2")
    for count in range(FEW + 500):
        bursts.apply(replace(first, call_id=f"{count:04x}"))
    bursts.apply(second)
    bursts.apply(fake.gone(first))
    assert len(shown) == FEW
    qtbot.waitUntil(lambda: len(shown) > FEW)
    assert shown[FEW:] == [fake.gone(first), second]


def test_after_a_pause_changes_are_shown_at_once_again(qtbot: QtBot) -> None:
    shown: list[Change] = []
    bursts = Bursts(shown.append)
    for count in range(FEW + 1):
        bursts.apply(fake.talking(f"c{count}"))
    qtbot.waitUntil(lambda: len(shown) == FEW + 1)
    bursts.apply(fake.talking("soon"))
    assert len(shown) == FEW + 1
    qtbot.waitUntil(lambda: len(shown) == FEW + 2)
    clock = QElapsedTimer()
    clock.start()
    qtbot.waitUntil(lambda: clock.elapsed() > PAUSE_MS)
    bursts.apply(fake.talking("later"))
    assert len(shown) == FEW + 3


def test_events_are_never_held_back() -> None:
    shown: list[Change] = []
    bursts = Bursts(shown.append)
    for number in range(1, 1000):
        bursts.apply(fake.event(number))
    assert len(shown) == 999
