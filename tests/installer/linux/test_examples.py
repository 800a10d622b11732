"""The administrators' examples name every option, hold nothing as they are, and are right when uncommented."""

from __future__ import annotations

import re
import tomllib

import pytest

from desktop.settings.options import OPTIONS
from installer.linux import examples


@pytest.mark.parametrize("text", [examples.policy(), examples.preset()])
def test_every_option_is_there_with_its_default(text: str) -> None:
    assert tomllib.loads(text) == {}
    uncommented = tomllib.loads(re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE))
    for option in OPTIONS:
        table, _, key = option.policy_key.rpartition(".")
        value = uncommented
        for part in table.split("."):
            value = value[part]
        assert value[key] == option.default
        assert option.checked(value[key]) == option.default


def test_they_say_where_to_put_them() -> None:
    assert "/etc/deskline/policy.toml" in examples.policy()
    assert "/etc/deskline/preset.toml" in examples.preset()
