"""Message classes by name, imported when first asked for.

There are some 250 of them and a link needs few; making them all would cost a client a tenth of a second at its start.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Hashable
from typing import Any, cast

_ROOM = "desktop.csta."


@functools.cache
def message_class(path: str) -> type[Any]:
    """Return the class that ``path`` names within this package, as ``services.call_control.MakeCall``."""
    module, _, name = path.rpartition(".")
    found: type[Any] = getattr(importlib.import_module(_ROOM + module), name)
    return found


def path_of(kind: type[Any]) -> str:
    """Return the path of a message class, the reverse of :func:`message_class`."""
    return _path(cast(Hashable, kind))


@functools.cache
def _path(kind: Hashable) -> str:
    assert isinstance(kind, type), "only classes have paths"
    return f"{kind.__module__.removeprefix(_ROOM)}.{kind.__name__}"
