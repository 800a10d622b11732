"""Which fields of a message its docstrings do not mention."""

from __future__ import annotations

import dataclasses
import re
from types import ModuleType
from typing import Any

from desktop.csta.services.capability_lists import CapabilityList


def common_members(package: ModuleType) -> set[str]:
    """Return the names that a package's docstring lists under "Members that many ... have"."""
    text = (package.__doc__ or "").partition("Members that many ")[2]
    return {name for line in re.findall(r"^- (.*?``):", text, re.MULTILINE) for name in re.findall(r"``(\w+)``", line)}


def unmentioned(kind: type[Any], package: ModuleType) -> set[str]:
    """Return the fields that neither the docstring of a class or of its bases names, nor the package's common list.

    The fields of a capability list are the services or events themselves: its base class says so.
    """
    if issubclass(kind, CapabilityList) or not dataclasses.is_dataclass(kind):
        return set()
    texts = " ".join(base.__dict__.get("__doc__") or "" for base in kind.__mro__ if base is not object)
    words = set(re.findall(r"\w+", texts))
    return {field.name for field in dataclasses.fields(kind)} - words - common_members(package)
