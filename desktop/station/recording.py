"""The events that are kept as a trace that can be given away: the simulator plays it, ``deskline decode`` explains it.

The events are the octets that came, but for what is secret: it is overwritten with ``*``, octet by octet, wherever
:mod:`desktop.csta.explain` would not show it. The log-in is not in it at all. Whose an event is, its octets do not say,
only the monitor that was started for it; that exchange is not among the events and is written anew, marked as such.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop.csta import apdus, operations, trace
from desktop.csta.apdus import Invoke, ReturnResult
from desktop.csta.ber import CONSTRUCTED, read_header
from desktop.csta.dialects import HIPATH
from desktop.csta.errors import CstaError, DecodeError
from desktop.csta.explain import Item, explain
from desktop.csta.relay import INVOKE, Peek, peek
from desktop.csta.schema import shipped
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStartResult
from desktop.csta.shown import MASK
from desktop.csta.trace import Entry
from desktop.csta.values import DeviceID
from desktop.sentences import Sentence
from desktop.settings.files import write_atomically
from desktop.station.refusal import Refusal
from desktop.station.views import EventView

_HIDDEN = b"*"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def save(events: Sequence[EventView], file: Path) -> None:
    """Write events, oldest first, into ``file``, which is then whole or as it was.

    :raises Refusal: it cannot be written.
    """
    text = trace.write(entries(events))
    try:
        write_atomically(file, text)
    except OSError as error:
        raise Refusal("state", "notSaved", _unsaved(error, file)) from error


def _unsaved(error: OSError, file: Path) -> Sentence:
    if error.errno in _FULL:
        return Sentence("The events cannot be saved in {file}: there is no room left.", file=file)
    if error.errno in _FORBIDDEN:
        return Sentence("The events cannot be saved in {file}: you may not write there.", file=file)
    return Sentence("The events cannot be saved in {file}: {reason}", file=file, reason=error.strerror or error)


def entries(events: Iterable[EventView]) -> Iterator[Entry]:
    """Give the messages of a trace: each event, before it the start of its monitor where that is another one.

    Times are seconds since 1970; they never go back, as the computer's clock may.
    """
    devices: dict[bytes, str] = {}
    time, started = 0.0, 0
    for event in events:
        time = max(time, event.time.timestamp())
        cross_ref = _reported_under(event.octets)
        if cross_ref is not None and devices.get(cross_ref) != event.device:
            devices[cross_ref] = event.device
            yield from _monitor(event.device, cross_ref, time, started)
            started = (started + 1) & 0x7FFF
        yield Entry("pbx->client", without_secrets(event.octets), time)


def _reported_under(octets: bytes) -> bytes | None:
    """The cross reference of an event report; None of what is damaged, or none."""
    try:
        where: Peek | None = peek(octets)
    except DecodeError:
        return None
    return where.cross_ref if where is not None and where.kind == INVOKE and where.event is not None else None


def _monitor(device: str, cross_ref: bytes, time: float, invoke_id: int) -> Iterator[Entry]:
    """Ask for a monitor and grant it; nothing where the device's number has no place in a message."""
    operation, schema = operations.asked_by(MonitorStart), shipped()
    try:
        asked = operations.encode_argument(schema, MonitorStart(monitor_object=MonitorObject(DeviceID(device))))
        told = operations.encode_result(schema, operation, MonitorStartResult(cross_ref_identifier=cross_ref))
        request = apdus.encode(schema, Invoke(invoke_id, operation.code, asked), HIPATH)
        answer = apdus.encode(schema, ReturnResult(invoke_id, operation.code, told), HIPATH)
    except CstaError:
        return
    yield Entry("client->pbx", request, time, recorded=False)
    yield Entry("pbx->client", answer, time, recorded=False)


def without_secrets(octets: bytes) -> bytes:
    """Return a message with ``*`` in place of each octet that is not shown to people; its length stays."""
    tree = explain(octets)
    cleaned = bytearray(octets)
    _clean(cleaned, tree, damaged=_has_fault(tree))
    return bytes(cleaned)


def _has_fault(item: Item) -> bool:
    return item.fault is not None or any(map(_has_fault, item.children))


def _clean(octets: bytearray, item: Item, *, damaged: bool) -> None:
    for child in item.children:
        _clean(octets, child, damaged=damaged)
    if MASK not in item.hex:
        return
    begin, end = item.offset, item.offset + item.length
    if item.children:  # a header that may be made of a secret's octets
        _fill(octets, begin + 1, min(child.offset for child in item.children))
    elif damaged:  # what looks like a header may be a part of the secret
        _fill(octets, begin, end)
    elif item.text.endswith(f",{MASK}"):  # of a number only what follows the comma
        _, start, _ = read_header(bytes(octets), begin, end)
        _fill(octets, octets.index(b",", start) + 1, end)
    else:
        _fill_values(octets, begin, end)


def _fill_values(octets: bytearray, begin: int, end: int) -> None:
    """Overwrite what elements hold, and leave them elements: an event with an unknown one can still be read."""
    while begin < end:
        try:
            _, start, last = read_header(bytes(octets), begin, end)
        except DecodeError:
            _fill(octets, begin, end)
            return
        if octets[begin] & CONSTRUCTED:
            _fill_values(octets, start, last)
        else:
            _fill(octets, start, last)
        begin = last


def _fill(octets: bytearray, begin: int, end: int) -> None:
    octets[begin:end] = _HIDDEN * (end - begin)
