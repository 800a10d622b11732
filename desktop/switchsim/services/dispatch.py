"""The dispatcher, which goes by the table of services, and the table as text for the package's docstring."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from desktop.csta import operations
from desktop.csta.failures import Failure, OperationError, StateError
from desktop.switchsim import permits
from desktop.switchsim.model import Refuse
from desktop.switchsim.services.needs import Connection, Service
from desktop.switchsim.services.table import REFUSED, SERVICES

if TYPE_CHECKING:  # the switch asks these services
    from desktop.switchsim.switch import Switch


def perform(switch: Switch, link: int, argument: Any) -> Any:
    """Do what a service asks and return the message of its result, or a list in segments.

    :param link: the number of the link that asks.
    :raises Refuse: it cannot be done; nothing has changed.
    """
    name = operations.asked_by(type(argument)).name
    service = REFUSED if name in switch.quirks.missing_services else SERVICES.get(name, REFUSED)
    if not service.always:
        permits.check_reach(switch, argument)
    for need in service.needs:
        need.check(switch, argument)
    if service.for_link is not None:
        return service.for_link(switch, link, argument)
    if service.act is not None:
        return service.act(switch, argument)
    raise Refuse(Failure.operation(OperationError.serviceNotSupported))


_IMPLIED = (OperationError.invalidDeviceID, StateError.invalidConnectionState)
_WIDTHS = (39, 27, 42)


def render() -> list[str]:
    """The table as lines of at most 120 characters: service and code, where it may be asked, errors, source.

    Left out are the errors that every such service has: invalidConnectionID, invalidConnectionState, invalidDeviceID.
    """
    rows = _row("service (code)", "acts at", "refused with", "source")
    for operation in operations.OPERATIONS:
        title, service = f"{operation.name} ({operation.code})", SERVICES.get(operation.name)
        source = "facts 4" if service is not None and service.seen else "ECMA-269"
        if operation is operations.EVENT_REPORT:
            rows += _row(title, "never", "ROSE Reject, unrecognizedOperation", source)
        elif service is None:
            rows += _row(title, "never", "no answer: unconfirmed, a switch tells it", source)
        elif not service.acts:
            rows += _row(title, "never", "serviceNotSupported", source)
        else:
            rows += _row(title, _where(service), _errors(service), source)
    return rows


def _where(service: Service) -> str:
    connections = [str(need) for need in service.needs if isinstance(need, Connection)]
    text = " + ".join(connections) or ("a station" if service.needs else "")
    return " ".join(part for part in (text, service.asked) if part)


def _errors(service: Service) -> str:
    needed = [need.otherwise for need in service.needs if need.otherwise not in _IMPLIED]
    implied = _IMPLIED if any(isinstance(need, Connection) for need in service.needs) else _IMPLIED[:1]
    further = [error for error in service.errors if error not in implied or not service.needs]
    return ", ".join(dict.fromkeys(error.name for error in (*needed, *further)))


def _row(*cells: str) -> list[str]:
    *cells_, source = cells
    columns = [textwrap.wrap(cell, width - 1) or [""] for cell, width in zip(cells_, _WIDTHS, strict=True)]
    columns.append([source])
    lines = []
    for at in range(max(len(column) for column in columns)):
        texts = [column[at] if at < len(column) else "" for column in columns]
        lines.append("".join(text.ljust(width) for text, width in zip(texts, (*_WIDTHS, 0), strict=True)).rstrip())
    return lines
