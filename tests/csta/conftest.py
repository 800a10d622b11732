"""What the tests of the protocol share."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import settings

from desktop.csta.schema import Schema, shipped

DATA = Path(__file__).parents[1] / "data"

settings.register_profile("csta", deadline=None, print_blob=True)  # the machine may be busy; a failure can be repeated
settings.load_profile("csta")


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The schema that is shipped."""
    return shipped()


@pytest.fixture(scope="session")
def pdus() -> dict[str, bytes]:
    """APDUs of tests/data/pdus.jsonl by name."""
    rows = map(json.loads, (DATA / "pdus.jsonl").read_text("utf-8").splitlines())
    return {row["name"]: bytes.fromhex(row["hex"]) for row in rows}
