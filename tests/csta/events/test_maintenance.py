"""Whether a device is in service."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.events import maintenance as m
from tests.support.messages import round_trips


@pytest.mark.parametrize("kind", [m.BackInService, m.DeviceCapabilityChanged, m.OutOfService, m.PartiallyInService])
def test_there_and_back(kind: type[Any]) -> None:
    round_trips(kind, "MaintenanceEvent")
