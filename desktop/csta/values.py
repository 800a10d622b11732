"""What messages are made of: devices, connections, media, filters, private data."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.csta.binding import given, only, optional, read, rest, write
from desktop.csta.call_enumerations import BitRate, FlowDirection, InformationElementType
from desktop.csta.enumerations import LocalConnectionState, SimpleCallState
from desktop.csta.errors import LocalMisuse
from desktop.sentences import Sentence

_NO_NUMBER = ("dialingNumber", "")
_DEVICE = frozenset({"deviceIdentifier", "privateNumber", "privateName", "mediaCallCharacteristics"})
_BOTH = frozenset({"callID", "deviceID"})
_EXTENSIONS = frozenset({"security", "privateData"})
_LONGEST_KEPT = 64
"""Characters of a number, at most, that is kept for the next message; only telephone numbers come again."""
_NAMED_NUMBER = re.compile(r"N?<(\d+)>(.*)|N(\d+)")


@dataclass(frozen=True, slots=True, init=False, repr=False)
class BitSet:
    """A BIT STRING: the bits that are set and the length in bits. Missing bits are zero.

    A bit that the length does not have is a LocalMisuse.

    It keeps octets, since a set of their bits takes some five hundred times as much.
    """

    octets: bytes
    length: int

    def __init__(self, bits: Iterable[int], length: int) -> None:
        octets = bytearray((length + 7) // 8)
        for bit in bits:
            if not isinstance(bit, int) or not 0 <= bit < length:
                raise LocalMisuse(Sentence("A bit string of {length} bits has no bit {bit}.", length=length, bit=bit))
            octets[bit // 8] |= 0x80 >> bit % 8
        object.__setattr__(self, "octets", bytes(octets))
        object.__setattr__(self, "length", length)

    def __contains__(self, bit: int) -> bool:
        return 0 <= bit < self.length and bool(self.octets[bit // 8] & 0x80 >> bit % 8)

    def __repr__(self) -> str:
        return f"BitSet({sorted(self.bits)}, {self.length})"

    @property
    def bits(self) -> frozenset[int]:
        """The bits that are set."""
        return frozenset(bit for bit in range(self.length) if self.octets[bit // 8] & 0x80 >> bit % 8)

    @classmethod
    def from_asn1(cls, value: tuple[bytes, int]) -> BitSet:
        """Make it from the schema's value."""
        octets, length = value
        unused = -length % 8
        if unused and octets[-1] & (1 << unused) - 1:  # which mean nothing
            octets = octets[:-1] + bytes((octets[-1] >> unused << unused,))
        found = cls.__new__(cls)
        object.__setattr__(found, "octets", octets)
        object.__setattr__(found, "length", length)
        return found

    def to_asn1(self) -> tuple[bytes, int]:
        """Return the schema's value."""
        return self.octets, self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionInformation:
    """How a connection's media go (module media-services). No number of channels: one.

    :ivar flow_direction: which way the media go.
    :ivar number_of_channels: channels bound together.
    :ivar media_session_information: a description of the session, as text.
    """

    flow_direction: FlowDirection | None = None
    number_of_channels: int | None = None
    media_session_information: str | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaCallCharacteristics:
    """What kind of media a call has (module media-services). No bit rate: constant.

    :ivar media_class: voice, image, chat ...; the names of the bits are those of MediaClass in
        resources/asn1/numbers.asn.
    :ivar connection_rate: 0: not known. Its unit, like that of the delay tolerance, is not in the module.
    :ivar bit_rate: whether the bit rate changes.
    :ivar delay_tolerance: how much delay the media bear.
    :ivar switching_sub_domain_ccie_type: the network that the information elements belong to.
    :ivar switching_sub_domain_information_elements: whole elements of the network that the type names.
    """

    media_class: BitSet | None = None
    connection_rate: int | None = None
    bit_rate: BitRate | None = None
    delay_tolerance: int | None = None
    switching_sub_domain_ccie_type: InformationElementType | None = optional("switchingSubDomainCCIEType")
    switching_sub_domain_information_elements: bytes | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True)
