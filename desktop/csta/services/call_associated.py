"""Services about a call that do not change who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import rest
from desktop.csta.values import ConnectionID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateDigits:
    """Send tones in a connected call (module generate-digits). The characters may be secret: never log them."""

    connection_to_send_digits: ConnectionID
    characters_to_send: str
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
