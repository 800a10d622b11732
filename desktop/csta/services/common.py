"""The result that most services have: acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.values import Extensions


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The result of a service that has nothing to say but, perhaps, private data (modules of nearly all services)."""

    extensions: Extensions | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> Acknowledged:
        """Make it from the schema's value."""
        form, content = value
        return cls(Extensions.from_asn1(content) if form == "extensions" else None)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        return ("noData", None) if self.extensions is None else ("extensions", self.extensions.to_asn1())
