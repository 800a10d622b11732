"""View models over the fake office, without any widget."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication

from desktop.viewmodels.notices import Actions, NoticeViewModel
from tests.support.fake_german import english
from tests.support.fake_station import FakeClock, FakeRun, FakeStation


@dataclass
class Office:
    """The fakes that view models are built over."""

    station: FakeStation
    clock: FakeClock
    notices: NoticeViewModel
    run: FakeRun
    actions: Actions

    @property
    def asked(self) -> list[tuple[object, ...]]:
        """What the station was asked for."""
        return self.station.asked


@pytest.fixture
def office(qapp: QCoreApplication) -> Office:
    station, clock, notices = FakeStation(), FakeClock(), NoticeViewModel(english)
    run = FakeRun(notices.show)
    return Office(station, clock, notices, run, Actions(run, notices))
