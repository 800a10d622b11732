"""What events have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from desktop.csta.binding import rest
from desktop.csta.call_values import CallLinkageData, DeviceHistory, LocationInfo, MessageInfo, ServicesPermitted
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.values import (
    BitSet,
    ConnectionID,
    Extensions,
    MediaCallCharacteristics,
    RedirectionDevice,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every event may carry."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent(Event):
    """A call control event: what all of them may tell about the call.

    :ivar local_connection_info: the state of the monitored device's connection after the event; absent with call
        monitors, and from CallCleared, which has no such member.
    :ivar correlator_data: octets that an application has tied to the call.
    :ivar call_characteristics: the names of the bits are those of CallCharacteristics in resources/asn1/numbers.asn.
    :ivar language_preferences: languages that the caller would like, one after the other in one text.
    :ivar location_info: where devices of the call are.
    """

    SUBJECT: ClassVar[str]
    DEVICE: ClassVar[str] = ""

    local_connection_info: LocalConnectionState | None = None
    cause: EventCause | None = None
    correlator_data: bytes | None = None
    call_characteristics: BitSet | None = None
    language_preferences: str | None = None
    location_info: tuple[LocationInfo, ...] | None = None

    @property
    def subject(self) -> ConnectionID:
        """The connection that the event is about."""
        return cast(ConnectionID, getattr(self, self.SUBJECT))

    @property
    def subject_device(self) -> ReportedDevice | None:
        """The device that did it or that it happened to, where the event names one."""
        return cast("ReportedDevice | None", getattr(self, self.DEVICE)) if self.DEVICE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesEvent(CallEvent):
    """A call control event that tells who calls whom: a call on its way to a device, or with one.

    :ivar associated_calling_device: the trunk or other device inside that stands for a caller outside.
    :ivar associated_called_device: the same for a called party outside.
    :ivar network_calling_device: the caller as the outside network names it.
    :ivar network_called_device: the called party as the outside network names it.
    :ivar user_data: octets from the user at the other end.
    :ivar message_info: the text that the call brings.
    """

    calling_device: ReportedDevice | None = None
    called_device: ReportedDevice | None = None
    last_redirection_device: RedirectionDevice | None = None
    associated_calling_device: ReportedDevice | None = None
    associated_called_device: ReportedDevice | None = None
    network_calling_device: ReportedDevice | None = None
    network_called_device: ReportedDevice | None = None
    user_data: bytes | None = None
    services_permitted: ServicesPermitted | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_linkage_data: CallLinkageData | None = None
    subject_of_call: str | None = None
    message_info: MessageInfo | None = None
    device_history: DeviceHistory | None = None
