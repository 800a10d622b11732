"""A message's address without its content: who asks what, and for which monitor. For whoever passes messages on.

:func:`peek` reads the first few elements of a ROSE APDU and leaves the rest alone; :func:`readdress` puts in another
invoke id and another cross reference and copies the rest as it is. Both are some forty times faster than decoding, and
what neither knows passes unchanged. What was only peeked at has not been looked through by the
:mod:`guard <desktop.csta.ber>`: only decoding tells whether a message is sound.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop.csta.ber import CONSTRUCTED, length_octets, read_header, whole_header
from desktop.csta.errors import DecodeError, LocalMisuse
from desktop.sentences import Sentence

INVOKE, RESULT, ERROR, REJECT = 0xA1, 0xA2, 0xA3, 0xA4
"""Tags of the four ROSE APDUs."""
_EVENT_REPORT = 21
_LONGEST = 16
"""Octets of a number, at most, as the decoder has it."""
_INTEGER, _IA5_STRING, _SEQUENCE, _CROSS_REF = 0x02, 0x16, 0x30, 0x55
_NULL = b"\x05\x00"


class Peek(NamedTuple):
    """Where a ROSE APDU goes, and where in it what lies.

    :ivar kind: :data:`INVOKE`, :data:`RESULT`, :data:`ERROR` or :data:`REJECT`.
    :ivar invoke_id: None in a Reject of what could not be read.
    :ivar opcode: the operation of an invoke or a result, the code of an error; None where there is none.
    :ivar start: first octet of the argument, result or parameter, an element of its own.
    :ivar end: the octet after it; not greater than ``start`` where there is none.
    :ivar cross_ref: the monitor's cross reference, where the argument or result begins with one.
    :ivar event: of an event report, the tag numbers of the event's category and of the event in it.
    """

    kind: int
    invoke_id: int | None
    opcode: int | None
    start: int
    end: int
    cross_ref: bytes | None
    event: tuple[int, int] | None


_new = tuple.__new__
"""Makes a named tuple in half the time of calling its class."""


def peek(apdu: bytes) -> Peek | None:
    """Read the address of an APDU; None where it is none of ROSE.

    :raises DecodeError: what must be read for it is not there, or damaged.
    """
    kind = apdu[0] if apdu else 0
    if not INVOKE <= kind <= REJECT:
        return None
    try:
        invoke_id, opcode, at, end = head(apdu)
        # the cross reference, with which events and requests about a monitor begin
        if at + 4 < end and apdu[at] == _SEQUENCE and kind <= RESULT:
            first = at + 2
            last = first + apdu[at + 1]
            if last > end or apdu[at + 1] > 0x7F:
                _, first, last = read_header(apdu, at, end)
            if apdu[first] == _CROSS_REF:
                begin = first + 2
                behind = begin + apdu[first + 1]
                if apdu[first + 1] > 0x7F:
                    _, begin, behind = read_header(apdu, first, last)
                if behind <= last:
                    cross_ref = apdu[begin:behind]
                    event = None
                    if opcode == _EVENT_REPORT and behind + 4 <= last and kind == INVOKE:
                        length = apdu[behind + 1]
                        inner = apdu[behind + 2] if length < 0x80 else apdu[read_header(apdu, behind, end)[1]]
                        event = (apdu[behind] & 0x1F, inner & 0x1F)
                    return _new(Peek, (kind, invoke_id, opcode, at, end, cross_ref, event))
    except IndexError:
        raise _damaged(apdu) from None
    return _new(Peek, (kind, invoke_id, opcode, at, end, None, None))


def head(apdu: bytes) -> tuple[int | None, int | None, int, int]:
    """Return invoke id, operation, and where the argument begins and ends, of a ROSE APDU; see :class:`Peek`.

    :raises DecodeError: they are not there, or damaged.
    :raises IndexError: the APDU ends before them.
    """
    kind = apdu[0]
    length = apdu[1]
    at = 2
    end = at + length
    if length == 0x81:
        at = 3
        end = 3 + apdu[2]
    elif length == 0x82:
        at = 4
        end = 4 + (apdu[2] << 8 | apdu[3])
    if end != len(apdu) or (length > 0x7F and at == 2):
        _, at, end = whole_header(apdu)
    invoke_id, following = _number(apdu, at, end)
    if invoke_id is None and (kind != REJECT or apdu[at:following] != _NULL):
        raise _damaged(apdu)
    at = following
    if kind == REJECT:
        return invoke_id, None, at, end
    if kind == RESULT:
        if at >= end:
            return invoke_id, None, end, end
        tag, at, end = read_header(apdu, at, end)
        if tag != _SEQUENCE:
            raise _damaged(apdu)
    elif apdu[at] == 0x80:  # a linked id, which CSTA has no use for
        _, _, at = read_header(apdu, at, end)
    opcode, at = _number(apdu, at, end)
    return invoke_id, opcode, at, end


def _number(apdu: bytes, at: int, end: int) -> tuple[int | None, int]:
    """Read an INTEGER and where it ends; None where another element stands there."""
    size = apdu[at + 1]
    start = at + 2
    behind = start + size
    if size > 0x7F or behind > end:
        _, start, behind = read_header(apdu, at, end)
    if apdu[at] != _INTEGER or not 0 < behind - start <= _LONGEST:
        return None, behind
    if size == 1 and apdu[start] < 0x80:
        return apdu[start], behind
    return int.from_bytes(apdu[start:behind], "big", signed=True), behind


def first_device(apdu: bytes, where: Peek) -> str | None:
    """Return the dialling number of the first device in an argument or result, None where it begins with none.

    Of an event that is the device of the connection that the event is about, of a service the device that shall act.

    :raises DecodeError: it is damaged at that place.
    """
    at, end = where.start, where.end
    try:
        while at < end:
            tag = apdu[at]
            start = at + 2
            last = start + apdu[at + 1]
            if last > end or apdu[at + 1] > 0x7F or tag & 0x1F == 0x1F:
                tag, start, last = read_header(apdu, at, end)
            if tag == _SEQUENCE and start < last and apdu[start] == 0x80:
                return _device(apdu, start, last)
            at, end = (start, last) if tag & CONSTRUCTED else (last, end)
    except IndexError:
        raise _damaged(apdu) from None
    return None


def _device(apdu: bytes, at: int, end: int) -> str | None:
    """Return the number in a DeviceID, or in the device of a connection, whose first member is the call id."""
    _, start, last = read_header(apdu, at, end)
    if last < end and apdu[last] == 0xA1:
        _, inner, inner_end = read_header(apdu, last, end)
        if inner < inner_end and apdu[inner] != _IA5_STRING:  # else the name of a device
            tag, inner, inner_end = read_header(apdu, inner, inner_end)
            if tag != _SEQUENCE or inner == inner_end or apdu[inner] != 0x80:
                return None
            _, start, last = read_header(apdu, inner, inner_end)
    return apdu[start:last].decode("latin-1")


def readdress(apdu: bytes, where: Peek, *, invoke_id: int | None = None, cross_ref: bytes | None = None) -> bytes:
    """Return the APDU with another invoke id, another cross reference, or both; every other octet stays.

    :param where: what :func:`peek` said of it.
    :raises LocalMisuse: it has no invoke id or no cross reference to replace, or the new one cannot be written.
    """
    begin = 2 if apdu[1] < 0x80 else read_header(apdu, 0, len(apdu))[1]
    behind_id = begin + 2 + apdu[begin + 1] if apdu[begin + 1] < 0x80 else read_header(apdu, begin, len(apdu))[2]
    if invoke_id is None:
        identifier = apdu[begin:behind_id]
    elif where.invoke_id is None or not -0x80000000 <= invoke_id <= 0x7FFFFFFF:
        raise LocalMisuse(Sentence("Invoke id {number} cannot be put into this message.", number=invoke_id))
    else:
        size = (invoke_id ^ invoke_id >> 31).bit_length() // 8 + 1  # of -128 one octet
        identifier = _INTEGERS[size] + invoke_id.to_bytes(size, "big", signed=True)
    if cross_ref is None:
        rest = apdu[behind_id:]
    elif where.cross_ref is None or not 0 < len(cross_ref) < 0x80:
        raise LocalMisuse(Sentence("This message has no place for a cross reference of these octets."))
    else:
        rest = _with_cross_ref(apdu, where, behind_id, cross_ref)
    length = len(identifier) + len(rest)
    if length < 0x80:
        return _SHORT[where.kind][length] + identifier + rest
    return _header(where.kind, length) + identifier + rest


def _with_cross_ref(apdu: bytes, where: Peek, behind_id: int, cross_ref: bytes) -> bytes:
    """Return what stands behind the invoke id, with another cross reference in the argument or result."""
    _, first, last = read_header(apdu, where.start, where.end)
    _, _, behind = read_header(apdu, first, last)
    content = bytes((_CROSS_REF, len(cross_ref))) + cross_ref + apdu[behind:last]
    rest = _header(_SEQUENCE, len(content)) + content + apdu[last : where.end]
    before = apdu[behind_id : where.start]
    if where.kind == RESULT:
        _, inside, _ = read_header(apdu, behind_id, where.end)
        operation = apdu[inside : where.start]
        before = _header(_SEQUENCE, len(operation) + len(rest)) + operation
    return before + rest + apdu[where.end :]


def _header(tag: int, length: int) -> bytes:
    return bytes((tag,)) + length_octets(length)


_INTEGERS = [bytes((_INTEGER, size)) for size in range(5)]
_SHORT = {kind: [bytes((kind, length)) for length in range(0x80)] for kind in range(INVOKE, REJECT + 1)}
"""Headers that come with every message, made once."""


def _damaged(apdu: bytes) -> DecodeError:
    return DecodeError(Sentence("The other side sent a message whose address cannot be read."), apdu)
