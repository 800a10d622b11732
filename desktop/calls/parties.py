"""Who is who in an event: is it about us, who is the other, outside or not, and which number is only a trunk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from desktop.calls.records import Party, Presentation
from desktop.calls.table import WHOLE_CALL, Whose
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import CallEvent
from desktop.csta.events.report import classes
from desktop.csta.values import ConnectionListEntry, Endpoint, ReportedDevice

KIND = {kind: name for name, kind in classes("callControlEvents").items()}
"""Call control events' ECMA-285 names."""
_IMPLIED = {
    "serviceInitiated": LocalConnectionState.initiated,
    "offered": LocalConnectionState.alerting,
    "delivered": LocalConnectionState.alerting,
    "held": LocalConnectionState.hold,
    "queued": LocalConnectionState.queued,
    "failed": LocalConnectionState.fail,
    "diverted": LocalConnectionState.null,
    "connectionCleared": LocalConnectionState.null,
}
"""Which local state an event leaves behind if it is about our own connection, where that tells ours from others'."""


@dataclass(slots=True)
class Who:
    """What is known of numbers: our own, trunks, and the plan that tells internal ones.

    :ivar own: numbers that are ours: the monitored device, its group, the controlling device.
    :ivar trunks: devices that are trunks; grows as the switch names them as network interfaces.
    :ivar internal: whether a number is one of the switch's own; None: no plan is known.
    """

    own: frozenset[str]
    trunks: set[str] = field(default_factory=set)
    internal: Callable[[str], bool] | None = None

    def is_own(self, digits: str | None) -> bool:
        """Whether the number is ours."""
        return digits in self.own

    def learn(self, event: CallEvent) -> None:
        """Remember the trunks that an event names as such (NetworkReached, and the lists of joined calls)."""
        named = [digits_of(getattr(event, "network_interface_used", None))]
        named += [entry.associated_nid.digits for entry in entries_of(event) if entry.associated_nid is not None]
        self.trunks.update(digits for digits in named if digits is not None and digits not in self.own)

    def whose(self, event: CallEvent) -> Whose:
        """Whether an event is about our connection.

        Connection and subject device may disagree: a switch may name the monitored device in the connection of an
        event about another one (so do the captured Delivered events), and groups alert under their own number. Then
        the local state decides, which the event leaves behind.
        """
        kind = KIND[type(event)]
        if kind in WHOLE_CALL:
            return "any"
        by_connection, device = event.subject.digits, event.subject_device
        # The releasing device is not the one that is cleared.
        by_device = None if kind == "connectionCleared" else digits_of(device)
        judged = {self.is_own(digits) for digits in (by_connection, by_device) if digits is not None}
        if len(judged) == 1:
            return "mine" if judged.pop() else "theirs"
        return "mine" if self._seems_ours(event, kind, self.is_own(by_connection)) else "theirs"

    def _seems_ours(self, event: CallEvent, kind: str, named: bool) -> bool:
        info, implied = event.local_connection_info, _IMPLIED.get(kind)
        if implied is not None and info is not None:
            return info == implied
        if kind == "established":
            return not self.is_own(digits_of(getattr(event, "calling_device", None)))
        return named

    def caller(self, event: CallEvent) -> Party:
        """The party that calls, as the event tells it."""
        return self._end(event, "calling")

    def callee(self, event: CallEvent) -> Party:
        """The party that was called, as the event tells it."""
        return self._end(event, "called")

    def _end(self, event: CallEvent, end: str) -> Party:
        return self.party(
            getattr(event, f"{end}_device", None),
            digits_of(getattr(event, f"associated_{end}_device", None)),
            getattr(event, f"network_{end}_device", None),
        )

    def party(
        self, reported: ReportedDevice | None, associated: str | None = None, network: ReportedDevice | None = None
    ) -> Party:
        """A party from a device, its associated device and what the outside network says of it.

        Outside or not, by the first that tells: the associated device, a known trunk, the numbering plan (rule 7).
        """
        digits, name = digits_of(reported), reported.device.name if reported and reported.device else None
        trunk = associated if associated is not None and self._is_interface(associated, digits) else None
        external = True if associated is not None else None
        if digits is not None and (digits == trunk or digits in self.trunks):
            trunk, external, name = digits, True, None
            digits = digits_of(network)
            if digits in self.trunks:
                digits = None
        withheld = any(one is not None and one.status == "restricted" for one in (reported, network))
        presentation: Presentation = "shown" if digits else "restricted" if withheld else "unknown"
        if external is None and digits and self.internal is not None:
            external = not self.internal(digits)
        return Party(
            device=None if trunk else digits,
            number=digits or None,
            name=name,
            external=external,
            trunk=trunk,
            presentation=presentation,
        )

    def _is_interface(self, associated: str, digits: str | None) -> bool:
        """An associated device is the trunk, unless a switch puts the outside number there once more."""
        return associated != digits or associated in self.trunks or bool(self.internal and self.internal(associated))

    def subject(self, event: CallEvent) -> Party:
        """The other device that an event is about."""
        candidates = (event.subject.digits, digits_of(event.subject_device))
        digits = next((one for one in candidates if one is not None and not self.is_own(one)), None)
        return self.party(ReportedDevice.known(digits) if digits is not None else None)

    def called_digits(self, event: CallEvent) -> str | None:
        """What was called, a trunk's number left out."""
        digits = digits_of(getattr(event, "called_device", None))
        return None if digits in self.trunks else digits

    def redirected_from(self, event: CallEvent) -> str | None:
        """Who the call was redirected from last, ourselves and trunks left out."""
        digits = digits_of(getattr(event, "last_redirection_device", None))
        return None if digits in self.trunks or self.is_own(digits) else digits


