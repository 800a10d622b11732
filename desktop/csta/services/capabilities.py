"""Services that tell what a switch and its devices can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop.csta.binding import asn1, optional, rest
from desktop.csta.call_enumerations import MediaServiceType
from desktop.csta.services.capability_lists import (
    CallAssociatedEvtsList,
    CallAssociatedServList,
    CallControlEvtsList,
    CallControlServList,
    CapExchangeServList,
    CDRServList,
    DataCollectionServList,
    DeviceMaintEvtsList,
    IOServicesServList,
    Lists,
    LocationServicesServList,
    LogicalEvtsList,
    LogicalServList,
    MediaEvtsList,
    MediaServList,
    MonitoringServList,
    PhysDevEvtsList,
    PhysDevServList,
    RouteingServList,
    SnapshotServList,
    SystemStatusServList,
    VendorSpecificEvtsList,
    VendorSpecificServList,
    VoiceUnitEvtsList,
    VoiceUnitServList,
)
from desktop.csta.services.offers import offered, reported
from desktop.csta.system_enumerations import (
    AppearanceType,
    ConnectionView,
    DeviceCategory,
    DynamicFeatureSupported,
    IgnoreUnsupportedParameters,
    NamedDeviceTypes,
    SecurityMode,
)
from desktop.csta.values import BitSet, DeviceID, Extensions, MonitorFilter

# the switch as a whole


@dataclass(frozen=True, slots=True)
class GetSwitchingFunctionCapabilities:
    """Ask what the switch can do (module get-switching-function-capabilities).

    Written as NULL where there are no extensions. A client that wraps it in a SEQUENCE, as other services' arguments
    are, is understood too: there is nothing in it to be lost but private data.
    """

    extensions: Extensions | None = None

    @classmethod
    def from_asn1(cls, value: tuple[str, Any]) -> GetSwitchingFunctionCapabilities:
        """Make it from the schema's value."""
        form, content = value
        return cls(Extensions.from_asn1(content) if form == "extensions" else None)

    def to_asn1(self) -> tuple[str, Any]:
        """Return the schema's value."""
        return ("noData", None) if self.extensions is None else ("extensions", self.extensions.to_asn1())


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorFilterItems:
    """The switch's own filters of events (module get-switching-function-capabilities).

    There is one for each type of monitor (the first word of the name) on each kind of object (the second): what is
    monitored is a device, or a call by one of its connections.
    """

    device_on_device_monitor_filter: MonitorFilter | None = None
    device_on_connection_monitor_filter: MonitorFilter | None = None
    call_on_device_monitor_filter: MonitorFilter | None = None
    call_on_connection_monitor_filter: MonitorFilter | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxLengthParameters:
    """The greatest lengths of members, in octets or characters; 0: not supported (module capability-exchange)."""

    account_info: int | None = None
    auth_code: int | None = None
    agent_id: int | None = optional("agentID")
    agent_password: int | None = None
    call_id_in_connection_id: int | None = optional("callIDInConnectionID")
    correlator_data: int | None = None
    private_data: int | None = None
    device_identifiers: int | None = None
    user_data: int | None = None
    button_label: int | None = None
    lamp_label: int | None = None
    characters_to_send: int | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxLengthParametersContinued:
    """The greatest lengths of more members, in octets or characters (module capability-exchange)."""

    monitor_cross_ref_id: int | None = optional("monitorCrossRefID")
    call_qualifying_data: int | None = None
    sub_domain_call_linkage_data: int | None = None
    sub_domain_thread_id: int | None = optional("subDomainThreadID")
    io_data: int | None = None
    message_info: int | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True)
