"""Example files for administrators, made from the table of options: every option, commented out, with its default."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from desktop.settings.options import OPTIONS, Option

_POLICY = """\
# What holds on this computer and cannot be changed by its users: copy this file to /etc/deskline/policy.toml and take
# the sign # away before what shall hold (and before the [table] above it). Read when Deskline starts.
"""
_PRESET = """\
# What holds on this computer until a user chooses something else: copy this file to /etc/deskline/preset.toml and take
# the sign # away before what shall hold (and before the [table] above it). Read when Deskline starts.
"""


def policy() -> str:
    """Return the example of policy.toml."""
    return _POLICY + _tables(OPTIONS)


def preset() -> str:
    """Return the example of preset.toml."""
    return _PRESET + _tables(OPTIONS)


def _tables(options: Iterable[Option[Any]]) -> str:
    lines: list[str] = []
    for table, members in groupby(options, key=lambda option: option.policy_key.rpartition(".")[0]):
        lines += ["", f"#[{table}]"]
        for option in members:
            lines += [
                f"# {option.sentence}: {option.right}",
                f"#{option.policy_key.rpartition('.')[2]} = {_toml(option.default)}",
            ]
    return "\n".join(lines) + "\n"


def _toml(value: str | float) -> str:
    return json.dumps(value, ensure_ascii=False)  # of these types TOML writes as JSON does