def digits_of(device: ReportedDevice | Endpoint | None) -> str | None:
    """The digits of a device that may not be reported at all; None also for empty ones."""
    return (device.digits or None) if device is not None else None


def entries_of(event: CallEvent) -> tuple[ConnectionListEntry, ...]:
    """The list of a Transferred or Conferenced event; empty for others."""
    return getattr(event, "transferred_connections", ()) or getattr(event, "conference_connections", ())


def merge(old: Party, new: Party) -> Party:
    """What is known of a party after more was told of it; its state is that of ``new`` where it has one.

    A number that was withheld stays so, whatever a connection's device lets slip.
    """
    if old.presentation == "restricted":
        return replace(
            old,
            state=new.state or old.state,
            external=old.external if new.external is None else new.external,
            trunk=new.trunk or old.trunk,
        )
    told = old if new.presentation == "unknown" else new
    number, presentation = told.number, told.presentation
    return Party(
        # What was taken for a device is only a number if its connection is the trunk's.
        device=new.device if new.trunk else new.device or old.device,
        number=number,
        name=new.name or (old.name if number == old.number else None),
        state=new.state or old.state,
        external=new.external if new.external is not None else old.external,
        trunk=new.trunk or old.trunk,
        presentation=presentation,
    )


def place(peers: tuple[Party, ...], *digits: str | None) -> int | None:
    """Where a party is: the first of ``digits`` that names one by device, trunk or number."""
    for one in digits:
        if one is None:
            continue
        for attribute in ("device", "trunk", "number"):
            for index, peer in enumerate(peers):
                if getattr(peer, attribute) == one:
                    return index
    return None


def place_of(peers: tuple[Party, ...], party: Party) -> int | None:
    """Where ``party`` is among ``peers``; a single one that has no device yet is it."""
    found = place(peers, party.device, party.trunk)
    if (
        found is None
        and len(peers) == 1
        and (party.device is None or (peers[0].device is None and peers[0].trunk is None))
    ):
        return 0
    return found


def nameless(peers: Sequence[Party], taken: AbstractSet[int]) -> int | None:
    """A party whose device was never told, e.g. a caller who withholds their number; those at ``taken`` left out."""
    return next(
        (at for at, peer in enumerate(peers) if at not in taken and peer.device is None and peer.trunk is None), None
    )


def put(peers: tuple[Party, ...], index: int, party: Party) -> tuple[Party, ...]:
    """``peers`` with one of them changed."""
    return (*peers[:index], party, *peers[index + 1 :])


def without(peers: tuple[Party, ...], index: int) -> tuple[Party, ...]:
    """``peers`` without one of them; the last one stays, as gone, so that it is known who it was."""
    if len(peers) == 1:
        return (replace(peers[0], state="gone"),)
    return (*peers[:index], *peers[index + 1 :])