class FilterThreshold:
    """A limit on the requests of each service (module capability-exchange).

    :ivar limits: by the name of the service in the module's spelling; the standard wants all of them.
    """

    limits: Mapping[str, int] = field(hash=False)

    @classmethod
    def from_asn1(cls, value: dict[str, int]) -> FilterThreshold:
        """Make it from the schema's value."""
        return cls(dict(value))

    def to_asn1(self) -> dict[str, int]:
        """Return the schema's value."""
        return dict(self.limits)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaServiceCaps:
    """One kind of media server that can be attached to calls (module capability-exchange)."""

    media_service_type: MediaServiceType
    media_service_version: int | None = None
    media_service_instance: bytes | None = None
    connection_mode: BitSet | None = None
    media_stream_id_supported: bool = asn1("mediaStreamIDSupported")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReportingServList(Lists):
    """Lists of the services that report states, put together (module get-switching-function-capabilities)."""

    monitoring_services: MonitoringServList | None = None
    snapshot_services: SnapshotServList | None = None
    system_services: SystemStatusServList | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServEvtsList(Lists):
    """All that the switch offers and reports (module get-switching-function-capabilities)."""

    cap_exchange_serv_list: CapExchangeServList | None = None
    system_serv_list: SystemStatusServList | None = None
    monitoring_serv_list: MonitoringServList | None = None
    snapshot_serv_list: SnapshotServList | None = None
    call_control_serv_list: CallControlServList | None = None
    call_control_evts_list: CallControlEvtsList | None = None
    call_associated_serv_list: CallAssociatedServList | None = None
    call_associated_evts_list: CallAssociatedEvtsList | None = None
    media_serv_list: MediaServList | None = None
    media_evts_list: MediaEvtsList | None = None
    routeing_serv_list: RouteingServList | None = None
    phys_dev_serv_list: PhysDevServList | None = None
    phys_dev_evts_list: PhysDevEvtsList | None = None
    logical_serv_list: LogicalServList | None = None
    logical_evts_list: LogicalEvtsList | None = None
    device_maint_evts_list: DeviceMaintEvtsList | None = None
    io_services_serv_list: IOServicesServList | None = optional("iOServicesServList")
    data_collection_serv_list: DataCollectionServList | None = None
    voice_unit_serv_list: VoiceUnitServList | None = None
    voice_unit_evts_list: VoiceUnitEvtsList | None = None
    cdr_serv_list: CDRServList | None = None
    vendor_specific_serv_list: VendorSpecificServList | None = None
    vendor_specific_evts_list: VendorSpecificEvtsList | None = None
    status_reporting_serv_list: StatusReportingServList | None = None
    location_serv_list: LocationServicesServList | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSwitchingFunctionCapsResult(Lists):
    """What the switch can do (module get-switching-function-capabilities).

    Every member may be absent here, also where the standard wants it: what a client asks this for is the lists, and
    they must not be lost for the want of a profile. The module gives ranges for times, but no units.

    :ivar device_id_format: how numbers may be written.
    :ivar pause_time: 1 to 2000, how long a pause in digits to be dialled lasts.
    :ivar current_time: the switch's clock, local time without a zone; text where it is written otherwise.
    :ivar trans_and_conf_setup: how the two calls of a transfer or conference may have come about.
    :ivar system_status_timer: 0 to 180, how often the switch tells its state; 0: not by the clock.
    :ivar simple_threshold: a limit on requests of all kinds; ``filter_threshold``: on those of each service.
    """

    switching_sub_domain_name: str | None = None
    manufacturer_name: str | None = None
    profiles: BitSet | None = None
    device_id_format: BitSet | None = optional("deviceIDFormat")
    sw_domain_features: BitSet | None = None
    sw_appearance_addressability: BitSet | None = None
    sw_appearance_types: BitSet | None = None
    ignore_unsupported_parameters: IgnoreUnsupportedParameters | None = None
    call_characteristics_supported: BitSet | None = None
    media_class_support: BitSet | None = None
    number_of_channels: int | None = None
    max_channel_bind: int | None = None
    misc_media_call_characteristics: BitSet | None = None
    connection_rate_list: tuple[int, ...] | None = None
    delay_tolerance_list: tuple[int, ...] | None = None
    pause_time: int | None = None
    current_time: datetime | str | None = None
    message_seq_numbers: BitSet | None = None
    time_stamp_mode: BitSet | None = None
    security_mode: SecurityMode | None = None
    security_format: BitSet | None = None
    private_data_format: BitSet | None = None
    trans_and_conf_setup: BitSet | None = None
    monitor_filter_items: MonitorFilterItems | None = None
    misc_monitor_caps: BitSet | None = None
    correlator_data_supported: bool | None = None
    dynamic_feature_supported: DynamicFeatureSupported | None = None
    call_linkage_options: BitSet | None = None
    acd_models: BitSet | None = optional("aCDModels")
    agent_log_on_models: BitSet | None = None
    agent_state_models: BitSet | None = None
    connection_view: ConnectionView | None = None
    max_length_parameters: MaxLengthParameters | None = None
    max_length_parameters_continued: MaxLengthParametersContinued | None = None
    serv_evts_list: ServEvtsList | None = None
    private_data_version_list: tuple[int, ...] | None = None
    system_status_timer: int | None = None
    simple_threshold: int | None = None
    filter_threshold: FilterThreshold | None = None
    media_service_caps_list: tuple[MediaServiceCaps, ...] | None = None
    max_device_history_length: int | None = None
    max_destination_devices_for_deflect: int | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()

    def offers(self, service: str) -> bool | None:
        """Tell whether the switch offers a service, called as the standard calls it: "makeCall".

        None: the switch does not say, as it has sent no list of services. That a service is offered does not mean that
        it is permitted at the moment.

        :raises KeyError: the standard has no such service.
        """
        return offered(self, service)

    def reports(self, event: str) -> bool | None:
        """Tell whether the switch reports an event, "delivered" for example; None where it does not say.

        :raises KeyError: the standard has no such event.
        """
        return reported(self, event)


