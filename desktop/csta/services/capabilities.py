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

    :ivar device_on_device_monitor_filter: for monitors of type device on a device.
    :ivar device_on_connection_monitor_filter: for monitors of type device on a call.
    :ivar call_on_device_monitor_filter: for monitors of type call on a device.
    :ivar call_on_connection_monitor_filter: for monitors of type call on a call.
    """

    device_on_device_monitor_filter: MonitorFilter | None = None
    device_on_connection_monitor_filter: MonitorFilter | None = None
    call_on_device_monitor_filter: MonitorFilter | None = None
    call_on_connection_monitor_filter: MonitorFilter | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MaxLengthParameters:
    """The greatest lengths of members, in octets or characters; 0: not supported (module capability-exchange).

    :ivar account_info: of account codes.
    :ivar auth_code: of authorisation codes.
    :ivar agent_id: of what agents log on with.
    :ivar agent_password: of agents' passwords.
    :ivar call_id_in_connection_id: of call ids.
    :ivar correlator_data: of correlator data.
    :ivar private_data: of private data.
    :ivar device_identifiers: of numbers and other names of devices.
    :ivar user_data: of user data.
    :ivar button_label: of the text on a button.
    :ivar lamp_label: of the text on a lamp.
    :ivar characters_to_send: of the digits of one GenerateDigits.
    """

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
    """The greatest lengths of more members, in octets or characters (module capability-exchange).

    :ivar monitor_cross_ref_id: of the references of monitors.
    :ivar call_qualifying_data: of the member of that name of AssociateData.
    :ivar sub_domain_call_linkage_data: of the linkage of a call within one switching sub-domain.
    :ivar sub_domain_thread_id: of the linkage of a thread of calls within one switching sub-domain.
    :ivar io_data: of the data of the services of data paths.
    :ivar message_info: of the text of SendMessage.
    """

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
    """One kind of media server that can be attached to calls (module capability-exchange).

    :ivar media_service_type: which kind.
    :ivar media_service_version: the version of the server, where the switch says it.
    :ivar media_service_instance: the server's own name; octets as the switch gives them.
    :ivar connection_mode: bits for the ways in which the server comes into a call: "join", "deflect" ...
    :ivar media_stream_id_supported: whether the server's streams are named.
    """

    media_service_type: MediaServiceType
    media_service_version: int | None = None
    media_service_instance: bytes | None = None
    connection_mode: BitSet | None = None
    media_stream_id_supported: bool = asn1("mediaStreamIDSupported")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReportingServList(Lists):
    """Lists of the services that report states, put together (module get-switching-function-capabilities).

    :ivar monitoring_services: services for monitors.
    :ivar snapshot_services: services for snapshots.
    :ivar system_services: services about the system's state.
    """

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

    :ivar switching_sub_domain_name: the name of the part of the network that the switch serves; calls' linkage names it
        too.
    :ivar manufacturer_name: who made the switch.
    :ivar profiles: bits for the sets of services that the standard defines: "basicTelephonyProfile" (0) ...
    :ivar device_id_format: how numbers may be written.
    :ivar sw_domain_features: bits for habits: when calls are forwarded, whether prompting and recall occur ...
    :ivar sw_appearance_addressability: bits: 0: devices have appearances that cannot be named, 1: that can.
    :ivar sw_appearance_types: bits for the values of AppearanceType that occur.
    :ivar ignore_unsupported_parameters: whether a member that the switch does not know is passed over, or the request
        refused.
    :ivar call_characteristics_supported: bits of CallCharacteristics in resources/asn1/numbers.asn.
    :ivar media_class_support: bits of MediaClass in resources/asn1/numbers.asn.
    :ivar number_of_channels: how many channels a connection may have.
    :ivar max_channel_bind: how many channels may be bound together to one connection.
    :ivar misc_media_call_characteristics: bit 0: media that are asked for may be adjusted to what there is.
    :ivar connection_rate_list: the connection rates that occur; the unit is not in the module.
    :ivar delay_tolerance_list: the delay tolerances that occur; the unit is not in the module.
    :ivar pause_time: 1 to 2000, how long a pause in digits to be dialled lasts.
    :ivar current_time: the switch's clock, local time without a zone; text where it is written otherwise.
    :ivar message_seq_numbers: bits for the messages that are numbered: 0 events, 1 acknowledgements, 2 requests.
    :ivar time_stamp_mode: bits for the messages that carry a time, numbered likewise.
    :ivar security_mode: the messages that carry security data.
    :ivar security_format: bits for how security data are written: as octets (0) or otherwise (1) by the switch, 2 and 3
        to it.
    :ivar private_data_format: the same for private data.
    :ivar trans_and_conf_setup: how the two calls of a transfer or conference may have come about.
    :ivar monitor_filter_items: the filters that monitors have if the client gives none.
    :ivar misc_monitor_caps: bits for what monitors on groups, on telephones and on ACD devices take in.
    :ivar correlator_data_supported: whether calls keep correlator data.
    :ivar dynamic_feature_supported: for which calls ``services_permitted`` is told.
    :ivar call_linkage_options: bits: 0 linkage of calls, 1 of threads.
    :ivar acd_models: bits: 0: devices of ACD that are seen in calls, 1: that are not.
    :ivar agent_log_on_models: bits for how agents log on: to a device, or to groups in one or two steps.
    :ivar agent_state_models: bits for what agents' states go by: each group, groups that are linked, or the agent.
    :ivar connection_view: whether the far ends of a call look the same to all.
    :ivar max_length_parameters: greatest lengths of members.
    :ivar max_length_parameters_continued: greatest lengths of those that the 4th edition added.
    :ivar serv_evts_list: the services and events that there are, and how much of each.
    :ivar private_data_version_list: the versions of private data that PrivateDataVersionSelection may choose.
    :ivar system_status_timer: 0 to 180, how often the switch tells its state; 0: not by the clock.
    :ivar simple_threshold: a limit on requests of all kinds.
    :ivar filter_threshold: a limit on requests of each service.
    :ivar media_service_caps_list: the media servers that can be attached to calls.
    :ivar max_device_history_length: how many devices a call's history keeps.
    :ivar max_destination_devices_for_deflect: to how many devices one DeflectCall may send a call.
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
    """Which services and events the switch has (module get-csta-features-service).

    :ivar supported_services: the services; None where a switch leaves them out. They are mandatory in the module: a
        result without them can be read but not sent.
    :ivar supported_events: the events.
    """

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
    :ivar group_device_attributes: bits for what a group is for: 0 ACD, 1 hunting, 2 pick-up, 3 other, 4 users, 5
        agents.
    :ivar named_device_types: what the device is called, more finely than its category.
    :ivar short_form_device_id: a shorter name for the device.
    :ivar has_physical_element: whether there is a telephone to it that GetPhysicalDeviceInformation tells of.
    :ivar acd_models: bits: 0: devices of ACD that are seen in calls, 1: that are not.
    :ivar agent_log_on_models: bits for how agents log on: to the device, or to groups in one or two steps.
    :ivar appearance_addressable: whether requests may name one of the appearances.
    :ivar appearance_type: how the device shows its calls.
    :ivar appearance_list: the names of the places in which the device shows its calls.
    :ivar other_physical_device_list: further telephones that belong to it.
    :ivar misc_monitor_caps: bits for what a monitor on it takes in, where it is a group or an ACD device.
    :ivar associated_group_list: the groups that it belongs to.
    :ivar max_callbacks: how many call backs it can have ordered at a time.
    :ivar max_auto_answer_rings: after how many rings, at most, it can be set to answer by itself.
    :ivar max_active_calls: calls that it can have at a time.
    :ivar max_held_calls: calls that it can hold at a time.
    :ivar max_fwd_settings: forwardings that it can have at a time.
    :ivar max_devices_in_conf: parties of a conference, the device among them.
    :ivar trans_and_conf_setup: bits for how the two calls of a transfer or conference may have come about.
    :ivar device_on_device_monitor_filter: the events that a monitor of type device on it leaves out, if the client
        gives no filter.
    :ivar device_on_connection_monitor_filter: the same of type device on one of its calls.
    :ivar call_on_device_monitor_filter: the same of type call on the device.
    :ivar call_on_connection_monitor_filter: the same of type call on one of its calls.
    :ivar media_class_support: bits of MediaClass in resources/asn1/numbers.asn.
    :ivar media_service_caps_list: the media servers that can be attached to its calls.
    :ivar connection_rate_list: the connection rates that occur; the unit is not in the module.
    :ivar delay_tolerance_list: the delay tolerances that occur; the unit is not in the module.
    :ivar number_of_channels: how many channels a connection may have.
    :ivar max_channel_bind: how many channels may be bound together to one connection.
    :ivar log_dev_serv_list: the services that it offers, in several lists.
    :ivar log_dev_evts_list: the events that are reported of it, in several lists.
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
    :ivar group_device_attributes: bits for what a group is for: 0 ACD, 1 hunting, 2 pick-up, 3 other, 4 users, 5
        agents.
    :ivar named_device_types: what the device is called, more finely than its category.
    :ivar has_logical_element: whether it is a party of calls that GetLogicalDeviceInformation tells of.
    :ivar other_logical_device_list: further parties of calls that use this telephone.
    :ivar device_model_name: the maker's name for the telephone.
    :ivar device_on_device_monitor_filter: the events that a monitor of type device on it leaves out, if the client
        gives no filter.
    :ivar device_on_connection_monitor_filter: the same of type device on one of its calls.
    :ivar call_on_device_monitor_filter: the same of type call on the device.
    :ivar call_on_connection_monitor_filter: the same of type call on one of its calls.
    :ivar max_displays: how many displays it has at most; ``max_buttons``, ``max_lamps`` likewise.
    :ivar max_ring_patterns: how many ways of ringing it has.
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
