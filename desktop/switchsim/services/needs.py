"""What a row of the table of services consists of, and what of a request can be checked before it is carried out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.csta.failures import OperationError, PrivateDataError, StateError, SystemResourceError
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import State
from desktop.switchsim.services.common import own, phone_of

if TYPE_CHECKING:  # the switch asks these services
    from desktop.switchsim.switch import Switch

Error = OperationError | StateError | SystemResourceError | PrivateDataError


ANY = tuple(state for state in State if state is not State.null)
"""Every state that a connection can be in."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A station's connection that must be there, in one of some states.

    :ivar member: the argument's member that names it.
    """

    member: str
    states: tuple[State, ...]
    otherwise: OperationError | StateError = StateError.invalidConnectionState

    def check(self, exchange: Exchange, argument: Any) -> None:
        """:raises Refuse: it is not there (invalidConnectionID), is no station's, or in another state."""
        if own(exchange, getattr(argument, self.member)).state not in self.states:
            raise refuse(self.otherwise)

    def __str__(self) -> str:
        return " or ".join(state.name for state in self.states) if self.states != ANY else "any connection"


@dataclass(frozen=True, slots=True)
class Station:
    """A station that must be there; ``member`` is the argument's member that names it."""

    member: str = "device"
    otherwise: OperationError = OperationError.invalidDeviceID

    def check(self, exchange: Exchange, argument: Any) -> None:
        """:raises Refuse: it is not there."""
        phone_of(exchange, getattr(argument, self.member), self.otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One row.

    :ivar act: does it at the exchange; None: it is refused with serviceNotSupported.
    :ivar for_link: does it for one link, in place of ``act``.
    :ivar needs: checked first, in this order.
    :ivar asked: what else must be so, in words.
    :ivar errors: further refusals.
    :ivar details: names of bits by which the capabilities describe it, besides those of its states.
    :ivar always: is carried out also while the switch is initializing or disabled.
    :ivar seen: on a HiPath, by the facts; everything else is ECMA-269, from general knowledge.
    """

    act: Callable[[Exchange, Any], Any] | None = None
    for_link: Callable[[Switch, int, Any], Any] | None = None
    needs: tuple[Connection | Station, ...] = ()
    asked: str = ""
    errors: tuple[Error, ...] = ()
    details: tuple[str, ...] = ()
    always: bool = False
    seen: bool = False

    @property
    def acts(self) -> bool:
        """Whether anything but a refusal comes of it."""
        return self.act is not None or self.for_link is not None

    @property
    def states(self) -> tuple[State, ...]:
        """The states of the only connection that it needs, for services of one call."""
        needed = [need for need in self.needs if isinstance(need, Connection)]
        return needed[0].states if len(needed) == 1 else ()