@dataclass(frozen=True, slots=True, kw_only=True)
class GetCSTAFeature:
    """Ask which services and events the switch has (module get-csta-features-service)."""

    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedServices(Lists):
    """All that the switch offers (module get-csta-features-service)."""

    cap_exchange_serv_list: CapExchangeServList | None = None
    system_stat_serv_list: SystemStatusServList | None = None
    monitoring_serv_list: MonitoringServList | None = None
    snapshot_serv_list: SnapshotServList | None = None
    call_control_serv_list: CallControlServList | None = None
    call_associated_serv_list: CallAssociatedServList | None = None
    media_serv_list: MediaServList | None = None
    routeing_serv_list: RouteingServList | None = None
    phys_dev_serv_list: PhysDevServList | None = None
    logical_serv_list: LogicalServList | None = None
    io_services_serv_list: IOServicesServList | None = optional("iOServicesServList")
    data_collection_serv_list: DataCollectionServList | None = None
    voice_serv_list: VoiceUnitServList | None = None
    cdr_serv_list: CDRServList | None = optional("cDRServList")
    vendor_specific_serv_list: VendorSpecificServList | None = None
    location_services_serv_list: LocationServicesServList | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportedEvents(Lists):
    """All that the switch reports (module get-csta-features-service)."""

    call_control_evts_list: CallControlEvtsList | None = None
    call_associated_evts_list: CallAssociatedEvtsList | None = None
    media_evts_list: MediaEvtsList | None = None
    phys_dev_evts_list: PhysDevEvtsList | None = None
    logical_evts_list: LogicalEvtsList | None = None
    device_maint_evts_list: DeviceMaintEvtsList | None = None
    voice_evts_list: VoiceUnitEvtsList | None = None
    vendor_specific_evts_list: VendorSpecificEvtsList | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetCSTAFeatureResult(Lists):
    """Which services and events the switch has (module get-csta-features-service)."""

    supported_services: SupportedServices | None = None
    supported_events: SupportedEvents | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()

    def offers(self, service: str) -> bool | None:
        """Tell whether the switch offers a service, called as the standard calls it: "makeCall".

        None: the switch does not say, as it has sent no list of services. That a service is offered does not mean that
        it is permitted at the moment.

        :raises KeyError: the standard has no such service.
        """
        return offered(self, service)

    def reports(self, event: str) -> bool | None:
        """Tell whether the switch reports an event, "delivered" for example; None where it does not say.

        :raises KeyError: the standard has no such event.
        """
        return reported(self, event)