class DeviceID:
    """A device: a station, a trunk, a group or a number outside (module device-identifier).

    :ivar number: digits; an integer for "deviceNumber"; octets for "other" and for an unknown alternative ("value-N").
    :ivar form: the alternative of deviceIdentifier; HiPath uses "dialingNumber" throughout.
    :ivar type_of_number: for "explicitPublic" and "explicitPrivate": "international", "national" ...
    :ivar private_number: the device's number inside, where the form is another.
    :ivar private_name: the name that belongs to it.
    :ivar media_call_characteristics: the media that the device is named for.
    """

    number: str | int | bytes
    form: str = "dialingNumber"
    type_of_number: str | None = None
    private_number: str | None = None
    private_name: str | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    other: dict[str, Any] = rest()

    @property
    def digits(self) -> str | None:
        """The number as text, None for forms that carry none; ``N<7049>name`` gives 7049."""
        if self.form == "deviceNumber":
            return str(self.number)
        if not isinstance(self.number, str):
            return None
        named = _NAMED_NUMBER.fullmatch(self.number)
        return (named[1] or named[3]) if named else self.number

    @property
    def name(self) -> str | None:
        """The name that the switch gave along, if any."""
        if self.private_name:
            return self.private_name
        named = _NAMED_NUMBER.fullmatch(self.number) if isinstance(self.number, str) else None
        return (named[2] or None) if named else None

    @classmethod
    def from_asn1(cls, value: dict[str, Any]) -> DeviceID:
        """Make it from the schema's value."""
        form, number = value.get("deviceIdentifier", _NO_NUMBER)
        kind = None
        if isinstance(number, tuple):
            kind, number = number
        if len(value) < 2 and ("deviceIdentifier" in value or not value):
            if form == "dialingNumber":
                return _device(number)
            return cls(number, form, kind)
        media = value.get("mediaCallCharacteristics")
        return cls(
            number,
            form,
            kind,
            value.get("privateNumber"),
            value.get("privateName"),
            None if media is None else read(MediaCallCharacteristics, media),
            {name: member for name, member in value.items() if name not in _DEVICE},
        )

    def to_asn1(self) -> dict[str, Any]:
        """Return the schema's value."""
        number = self.number if self.type_of_number is None else (self.type_of_number, self.number)
        members: dict[str, Any] = {"deviceIdentifier": (self.form, number)}
        if self.private_number is not None:
            members["privateNumber"] = self.private_number
        if self.private_name is not None:
            members["privateName"] = self.private_name
        if self.media_call_characteristics is not None:
            members["mediaCallCharacteristics"] = write(self.media_call_characteristics)
        return members | self.other if self.other else members


def _device(digits: str) -> DeviceID:
    return _dialled(digits) if len(digits) <= _LONGEST_KEPT else DeviceID(digits)


@functools.lru_cache(2048)
def _dialled(digits: str) -> DeviceID:
    """The same few devices come again and again; making one anew takes ten times as long."""
    return DeviceID(digits)


@dataclass(frozen=True, slots=True)
class ReportedDevice:
    """A device as events report it: known, or why it is not (module device-identifier).

    :ivar status: "known", "notKnown", "restricted"; for the last redirection also "notRequired", "notSpecified";
        "value-N" for an alternative that the schema does not know.
    :ivar octets: those of such an alternative.
    """

    device: DeviceID | None
    status: str = "known"
    octets: bytes | None = None

    @classmethod
    def known(cls, digits: str) -> ReportedDevice:
        """A device with a dialling number."""
        return cls(_device(digits))

    @property
    def digits(self) -> str | None:
        """The number, None where the device is not known."""
        return None if self.device is None else self.device.digits

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> ReportedDevice:
        """Make it from the schema's value."""
        status, device = value
        if isinstance(device, dict):
            return cls(DeviceID.from_asn1(device))
        return cls(None, status, device)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        return _reported(self, "deviceIdentifier")


@dataclass(frozen=True, slots=True)
class RedirectionDevice(ReportedDevice):
    """The device that a call was redirected from last; its known form has a name of its own on the wire."""

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        return _reported(self, "numberdialed")


def _reported(reported: ReportedDevice | Endpoint, known: str) -> tuple[str, Any]:
    """Return the schema's value: the device as alternative ``known``, or why there is none."""
    device, status = reported.device, reported.status
    if (device is None) is (status == "known"):  # neither, or both
        only(reported, {} if device is None else {known: device, status: reported.octets})
    if device is None:
        return status, reported.octets
    return known, device.to_asn1() if isinstance(device, DeviceID) else device


