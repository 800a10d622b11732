"""Lists of the services and events that a switch or a device has (module capability-exchange).

One dataclass for each list, one :class:`BitSet` for each service or event: None where there is no such service. The
bits say how much of a service there is: one for each optional member ("privateDataInAck"), for each value of some
("participationTypeSilent"), for the connection states in which it may be asked, for the switch's habits
("ackModelMultiStep"). :meth:`CapabilityList.details` gives their names, which are those of the schema text. A switch of
an older edition sends fewer bits, and bits that are not sent are not set.

Whether a service is offered, whatever list it is in, is asked in :mod:`desktop.csta.services.offers`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import optional, rest
from desktop.csta.schema import Schema
from desktop.csta.values import BitSet


def spelling(name: str) -> str:
    """A name in the spelling in which the standard's names and Python's are the same."""
    return name.replace("_", "").casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilityList:
    """What all lists have in common (module capability-exchange).

    Each field is a service or an event, by its own name: the bits of how much of it there is, None where there is none.
    """

    def named(self) -> frozenset[str]:
        """The fields of the services or events that the list names."""
        return frozenset(
            field.name
            for field in dataclasses.fields(self)
            if field.name != "other" and getattr(self, field.name) is not None
        )

    def details(self, schema: Schema, field: str) -> frozenset[str]:
        """The names of the bits that are set for one service or event; "bit-40" for one that has no name.

        :param field: as :meth:`named` gives it; for a service that the list does not name there are no bits.
        """
        bits: BitSet | None = getattr(self, field)
        if bits is None:
            return frozenset()
        members = schema.node(type(self).__name__).members
        names = next(node.names for name, node, _ in members if spelling(name) == spelling(field))
        return frozenset(names.get(bit, f"bit-{bit}") for bit in bits.bits)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList(CapabilityList):
    """A list of services (module capability-exchange)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventList(CapabilityList):
    """A list of events (module capability-exchange)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Base of messages that hold lists, or groups of them (module capability-exchange).

    A list of services ends in ``_serv_list``, one of events in ``_evts_list``; an absent one says that nothing of its
    kind is there.

    - ``cap_exchange_serv_list``: what the switch and its devices can do;
    - ``system_serv_list`` or ``system_stat_serv_list``: the state of the link's two ends;
    - ``monitoring_serv_list``, ``snapshot_serv_list``: monitors and snapshots; ``status_reporting_serv_list``: these
      and the system's state put together;
    - ``call_control_serv_list``, ``call_control_evts_list``: calls and their connections;
    - ``call_associated_serv_list``, ``call_associated_evts_list``: what is added to a call, and its charges;
    - ``media_serv_list``, ``media_evts_list``: media servers;
    - ``routeing_serv_list``: an application is asked where a call shall go;
    - ``phys_dev_serv_list``, ``phys_dev_evts_list``: the parts of a telephone;
    - ``logical_serv_list``, ``logical_evts_list``: a device's features, and agents;
    - ``device_maint_evts_list``: devices that go out of service, come back, or change;
    - ``io_services_serv_list``: an application's data to and from devices;
    - ``data_collection_serv_list``: digits and tones collected from a call;
    - ``voice_unit_serv_list``, ``voice_unit_evts_list``, or ``voice_serv_list``, ``voice_evts_list``: playing,
      recording and recognising speech;
    - ``cdr_serv_list``: call detail records;
    - ``location_serv_list`` or ``location_services_serv_list``: where devices are;
    - ``vendor_specific_serv_list``, ``vendor_specific_evts_list``: the manufacturer's own.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class CapExchangeServList(ServiceList):
    """Services that tell what the switch and its devices can do (module capability-exchange)."""

    get_csta_features: BitSet | None = optional("getCSTAFeatures")
    get_logical_device_information: BitSet | None = None
    get_physical_device_information: BitSet | None = None
    get_switching_function_caps: BitSet | None = None
    get_switching_function_devices: BitSet | None = None
    switching_function_devices: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemStatusServList(ServiceList):
    """Services about the state of the link's two ends, and who is told of it (module capability-exchange)."""

    change_system_status_filter: BitSet | None = None
    system_register: BitSet | None = None
    system_status_register_abort: BitSet | None = None
    system_status_register_cancel: BitSet | None = None
    request_system_status: BitSet | None = None
    system_status: BitSet | None = None
    sw_function_caps_changed: BitSet | None = None
    sw_function_devices_changed: BitSet | None = None
    get_registrations: BitSet | None = None
    registration_info: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringServList(ServiceList):
    """Services that start, change, list and end monitors (module capability-exchange)."""

    change_monitor_filter: BitSet | None = None
    monitor_start: BitSet | None = None
    monitor_stop: BitSet | None = None
    get_monitors: BitSet | None = None
    monitor_info: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotServList(ServiceList):
    """Services that ask what is going on (module capability-exchange).

    The standard makes all four members mandatory, so that a switch names even a service that it does not have.
    """

    snapshot_call: BitSet | None = None
    snapshot_device: BitSet | None = None
    snapshot_call_data: BitSet | None = None
    snapshot_device_data: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallControlServList(ServiceList):
    """Services that make, join, move and end calls (module capability-exchange).

    Besides optional members, bits tell the connection states in which a service may be asked ("initial states").
    """

    accept_call: BitSet | None = None
    alternate_call: BitSet | None = None
    answer_call: BitSet | None = None
    call_back: BitSet | None = None
    call_back_message: BitSet | None = None
    camp_on_call: BitSet | None = None
    clear_call: BitSet | None = None
    clear_connection: BitSet | None = None
    conference_call: BitSet | None = None
    consultation_call: BitSet | None = None
    deflect_call: BitSet | None = None
    dial_digits: BitSet | None = None
    directed_pickup_call: BitSet | None = None
    group_pickup_call: BitSet | None = None
    hold_call: BitSet | None = None
    intrude_call: BitSet | None = None
    join_call: BitSet | None = None
    make_call: BitSet | None = None
    make_connection: BitSet | None = None
    make_predictive_call: BitSet | None = None
    park_call: BitSet | None = None
    reconnect_call: BitSet | None = None
    retrieve_call: BitSet | None = None
    send_message: BitSet | None = None
    single_step_conference: BitSet | None = None
    single_step_transfer: BitSet | None = None
    transfer_call: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallControlEvtsList(EventList):
    """Events about calls and their connections (module capability-exchange)."""

    bridged: BitSet | None = None
    call_cleared: BitSet | None = None
    conferenced: BitSet | None = None
    connection_cleared: BitSet | None = None
    delivered: BitSet | None = None
    digits_dialed: BitSet | None = None
    diverted: BitSet | None = None
    established: BitSet | None = None
    failed: BitSet | None = None
    held: BitSet | None = None
    netw_caps_changed: BitSet | None = None
    netw_reached: BitSet | None = None
    offered: BitSet | None = None
    originated: BitSet | None = None
    queued: BitSet | None = None
    retrieved: BitSet | None = None
    service_initiated: BitSet | None = None
    transferred: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAssociatedServList(ServiceList):
    """Services that add something to a call: data, digits, tones (module capability-exchange)."""

    associate_data: BitSet | None = None
    cancel_telephony_tones: BitSet | None = None
    change_connection_information: BitSet | None = None
    generate_digits: BitSet | None = None
    generate_telephony_tones: BitSet | None = None
    send_user_information: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAssociatedEvtsList(EventList):
    """Events about what was added to a call, and its charges (module capability-exchange)."""

    call_information: BitSet | None = None
    charging: BitSet | None = None
    digits_generated: BitSet | None = None
    telephony_tones_generated: BitSet | None = None
    service_completion_failure: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaServList(ServiceList):
    """Services that connect a call's media to a media server (module capability-exchange)."""

    attach_media_service: BitSet | None = None
    detach_media_service: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaEvtsList(EventList):
    """Events about media connected to a media server (module capability-exchange)."""

    media_attached: BitSet | None = None
    media_detached: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteingServList(ServiceList):
    """Services with which the switch asks an application where a call shall go (module capability-exchange)."""

    route_register: BitSet | None = None
    route_register_cancel: BitSet | None = None
    route_register_abort: BitSet | None = None
    re_route: BitSet | None = None
    route_end: BitSet | None = None
    route_reject: BitSet | None = None
    route_request: BitSet | None = None
    route_select: BitSet | None = None
    route_used: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceUnitServList(ServiceList):
    """Services of devices that play, record and recognise speech (module capability-exchange)."""

    activate: BitSet | None = None
    clear: BitSet | None = None
    deactivate: BitSet | None = None
    concatenate_msg: BitSet | None = None
    delete_msg: BitSet | None = None
    queue: BitSet | None = None
    play_msg: BitSet | None = None
    query_voice_attrib: BitSet | None = None
    record_msg: BitSet | None = None
    reposition: BitSet | None = None
    resume: BitSet | None = None
    review: BitSet | None = None
    start: BitSet | None = None
    set_voice_attrib: BitSet | None = None
    stop: BitSet | None = None
    suspend: BitSet | None = None
    synthesize_msg: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceUnitEvtsList(EventList):
    """Events of devices that play, record and recognise speech (module capability-exchange)."""

    bookmark_reached: BitSet | None = None
    completed: BitSet | None = None
    dtmf_detected: BitSet | None = None
    emptied: BitSet | None = None
    interruption_detected: BitSet | None = None
    not_recognized: BitSet | None = None
    play: BitSet | None = None
    record: BitSet | None = None
    recognized: BitSet | None = None
    review: BitSet | None = None
    started: BitSet | None = None
    silence_timeout_expired: BitSet | None = None
    speech_detected: BitSet | None = None
    stop: BitSet | None = None
    suspend_play: BitSet | None = None
    suspend_record: BitSet | None = None
    voice_attrib_changed: BitSet | None = None
    voice_error_occured: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysDevServList(ServiceList):
    """Services for the parts of a telephone: buttons, lamps, display, handset, ringer (module capability-exchange)."""

    button_press: BitSet | None = None
    get_auditory_apparatus_info: BitSet | None = None
    get_button_information: BitSet | None = None
    get_display: BitSet | None = None
    get_hook_switch_status: BitSet | None = None
    get_lamp_info: BitSet | None = None
    get_lamp_mode: BitSet | None = None
    get_message_waiting_indicator: BitSet | None = None
    get_microphone_gain: BitSet | None = None
    get_microphone_mute: BitSet | None = None
    get_ringer_status: BitSet | None = None
    get_speaker_mute: BitSet | None = None
    get_speaker_volume: BitSet | None = None
    set_button_information: BitSet | None = None
    set_display: BitSet | None = None
    set_hook_switch_status: BitSet | None = None
    set_lamp_mode: BitSet | None = None
    set_message_waiting_indicator: BitSet | None = None
    set_microphone_gain: BitSet | None = None
    set_microphone_mute: BitSet | None = None
    set_ringer_status: BitSet | None = None
    set_speaker_mute: BitSet | None = None
    set_speaker_volume: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysDevEvtsList(EventList):
    """Events about the parts of a telephone (module capability-exchange)."""

    button_information: BitSet | None = None
    button_press: BitSet | None = None
    display_updated: BitSet | None = None
    hookswitch: BitSet | None = None
    lamp_mode: BitSet | None = None
    message_waiting: BitSet | None = None
    microphone_gain: BitSet | None = None
    microphone_mute: BitSet | None = None
    ringer_status: BitSet | None = None
    speaker_mute: BitSet | None = None
    speaker_volume: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicalServList(ServiceList):
    """Services for a device's features: forwarding, do not disturb, agents, call backs (module capability-exchange)."""

    call_back_non_call_rel: BitSet | None = None
    call_back_msg_non_call_rel: BitSet | None = None
    cancel_call_back: BitSet | None = None
    cancel_call_back_msg: BitSet | None = None
    get_agent_state: BitSet | None = None
    get_auto_answer: BitSet | None = None
    get_auto_work_mode: BitSet | None = None
    get_caller_id_status: BitSet | None = optional("getCallerIDStatus")
    get_call_back: BitSet | None = None
    get_do_not_disturb: BitSet | None = None
    get_forwarding: BitSet | None = None
    get_last_number_dialed: BitSet | None = None
    get_presence_state: BitSet | None = None
    get_routeing_mode: BitSet | None = None
    set_agent_state: BitSet | None = None
    set_auto_answer: BitSet | None = None
    set_auto_work_mode: BitSet | None = None
    set_caller_id_status: BitSet | None = optional("setCallerIDStatus")
    set_do_not_disturb: BitSet | None = None
    set_forwarding: BitSet | None = None
    set_presence_state: BitSet | None = None
    set_routeing_mode: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicalEvtsList(EventList):
    """Events about a device's features (module capability-exchange)."""

    agent_busy: BitSet | None = None
    agent_logged_off: BitSet | None = None
    agent_logged_on: BitSet | None = None
    agent_not_ready: BitSet | None = None
    agent_ready: BitSet | None = None
    agent_working_after_call: BitSet | None = None
    auto_answer: BitSet | None = None
    auto_work_mode: BitSet | None = None
    call_back: BitSet | None = None
    call_back_message: BitSet | None = None
    caller_id_status: BitSet | None = optional("callerIDStatus")
    do_not_disturb: BitSet | None = None
    forwarding: BitSet | None = None
    presence_state: BitSet | None = None
    routeing_mode: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceMaintEvtsList(EventList):
    """Events about devices that go out of service, come back, or change (module capability-exchange)."""

    back_in_service: BitSet | None = None
    device_caps_changed: BitSet | None = None
    out_of_service: BitSet | None = None
    partially_in_service: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class IOServicesServList(ServiceList):
    """Services that carry an application's data to and from devices (module capability-exchange)."""

    io_register: BitSet | None = None
    io_register_abort: BitSet | None = None
    io_register_cancel: BitSet | None = None
    data_path_resumed: BitSet | None = None
    data_path_suspended: BitSet | None = None
    fast_data: BitSet | None = None
    resume_data_path: BitSet | None = None
    send_broadcast_data: BitSet | None = None
    send_data: BitSet | None = None
    send_multicast_data: BitSet | None = None
    start_data_path: BitSet | None = None
    stop_data_path: BitSet | None = None
    suspend_data_path: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCollectionServList(ServiceList):
    """Services that collect digits and tones from a call (module capability-exchange)."""

    data_collected: BitSet | None = None
    data_collection_resumed: BitSet | None = None
    data_collection_suspended: BitSet | None = None
    resume_data_collection: BitSet | None = None
    start_data_collection: BitSet | None = None
    stop_data_collection: BitSet | None = None
    suspend_data_collection: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class CDRServList(ServiceList):
    """Services that bring call detail records (module capability-exchange)."""

    cdr_notification: BitSet | None = None
    cdr_report: BitSet | None = None
    send_stored_cdrs: BitSet | None = optional("sendStoredCDRs")
    start_cdr_transmission: BitSet | None = optional("startCDRTransmission")
    stop_cdr_transmission: BitSet | None = optional("stopCDRTransmission")
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationServicesServList(ServiceList):
    """Services that tell and follow where a device is (module capability-exchange)."""

    get_location_information: BitSet | None = None
    set_location_information: BitSet | None = None
    location_tracking_session_resumed: BitSet | None = None
    location_tracking_session_suspended: BitSet | None = None
    resume_location_tracking_session: BitSet | None = None
    location_information_report: BitSet | None = None
    start_location_tracking_session: BitSet | None = None
    stop_location_tracking_session: BitSet | None = None
    suspend_location_tracking_session: BitSet | None = None
    get_location_tracking_capabilities: BitSet | None = None
    get_location_tracking_sessions: BitSet | None = None
    location_session_info: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorSpecificServList(ServiceList):
    """A manufacturer's own services, and which version of them is spoken (module capability-exchange)."""

    escape_register: BitSet | None = None
    escape_register_cancel: BitSet | None = None
    escape_register_abort: BitSet | None = None
    escape: BitSet | None = None
    private_data_version_selection: BitSet | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorSpecificEvtsList(EventList):
    """A manufacturer's own event (module capability-exchange)."""

    private_event: BitSet | None = None
    other: dict[str, Any] = rest()


SERVICE_LISTS: tuple[type[ServiceList], ...] = (
    CapExchangeServList,
    SystemStatusServList,
    MonitoringServList,
    SnapshotServList,
    CallControlServList,
    CallAssociatedServList,
    MediaServList,
    RouteingServList,
    VoiceUnitServList,
    PhysDevServList,
    LogicalServList,
    IOServicesServList,
    DataCollectionServList,
    CDRServList,
    LocationServicesServList,
    VendorSpecificServList,
)

EVENT_LISTS: tuple[type[EventList], ...] = (
    CallControlEvtsList,
    CallAssociatedEvtsList,
    MediaEvtsList,
    VoiceUnitEvtsList,
    PhysDevEvtsList,
    LogicalEvtsList,
    DeviceMaintEvtsList,
    VendorSpecificEvtsList,
)