# one device


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLogicalDeviceInformation:
    """Ask what a device can do as a party of calls (module get-logical-device-information)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDevServList(Lists):
    """What a device offers as a party of calls (module capability-exchange)."""

    call_control_serv_list: CallControlServList | None = None
    call_associated_serv_list: CallAssociatedServList | None = None
    logical_serv_list: LogicalServList | None = None
    media_serv_list: MediaServList | None = None
    io_services_serv_list: IOServicesServList | None = optional("iOServicesServList")
    data_collection_serv_list: DataCollectionServList | None = None
    voice_unit_serv_list: VoiceUnitServList | None = None
    location_services_serv_list: LocationServicesServList | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogDevEvtsList(Lists):
    """What is reported of a device as a party of calls (module capability-exchange)."""

    call_control_evts_list: CallControlEvtsList | None = None
    call_associated_evts_list: CallAssociatedEvtsList | None = None
    logical_evts_list: LogicalEvtsList | None = None
    media_evts_list: MediaEvtsList | None = None
    voice_unit_evts_list: VoiceUnitEvtsList | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetLogicalDeviceInformationResult(Lists):
    """What a device can do as a party of calls (module get-logical-device-information).

    Every member may be absent here, also where the standard wants it.

    :ivar device_category: absent: a station.
    :ivar appearance_list: the names of the places in which the device shows its calls.
    :ivar max_devices_in_conf: parties of a conference, the device among them.
    """

    device_category: DeviceCategory | None = None
    group_device_attributes: BitSet | None = None
    named_device_types: NamedDeviceTypes | None = None
    short_form_device_id: DeviceID | None = optional("shortFormDeviceID")
    has_physical_element: bool | None = None
    acd_models: BitSet | None = None
    agent_log_on_models: BitSet | None = None
    appearance_addressable: bool | None = None
    appearance_type: AppearanceType | None = None
    appearance_list: tuple[str, ...] | None = None
    other_physical_device_list: tuple[DeviceID, ...] | None = None
    misc_monitor_caps: BitSet | None = None
    associated_group_list: tuple[DeviceID, ...] | None = None
    max_callbacks: int | None = None
    max_auto_answer_rings: int | None = None
    max_active_calls: int | None = None
    max_held_calls: int | None = None
    max_fwd_settings: int | None = None
    max_devices_in_conf: int | None = None
    trans_and_conf_setup: BitSet | None = None
    device_on_device_monitor_filter: MonitorFilter | None = None
    device_on_connection_monitor_filter: MonitorFilter | None = None
    call_on_device_monitor_filter: MonitorFilter | None = None
    call_on_connection_monitor_filter: MonitorFilter | None = None
    media_class_support: BitSet | None = None
    media_service_caps_list: tuple[MediaServiceCaps, ...] | None = None
    connection_rate_list: tuple[int, ...] | None = None
    delay_tolerance_list: tuple[int, ...] | None = None
    number_of_channels: int | None = None
    max_channel_bind: int | None = None
    routeing_serv_list: RouteingServList | None = None
    log_dev_serv_list: LogDevServList | None = None
    log_dev_evts_list: LogDevEvtsList | None = None
    device_maint_evts_list: DeviceMaintEvtsList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()

    def offers(self, service: str) -> bool | None:
        """Tell whether the device offers a service, called as the standard calls it: "makeCall".

        None: the device does not say; there is no list, or none for services of that kind. That a service is offered
        does not mean that it is permitted at the moment.

        :raises KeyError: the standard has no such service.
        """
        return offered(self, service)

    def reports(self, event: str) -> bool | None:
        """Tell whether the device reports an event, "delivered" for example; None where it does not say.

        :raises KeyError: the standard has no such event.
        """
        return reported(self, event)


@dataclass(frozen=True, slots=True, kw_only=True)
class GetPhysicalDeviceInformation:
    """Ask what a telephone has: displays, buttons, lamps (module get-physical-device-information)."""

    device: DeviceID
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetPhysicalDeviceInformationResult(Lists):
    """What a telephone has (module get-physical-device-information).

    Every member may be absent here, also where the standard wants it.

    :ivar device_category: absent: a station.
    """

    device_category: DeviceCategory | None = None
    group_device_attributes: BitSet | None = None
    named_device_types: NamedDeviceTypes | None = None
    has_logical_element: bool | None = None
    other_logical_device_list: tuple[DeviceID, ...] | None = None
    device_model_name: str | None = None
    device_on_device_monitor_filter: MonitorFilter | None = None
    device_on_connection_monitor_filter: MonitorFilter | None = None
    call_on_device_monitor_filter: MonitorFilter | None = None
    call_on_connection_monitor_filter: MonitorFilter | None = None
    max_displays: int | None = None
    max_buttons: int | None = None
    max_lamps: int | None = None
    max_ring_patterns: int | None = None
    phys_dev_serv_list: PhysDevServList | None = None
    phys_dev_evts_list: PhysDevEvtsList | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()

    def offers(self, service: str) -> bool | None:
        """Tell whether the telephone offers a service, called as the standard calls it: "makeCall".

        None: the telephone does not say; there is no list, or none for services of that kind. That a service is offered
        does not mean that it is permitted at the moment.

        :raises KeyError: the standard has no such service.
        """
        return offered(self, service)

    def reports(self, event: str) -> bool | None:
        """Tell whether the telephone reports an event, "delivered" for example; None where it does not say.

        :raises KeyError: the standard has no such event.
        """
        return reported(self, event)
