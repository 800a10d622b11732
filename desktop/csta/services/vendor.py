"""Services by which a manufacturer adds what the standard does not have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.feature_values import SecurityData


@dataclass(frozen=True, slots=True, kw_only=True)
class Escape:
    """Ask something that only this manufacturer knows (module escape-service); either side may.

    :ivar escape_register_id: for a registration that the other side gave out before.
    :ivar security: how the receiver may see that the message is genuine.
    :ivar private_data: one whole element, not interpreted; HiPath switches put an object identifier and an OCTET STRING
        into a ``[PRIVATE 1]``.
    """

    escape_register_id: bytes | None = optional("escapeRegisterID")
    security: SecurityData | None = None
    private_data: bytes
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True)
class PrivateDataVersionSelection:
    """Choose the version of the private data from here on (module private-data-version-selection).

    :ivar version: one of those that the switch named at the log-in.
    """

    version: int

    @classmethod
    def from_asn1(cls, value: int) -> PrivateDataVersionSelection:
        """Make it from the schema's value."""
        return cls(value)

    def to_asn1(self) -> int:
        """Return the schema's value."""
        return self.version
