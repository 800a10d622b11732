"""What events and services tell about a call beside its devices: linkage, services, charges, network, places.

Members are optional throughout, also where the standard makes them mandatory: what a switch leaves out must not cost
the event. Sending a value without a mandatory member is an error of the encoder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop.csta.binding import Choice, optional, rest
from desktop.csta.call_enumerations import (
    CurrencyMultiplier,
    LocationMethod,
    NetworkType,
    ProgressDescription,
    ProgressLocation,
    TypeOfChargingInfo,
)
from desktop.csta.enumerations import EventCause
from desktop.csta.values import BitSet, ConnectionID, DeviceID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesPermitted:
    """Which services the device may ask for at this moment of the call (module call-control).

    The names of the bits are those of CallControlServiceBits and its neighbours in resources/asn1/numbers.asn.

    :ivar call_control_services: services that make, join, move and end calls.
    :ivar call_associated_services: services that add something to the call.
    :ivar media_attachment_services: services for media servers.
    :ivar routeing_services: services for computers that route calls.
    :ivar voice_unit_services: services for playing and recording.
    """

    call_control_services: BitSet | None = None
    call_associated_services: BitSet | None = None
    media_attachment_services: BitSet | None = None
    routeing_services: BitSet | None = None
    voice_unit_services: BitSet | None = None
    other: dict[str, Any] = rest()


# linkage


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalCallLinkageID(Choice):
    """What a call is known by beyond its call id (module call-control).

    :ivar sub_domain_call_linkage_id: 1 to 8 octets, unique in the switching sub-domain that the linkage names.
    :ivar globally_unique_call_linkage_id: 1 to 16 octets.
    """

    sub_domain_call_linkage_id: bytes | None = optional("subDomainCallLinkageID")
    globally_unique_call_linkage_id: bytes | None = optional("globallyUniqueCallLinkageID")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLinkageID(Choice):
    """What a thread of calls is known by (module call-control).

    :ivar sub_domain_thread_id: 1 to 8 octets, unique in the switching sub-domain that the thread names.
    :ivar globally_unique_thread_id: 1 to 16 octets.
    """

    sub_domain_thread_id: bytes | None = optional("subDomainThreadID")
    globally_unique_thread_id: bytes | None = optional("globallyUniqueThreadID")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GlobalCallData:
    """A call across switches (module call-control).

    :ivar global_call_switching_sub_domain_name: 1 to 64 characters.
    :ivar global_call_linkage_id: the linkage itself.
    :ivar call_linkage_id_timestamp: when the linkage was made, local time without a zone; text where it is written
        otherwise.
    """

    global_call_switching_sub_domain_name: str | None = None
    global_call_linkage_id: GlobalCallLinkageID | None = optional("globalCallLinkageID")
    call_linkage_id_timestamp: datetime | str | None = optional("callLinkageIDTimestamp")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadData:
    """Calls that belong together, as a call and the consultation about it (module call-control).

    :ivar thread_switching_sub_domain_name: 1 to 64 characters.
    :ivar thread_linkage_id: the thread's own name.
    :ivar thread_id_time_stamp: when the thread began, local time without a zone; text where it is written otherwise.
    """

    thread_switching_sub_domain_name: str | None = None
    thread_linkage_id: ThreadLinkageID | None = optional("threadLinkageID")
    thread_id_time_stamp: datetime | str | None = optional("threadIDTimeStamp")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLinkageData:
    """What a call is known by when its call id changes, and the thread that it belongs to (module call-control).

    :ivar global_call_data: the call.
    :ivar thread_data: the thread.
    """

    global_call_data: GlobalCallData | None = None
    thread_data: ThreadData | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLinkageDataList:
    """The linkage of the call that came out of joining two, and of the one that ended (module call-control).

    :ivar new_call_linkage_data: of the call that came out.
    :ivar old_call_linkage_data: of the call that ended.
    """

    new_call_linkage_data: CallLinkageData | None = None
    old_call_linkage_data: CallLinkageData | None = None
    other: dict[str, Any] = rest()


# charges


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargingUnits:
    """A number of units that a call costs (module charge-info).

    :ivar charging_units: how many.
    :ivar type_of_units: which units; the octets are the switch's own.
    """

    charging_units: int | None = None
    type_of_units: bytes | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyUnits:
    """The money that a call costs: the amount times the multiplier (module charge-info).

    :ivar currency_type: the currency's name in octets; empty: the switch's own currency.
    :ivar currency_amount: a whole number, to be multiplied.
    :ivar currency_multiplier: by what: a thousandth to a thousand.
    """

    currency_type: bytes | None = None
    currency_amount: int | None = None
    currency_multiplier: CurrencyMultiplier | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberUnits(Choice):
    """Charges in units or in money (module charge-info).

    :ivar number_of_charge_units: units, in one entry for each kind of them.
    :ivar number_of_currency_units: money.
    """

    number_of_charge_units: tuple[ChargingUnits, ...] | None = None
    number_of_currency_units: CurrencyUnits | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargingInfo:
    """What a call costs, so far or in all (module charge-info).

    :ivar number_units: how much.
    :ivar type_of_charging_info: whether that is all, or what it is so far.
    """

    number_units: NumberUnits | None = None
    type_of_charging_info: TypeOfChargingInfo | None = None
    other: dict[str, Any] = rest()


# network


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkCapability:
    """What kind of network a call has reached, and which events it will report (module call-control).

    :ivar network_type: public or private, ISDN or not.
    :ivar events_provided: the names of the bits are those of NetworkEventBits in resources/asn1/numbers.asn.
    """

    network_type: NetworkType | None = None
    events_provided: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressIndicator:
    """Where in the network the progress of a call is reported from (module call-control).

    :ivar progress_location: the place in the network.
    :ivar progress_description: whose words describe the progress.
    """

    progress_location: ProgressLocation | None = None
    progress_description: ProgressDescription | None = None
    other: dict[str, Any] = rest()


# history and content


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceHistory:
    """The device that the call left last, and why (module device-feature-types).

    :ivar old_device_id: the device that the call left.
    :ivar event_cause: why it left.
    :ivar old_connection_id: the connection that it left.
    """

    old_device_id: DeviceID | None = optional("oldDeviceID")
    event_cause: EventCause | None = None
    old_connection_id: ConnectionID | None = optional("oldConnectionID")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageInfo:
    """A text that belongs to a call, or is the call (module device-feature-types).

    :ivar contents: the text.
    :ivar content_type_and_subtype: as in MIME, for example "text/plain".
    :ivar contents_length: the length of the text as the switch counts it; the module names no unit.
    """

    contents: str | None = None
    content_type_and_subtype: str | None = None
    contents_length: int | None = None
    other: dict[str, Any] = rest()


# places


@dataclass(frozen=True, slots=True, kw_only=True)
class CivicLocation:
    """A postal address; the short names are those of RFC 4119 (module call-control).

    :ivar country: two letters.
    :ivar a1: part of the country.
    :ivar a2: county.
    :ivar a3: city.
    :ivar a4: part of the city.
    :ivar a5: neighbourhood.
    :ivar a6: street.
    :ivar prd: direction before the street's name.
    :ivar pod: suffix behind it.
    :ivar sts: kind of street.
    :ivar hno: house number.
    :ivar hns: its suffix.
    :ivar lmk: landmark.
    :ivar loc: more about the place.
    :ivar flr: floor.
    :ivar nam: name of the residence or office.
    :ivar pc: postal code.
    """

    country: str | None = None
    a1: str | None = None
    a2: str | None = None
    a3: str | None = None
    a4: str | None = None
    a5: str | None = None
    a6: str | None = None
    prd: str | None = None
    pod: str | None = None
    sts: str | None = None
    hno: str | None = None
    hns: str | None = None
    lmk: str | None = None
    loc: str | None = None
    flr: str | None = None
    nam: str | None = None
    pc: str | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CivicLocGml:
    """A place as geometry and as a postal address (module call-control).

    :ivar gml_format: a text of GML 3.0.
    :ivar civic_loc: the postal address.
    """

    gml_format: bytes | None = None
    civic_loc: CivicLocation | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GpLocationInfo:
    """One place (module call-control).

    :ivar civic_loc_gml: the place, in both forms.
    """

    civic_loc_gml: CivicLocGml | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRules:
    """What may be done with a place (module call-control).

    :ivar retransmission_allowed: whether it may be passed on.
    :ivar retention_expires: until when it may be kept, local time without a zone; text where it is written otherwise.
    :ivar ruleset_reference: a URI of further rules.
    :ivar note_well: a text for people about these rules.
    """

    retransmission_allowed: bool | None = None
    retention_expires: datetime | str | None = None
    ruleset_reference: str | None = None
    note_well: str | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationProvider:
    """Who knows the place (module call-control).

    :ivar dataprovider_id: the organisation's registered id.
    :ivar tel_uri: a telephone number that is answered at all hours.
    :ivar url: an address of the same kind.
    """

    dataprovider_id: str | None = optional("dataproviderID")
    tel_uri: str | None = None
    url: str | None = optional("uRL")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoPriv:
    """Where a device is, as one source knows it, and what may be done with that (module call-control).

    :ivar gp_location_info: the place, perhaps in several pieces.
    :ivar usage_rules: what may be done with it.
    :ivar method: how the place was found.
    :ivar provided_by: who knows it.
    """

    gp_location_info: tuple[GpLocationInfo, ...] | None = None
    usage_rules: UsageRules | None = None
    method: LocationMethod | None = None
    provided_by: LocationProvider | None = None
    other: dict[str, Any] = rest()


LocationInfo = tuple[GeoPriv, ...]
"""Where one device is, as all sources know it; the member locationInfo of events is a list of these."""