NOT_KNOWN = ReportedDevice(None, "notKnown")
RESTRICTED = ReportedDevice(None, "restricted")
NO_REDIRECTION = RedirectionDevice(None, "notKnown")
"""What HiPath writes where a call was not redirected (``64 02 87 00``)."""


@dataclass(frozen=True, slots=True)
class ConnectionID:
    """One device in one call (module call-connection-identifiers).

    :ivar call_id: opaque, 1 to 4 octets seen; None in a snapshot of an idle device.
    :ivar device: None where only the call is named, or where ``dynamic`` stands for it, or ``other["deviceID"]``, an
        alternative that the schema does not know.
    """

    call_id: bytes | None
    device: DeviceID | None
    dynamic: bytes | None = None
    other: dict[str, Any] = rest()

    @classmethod
    def of(cls, call_id: bytes, digits: str) -> ConnectionID:
        """The connection of the device with dialling number ``digits`` in call ``call_id``."""
        return cls(call_id, _device(digits))

    @property
    def digits(self) -> str | None:
        """The device's number, None where it has none."""
        return None if self.device is None else self.device.digits

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> ConnectionID:
        """Make it from the schema's value."""
        form, content = value
        if form == "callID":
            return cls(content, None)
        if form == "deviceID":
            return cls(None, *_local_device(content))
        if form != "both":
            return cls(None, None, None, {form: content})
        device, dynamic, other = _local_device(content.get("deviceID"))
        if len(content) > len(_BOTH & content.keys()):
            other = other | {name: value for name, value in content.items() if name not in _BOTH}
        return cls(content.get("callID"), device, dynamic, other)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        if type(self.device) is DeviceID and self.call_id is not None and self.dynamic is None and not self.other:
            return "both", {"callID": self.call_id, "deviceID": ("staticID", self.device.to_asn1())}
        members = dict(self.other)
        device = given(staticID=self.device, dynamicID=self.dynamic, strange=members.get("deviceID"))
        if device:
            form, content = only(self, device)
            if form != "strange":
                members["deviceID"] = form, content.to_asn1() if form == "staticID" else content
        if self.call_id is None:
            return only(self, members)
        return ("both", {"callID": self.call_id} | members) if members else ("callID", self.call_id)


