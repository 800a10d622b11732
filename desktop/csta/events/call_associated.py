"""Events about a call that do not change who takes part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.call_enumerations import TelephonyTone
from desktop.csta.call_values import CallLinkageDataList, ChargingInfo, ServicesPermitted
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.events.base import Event
from desktop.csta.values import (
    BitSet,
    ConnectionID,
    ConnectionInformation,
    DeviceID,
    MediaCallCharacteristics,
    ReportedDevice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallInformation(Event):
    """Something more became known about a call (module call-information-event).

    :ivar connection: the connection that it is about.
    :ivar device: the device of that connection.
    :ivar account_info: the account that the call is put to.
    :ivar auth_code: who permits it; a secret.
    :ivar call_qualifying_data: octets by which the call is judged.
    :ivar call_characteristics: the names of the bits are those of CallCharacteristics in resources/asn1/numbers.asn.
    :ivar device_info: the device that the information comes with.
    """

    connection: ConnectionID
    device: ReportedDevice | None = None
    calling_device: ReportedDevice | None = None
    account_info: bytes | None = None
    auth_code: bytes | None = None
    correlator_data: bytes | None = None
    services_permitted: ServicesPermitted | None = None
    user_data: bytes | None = None
    call_qualifying_data: bytes | None = None
    connection_info: ConnectionInformation | None = None
    call_linkage_data_list: CallLinkageDataList | None = None
    call_characteristics: BitSet | None = None
    subject_of_call: str | None = None
    language_preferences: str | None = None
    device_info: DeviceID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charging(Event):
    """A call has cost something, so far or in all (module charging-event).

    :ivar connection: the connection that costs.
    :ivar charged_device: who pays.
    """

    connection: ConnectionID
    charged_device: DeviceID | None = None
    charging_info: ChargingInfo | None = None
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitsGenerated(Event):
    """Tones were sent in a call; they may be secret (module digits-generated-event).

    :ivar connection: the connection into which they went.
    :ivar digit_generated_list: the digits; a secret where they are a password.
    :ivar digit_duration_list: how long each digit lasted.
    :ivar pause_duration_list: how long the pauses between them.
    """

    connection: ConnectionID
    digit_generated_list: str
    digit_duration_list: tuple[int, ...] | None = None
    pause_duration_list: tuple[int, ...] | None = None
    connection_info: ConnectionInformation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvolvedCall:
    """A device and its connection when a service came to nothing (module service-completion-failure-event).

    :ivar device_id: the device.
    :ivar connection_id: its connection.
    :ivar local_connection_state: the state of that connection.
    """

    device_id: DeviceID | None = optional("deviceID")
    connection_id: ConnectionID | None = optional("connectionID")
    local_connection_state: LocalConnectionState | None = None
    connection_info: ConnectionInformation | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCompletionFailure(Event):
    """A service that the switch had already accepted came to nothing (module service-completion-failure-event).

    :ivar primary_call: the device that the service was for, in the call that it began with, and how that is now.
    :ivar secondary_call: the same in the second call of services that need two.
    :ivar other_devs_primary_call_list: the other devices in the first call.
    :ivar other_devs_secondary_call_list: those in the second.
    """

    primary_call: InvolvedCall
    secondary_call: InvolvedCall | None = None
    other_devs_primary_call_list: tuple[InvolvedCall, ...] | None = None
    other_devs_secondary_call_list: tuple[InvolvedCall, ...] | None = None
    media_call_characteristics: MediaCallCharacteristics | None = None
    cause: EventCause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TelephonyTonesGenerated(Event):
    """A tone was sent in a call (module telephony-tones-generated-event).

    The units of frequency, duration and pause are not in the module.

    :ivar connection: the connection into which it went.
    :ivar tone_generated: which tone.
    :ivar tone_frequency: how high it is; the member for a tone that has no name.
    :ivar tone_duration: how long it lasts.
    :ivar pause_duration: how long the pause after it lasts.
    """

    connection: ConnectionID
    tone_generated: TelephonyTone | None = None
    tone_frequency: int | None = None
    tone_duration: int | None = None
    pause_duration: int | None = None
    connection_info: ConnectionInformation | None = None
