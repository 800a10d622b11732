"""Addresses as people write them."""

from __future__ import annotations

import pytest

from desktop.settings import options
from desktop.settings.address import server_of
from desktop.settings.options import Settings


@pytest.mark.parametrize(
    ("host", "shown"), [("pbx", "pbx:8800"), ("192.168.1.2", "192.168.1.2:8800"), ("::1", "[::1]:8800")]
)
def test_server_of(host: str, shown: str) -> None:
    assert server_of(Settings().replaced(options.CONNECTION_SERVER, host)) == shown