def _local_device(value: tuple[str, Any] | None) -> tuple[DeviceID | None, bytes | None, dict[str, Any]]:
    match value:
        case None:
            return None, None, {}
        case "staticID", content:
            return DeviceID.from_asn1(content), None, {}
        case "dynamicID", content:
            return None, content, {}
        case strange:
            return None, None, {"deviceID": strange}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A party or a network interface in a connection list: a device, or why it is not known.

    :ivar device: the device; None where it is not known.
    :ivar status: "known", or why not: the name of the alternative, "value-N" for one that the schema does not know.
    :ivar octets: those of such an alternative.
    """

    device: DeviceID | None
    status: str = "known"
    octets: bytes | None = None

    @property
    def digits(self) -> str | None:
        """The number, None where it is not known."""
        return None if self.device is None else self.device.digits

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> Endpoint:
        """Make it from the schema's value."""
        status, device = value
        return cls(DeviceID.from_asn1(device)) if isinstance(device, dict) else cls(None, status, device)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        return _reported(self, "deviceID")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionListEntry:
    """What became of one party when calls were joined (module connection-states).

    No old connection: a new party. No new connection: the party left.

    :ivar new_connection: the party's connection afterwards.
    :ivar old_connection: its connection before.
    :ivar endpoint: the party.
    :ivar associated_nid: the trunk that stands for a party outside.
    :ivar resulting_connection_info: the media of the new connection.
    """

    new_connection: ConnectionID | None = None
    old_connection: ConnectionID | None = None
    endpoint: Endpoint | None = None
    associated_nid: Endpoint | None = optional("associatedNID")
    resulting_connection_info: ConnectionInformation | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorFilter:
    """Events that a monitor leaves out: a set bit suppresses, an absent member or bit asks for the event.

    The bit numbers are those of the modules status-reporting and acse-user-information; they are not the events' tags.

    :ivar call_control: events of calls and connections; each member has the bits of its kind of events.
    :ivar call_associated: charges, data and digits.
    :ivar media_attachment: media servers.
    :ivar physical_device_feature: the parts of a telephone.
    :ivar logical_device_feature: a device's features and agents.
    :ivar maintenance: whether devices are in service.
    :ivar voice_unit: playing and recording.
    :ivar private: the manufacturer's own.
    """

    call_control: BitSet | None = None
    call_associated: BitSet | None = None
    media_attachment: BitSet | None = None
    physical_device_feature: BitSet | None = None
    logical_device_feature: BitSet | None = None
    maintenance: BitSet | None = None
    voice_unit: BitSet | None = None
    private: BitSet | None = None
    other: dict[str, Any] = rest()

    @classmethod
    def everything(cls, lengths: tuple[tuple[str, int], ...]) -> MonitorFilter:
        """A filter that suppresses nothing, with each member of ``lengths`` (name, bits) sent as zeros."""
        return read(cls, {name: (bytes((length + 7) // 8), length) for name, length in lengths})


@dataclass(frozen=True, slots=True, kw_only=True)
class CallState:
    """The states of a call's connections as a snapshot of a device tells them (module status-reporting).

    :ivar states: compound form, the device's own state first; empty where the switch does not know.
    :ivar simple: the simple form, where the switch sent that one.
    """

    states: tuple[LocalConnectionState, ...]
    simple: SimpleCallState | None = None
    other: dict[str, Any] = rest()

    @property
    def local(self) -> LocalConnectionState | None:
        """The state of the device itself; None: not known."""
        if self.simple is not None:
            return LocalConnectionState(self.simple & 0x0F)
        return self.states[0] if self.states else None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> CallState:
        """Make it from the schema's value."""
        form, content = value
        if form == "compoundCallState":
            return cls(states=tuple(LocalConnectionState(state) for state in content))
        if form == "simpleCallState":
            return cls(
                states=(LocalConnectionState(content & 0x0F), LocalConnectionState(content >> 4)),
                simple=SimpleCallState(content),
            )
        return cls(states=(), other={} if form == "unknown" else {form: content})

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        if self.simple is not None:
            return "simpleCallState", int(self.simple)
        if self.states:
            return "compoundCallState", [int(state) for state in self.states]
        return only(self, self.other or {"unknown": None})


@dataclass(frozen=True, slots=True)
class Extensions:
    """Security data and private data that any message may carry (module extension-types).

    :ivar timestamp: the switch's own clock, local time without a zone; None where it did not say.
    :ivar private_data: whole elements, not interpreted.
    :ivar message_sequence_number: counts the sender's messages.
    :ivar security_info: a whole element, not interpreted.
    """

    timestamp: datetime | None = None
    private_data: tuple[bytes, ...] | None = None
    message_sequence_number: int | None = None
    security_info: bytes | None = None
    other: dict[str, Any] = rest()

    @classmethod
    def from_asn1(cls, value: dict[str, Any]) -> Extensions:
        """Make it from the schema's value."""
        security, private = value.get("security"), value.get("privateData")
        elements = None if private is None else tuple(private)
        known = (security is not None) + (private is not None)
        other = {} if known == len(value) else {name: value[name] for name in value if name not in _EXTENSIONS}
        if security is None:
            return cls(None, elements, None, None, other)
        members = dict(security)
        sequence, info = members.pop("messageSequenceNumber", None), members.pop("securityInfo", None)
        timestamp = members.pop("timestamp") if isinstance(members.get("timestamp"), datetime) else None
        if members or not security:
            other["security"] = members
        return cls(timestamp, elements, sequence, info, other)

    def to_asn1(self) -> dict[str, Any]:
        """Return the schema's value."""
        security: dict[str, Any] = {}
        if self.message_sequence_number is not None:
            security["messageSequenceNumber"] = self.message_sequence_number
        if self.timestamp is not None:
            security["timestamp"] = self.timestamp
        if self.security_info is not None:
            security["securityInfo"] = self.security_info
        members = dict(self.other)
        if security:
            members["security"] = security | members.get("security", {})
        if self.private_data is not None:
            members["privateData"] = list(self.private_data)
        return members
