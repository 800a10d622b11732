"""What a station is made of, by the settings."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from desktop.csta.dialects import BY_NAME
from desktop.settings import options
from desktop.settings.options import Settings
from desktop.station.build import build_station
from tests.support.world import names


async def no_password() -> None:
    return None


@pytest.mark.parametrize("name", BY_NAME)
async def test_its_link_speaks_the_dialect_that_was_chosen(name: str) -> None:
    settings = Settings().replaced(options.CONNECTION_DIALECT, name).replaced(options.CONNECTION_SERVER, "pbx")
    station = build_station(
        settings, names(), no_password, now=lambda: datetime(2026, 11, 23, tzinfo=UTC), rng=random.Random(1)
    )
    assert station.session.config.dialect is BY_NAME[name]


async def test_it_knows_where_rejected_calls_go() -> None:
    settings = Settings().replaced(options.CONNECTION_SERVER, "pbx").replaced(options.CALLS_REJECT_TO, "102")
    station = build_station(
        settings, names(), no_password, now=lambda: datetime(2026, 11, 23, tzinfo=UTC), rng=random.Random(1)
    )
    assert station.config.reject_to == "102"
