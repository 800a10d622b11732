"""Events that tell what takes care of a connection's media."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.csta.binding import optional
from desktop.csta.call_enumerations import MediaServiceType
from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.events.base import Event
from desktop.csta.values import (
    BitSet,
    ConnectionID,
    ConnectionInformation,
    Extensions,
    MediaCallCharacteristics,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaEvent(Event):
    """What both events tell.

    :ivar media_connection: the connection that is taken care of.
    :ivar media_device: the device of that connection.
    :ivar media_service_type: which kind of service.
    :ivar media_service_version: of the media service.
    :ivar media_service_instance_id: which one of several.
    :ivar media_stream_id: what the media service knows the connection's stream by.
    :ivar call_characteristics: the names of the bits are those of CallCharacteristics in resources/asn1/numbers.asn.
    :ivar media_connection_info: how the connection's media go.
    """

    media_connection: ConnectionID
    media_device: ReportedDevice | None = None
    media_service_type: MediaServiceType | None = None
    media_service_version: int | None = None
    media_service_instance_id: bytes | None = optional("mediaServiceInstanceID")
    media_stream_id: bytes | None = optional("mediaStreamID")
    media_call_characteristics: MediaCallCharacteristics | None = None
    call_characteristics: BitSet | None = None
    local_connection_info: LocalConnectionState | None = None
    media_connection_info: ConnectionInformation | None = None
    extensions: Extensions | None = optional("extension")  # these two events call it so


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaAttached(MediaEvent):
    """A media service takes care of a connection from now on (module media-attached-event)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaDetached(MediaEvent):
    """A media service takes care of a connection no more (module media-detached-event)."""
