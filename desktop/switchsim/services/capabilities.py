"""What the switch tells of itself and of its devices: the services of the table, its events, and what its habits are.

The lists are made from the table, and from the quirks in force: what is told is what happens.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from desktop.csta.failures import OperationError
from desktop.csta.schema import Schema, shipped
from desktop.csta.services.capabilities import (
    GetCSTAFeatureResult,
    GetLogicalDeviceInformation,
    GetLogicalDeviceInformationResult,
    GetPhysicalDeviceInformation,
    GetPhysicalDeviceInformationResult,
    GetSwitchingFunctionCapsResult,
    LogDevEvtsList,
    LogDevServList,
    MaxLengthParameters,
    ServEvtsList,
    SupportedEvents,
    SupportedServices,
)
from desktop.csta.services.capability_lists import (
    CallAssociatedEvtsList,
    CallAssociatedServList,
    CallControlEvtsList,
    CallControlServList,
    CapabilityList,
    CapExchangeServList,
    DeviceMaintEvtsList,
    LogicalEvtsList,
    LogicalServList,
    MonitoringServList,
    PhysDevEvtsList,
    PhysDevServList,
    SnapshotServList,
    SystemStatusServList,
    VendorSpecificServList,
    spelling,
)
from desktop.csta.services.offers import OTHER_NAMES
from desktop.csta.system_enumerations import (
    AppearanceType,
    ConnectionView,
    IgnoreUnsupportedParameters,
)
from desktop.csta.values import BitSet
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Phone
from desktop.switchsim.services.apparatus import BUTTONS, RING_PATTERNS
from desktop.switchsim.services.call_associated import LONGEST_DATA, LONGEST_USER_DATA
from desktop.switchsim.services.common import number_of
from desktop.switchsim.services.station import MOST_RINGS
from desktop.switchsim.services.system import PRIVATE_VERSIONS, kind_of, model_name

Offers = Mapping[str, tuple[str, ...]]
"""Service by the name of its operation -> names of its bits."""
L = TypeVar("L", bound=CapabilityList)

EVENTS = (
    "conferenced", "connectionCleared", "delivered", "digitsDialed", "diverted", "established", "failed", "held",
    "networkReached", "offered", "originated", "queued", "retrieved", "serviceInitiated", "transferred",
    "callInformation", "digitsGenerated", "telephonyTonesGenerated",
    "buttonPress", "displayUpdated", "hookswitch", "messageWaiting", "microphoneMute", "ringerStatus", "speakerMute",
    "speakerVolume",
    "agentBusy", "agentLoggedOff", "agentLoggedOn", "agentNotReady", "agentReady", "agentWorkingAfterCall",
    "autoAnswer", "callBack", "callBackMessage", "callerIDStatus", "doNotDisturb", "forwarding", "presenceState",
    "backInService", "outOfService",
)  # fmt: skip
"""The events that the switch ever reports."""
_NAMES = {spelling(name): spelling(other) for name, other in OTHER_NAMES.items()}
_GROUP_EVENTS = tuple(name for name in EVENTS if name.startswith("agent"))
_BY_CALL = ("agentBusy", "agentWorkingAfterCall")
"""What becomes of an agent by calls of UCD groups."""
_TRUNK_SERVICES = ("clearConnection",)
_GROUP_SERVICES = ("clearConnection", "deflectCall", "directedPickupCall")
"""For calls that wait there."""
_ANALOGUE_CANNOT = ("answerCall", "setAutoAnswer", "setHookswitchStatus", "getDisplay", "setDisplay",
                    "getButtonInformation", "buttonPress")  # fmt: skip
_DOMAIN = {"isForwardingBefore": 0, "negativeAcknowledgment": 6, "supportFailedWithAssConn": 7,
           "supportFailedWithoutAssConn": 8, "recall": 10, "callBack": 11, "extCallsIncoming": 12,
           "extCallsOutgoing": 13, "prompting": 14}  # fmt: skip
_DOMAIN_BITS = 15
_LONGEST_CALL_ID = 4
_VOICE = BitSet([0], 12)
_SETUPS = {"any": BitSet([0, 1, 2], 5), "consultation": BitSet([0, 2], 5)}
"""What a transfer or conference may start from: consultation, hold and make call, alternate (TransAndConfSetup)."""


@functools.cache
def _schema() -> Schema:
    return shipped()


# lists


def _list(kind: type[L], present: Offers) -> L | None:
    """A list of those services or events that are of its kind; None where there are none."""
    fields = {spelling(field.name): field.name for field in dataclasses.fields(kind) if field.name != "other"}
    found: dict[str, Any] = {}
    for name, details in present.items():
        key = _NAMES.get(spelling(name), spelling(name))
        if key in fields:
            found[fields[key]] = _bits(kind, key, details)
    return kind(**found) if found else None


def _bits(kind: type[CapabilityList], key: str, details: Iterable[str]) -> BitSet:
    node = next(node for name, node, _ in _schema().node(kind.__name__).members if spelling(name) == key)
    numbers = {name: bit for bit, name in node.names.items()}
    return BitSet([numbers[name] for name in details if name in numbers], max(numbers.values(), default=0) + 1)


def _events(exchange: Exchange) -> Offers:
    quirks = exchange.quirks
    never = {name.removesuffix("Event") for name in quirks.disabled_events} | (set() if quirks.offered else {"offered"})
    never |= set() if any(group.kind == "ucd" for group in exchange.groups.values()) else set(_BY_CALL)
    details = {"diverted": ("sendsDivertedToAll",)} if quirks.diverted_to_all else {}
    return {name: details.get(name, ()) for name in EVENTS if name not in never}


def _services(exchange: Exchange, offers: Offers) -> dict[str, tuple[str, ...]]:
    quirks = exchange.quirks
    found = {name: details for name, details in offers.items() if name != "acceptCall" or quirks.offered}
    if not quirks.clears_alerting:
        found["clearConnection"] = tuple(state for state in found["clearConnection"] if state != "alerting")
    if quirks.intrusion == "alternate":
        found["intrudeCall"] = ("participationTypeActive", "supportsAlternate")
    found["switchingFunctionDevices"] = found["monitorInfo"] = ("segmentID",)
    if quirks.offered:
        for name in ("answerCall", "directedPickupCall", "groupPickupCall"):
            found[name] = (*found[name], "supportsOfferedModeOfAlerting")
    return {name: details for name, details in found.items() if name not in quirks.missing_services}


def _snapshots(exchange: Exchange, offers: Offers) -> SnapshotServList:
    """All four must be named (module capability-exchange), also where answers do not come in segments."""
    told = dict.fromkeys(("snapshotCallData", "snapshotDeviceData"), ("segmentID",))
    listed = _list(SnapshotServList, {**offers, **told})
    assert listed is not None, "the table has snapshots"
    return listed


# the switch


def switching_function(exchange: Exchange, offers: Offers) -> GetSwitchingFunctionCapsResult:
    """GetSwitchingFunctionCapabilities."""
    company, quirks = exchange.company, exchange.quirks
    return GetSwitchingFunctionCapsResult(
        switching_sub_domain_name=_ascii(company.name),
        manufacturer_name="Deskline",
        profiles=BitSet([0], 14),
        device_id_format=BitSet([0, 1, 16], 33),
        sw_domain_features=_domain(exchange),
        sw_appearance_addressability=BitSet([0], 2),
        sw_appearance_types=BitSet([AppearanceType.basicStandard], 6),
        ignore_unsupported_parameters=IgnoreUnsupportedParameters.ignoreParameters,
        media_class_support=_VOICE,
        current_time=exchange.reporter.clock,
        time_stamp_mode=BitSet([0] if quirks.time_stamps else [], 3),
        trans_and_conf_setup=_SETUPS[quirks.joins_from],
        misc_monitor_caps=BitSet([1], 5),
        correlator_data_supported=True,
        call_linkage_options=BitSet([0, 1] if quirks.call_linkage else [], 2),
        acd_models=BitSet([0], 2),
        agent_log_on_models=BitSet([0], 4),
        agent_state_models=BitSet([2], 3),
        connection_view=ConnectionView.fixed,
        max_length_parameters=MaxLengthParameters(
            account_info=LONGEST_DATA,
            auth_code=0,
            agent_id=LONGEST_DATA,
            agent_password=LONGEST_DATA,
            call_id_in_connection_id=_LONGEST_CALL_ID,
            correlator_data=LONGEST_DATA,
            private_data=255,
            device_identifiers=32,
            user_data=LONGEST_USER_DATA,
            button_label=24,
            lamp_label=0,
            characters_to_send=64,
        ),
        serv_evts_list=_everything(exchange, offers),
        private_data_version_list=PRIVATE_VERSIONS,
        system_status_timer=quirks.system_status_timer,
    )


def _ascii(text: str) -> str:
    return text.encode("ascii", "replace").decode()[:64]


def _domain(exchange: Exchange) -> BitSet:
    """How the switch behaves: how Failed is told, whether calls come back, whether telephones prompt."""
    with_connection = exchange.quirks.failed_at == "called"
    names = ["isForwardingBefore", "negativeAcknowledgment", "callBack"]
    names.append("supportFailedWithAssConn" if with_connection else "supportFailedWithoutAssConn")
    times = exchange.company.times
    names += ["recall"] if {times.recall, times.recall_held, times.recall_parked} != {None} else []
    names += ["extCallsIncoming", "extCallsOutgoing"] if exchange.trunks else []
    prompts = any(not phone.station.hands_free for phone in exchange.phones.values())
    names += ["prompting"] if prompts or exchange.quirks.call_back_starts == "prompt" else []
    return BitSet([_DOMAIN[name] for name in names], _DOMAIN_BITS)


def _everything(exchange: Exchange, offers: Offers) -> ServEvtsList:
    services, events = _services(exchange, offers), _events(exchange)
    return ServEvtsList(
        cap_exchange_serv_list=_list(CapExchangeServList, services),
        system_serv_list=_list(SystemStatusServList, _with_system(services)),
        monitoring_serv_list=_list(MonitoringServList, services),
        snapshot_serv_list=_snapshots(exchange, services),
        call_control_serv_list=_list(CallControlServList, services),
        call_control_evts_list=_list(CallControlEvtsList, events),
        call_associated_serv_list=_list(CallAssociatedServList, services),
        call_associated_evts_list=_list(CallAssociatedEvtsList, events),
        phys_dev_serv_list=_list(PhysDevServList, services),
        phys_dev_evts_list=_list(PhysDevEvtsList, events),
        logical_serv_list=_list(LogicalServList, services),
        logical_evts_list=_list(LogicalEvtsList, events),
        device_maint_evts_list=_list(DeviceMaintEvtsList, events),
        vendor_specific_serv_list=_list(VendorSpecificServList, services),
    )


def _with_system(services: Offers) -> Offers:
    return {**services, "swFunctionCapsChanged": (), "swFunctionDevicesChanged": ()}


def features(exchange: Exchange, offers: Offers) -> GetCSTAFeatureResult:
    """GetCSTAFeature: the same lists."""
    services, events = _services(exchange, offers), _events(exchange)
    return GetCSTAFeatureResult(
        supported_services=SupportedServices(
            cap_exchange_serv_list=_list(CapExchangeServList, services),
            system_stat_serv_list=_list(SystemStatusServList, _with_system(services)),
            monitoring_serv_list=_list(MonitoringServList, services),
            snapshot_serv_list=_snapshots(exchange, services),
            call_control_serv_list=_list(CallControlServList, services),
            call_associated_serv_list=_list(CallAssociatedServList, services),
            phys_dev_serv_list=_list(PhysDevServList, services),
            logical_serv_list=_list(LogicalServList, services),
            vendor_specific_serv_list=_list(VendorSpecificServList, services),
        ),
        supported_events=SupportedEvents(
            call_control_evts_list=_list(CallControlEvtsList, events),
            call_associated_evts_list=_list(CallAssociatedEvtsList, events),
            phys_dev_evts_list=_list(PhysDevEvtsList, events),
            logical_evts_list=_list(LogicalEvtsList, events),
            device_maint_evts_list=_list(DeviceMaintEvtsList, events),
        ),
    )


# one device


def _of(exchange: Exchange, offers: Offers, phone: Phone | None, *, trunk: bool) -> Offers:
    """The services that a device offers."""
    services = _services(exchange, offers)
    if phone is None:
        few = _TRUNK_SERVICES if trunk else _GROUP_SERVICES
        return {name: services[name] for name in few if name in services}
    cannot = () if phone.station.remote_answer else _ANALOGUE_CANNOT
    return {name: details for name, details in services.items() if name not in cannot}


def logical_device(
    exchange: Exchange, offers: Offers, argument: GetLogicalDeviceInformation
) -> GetLogicalDeviceInformationResult:
    """GetLogicalDeviceInformation."""
    number = exchange.line(number_of(argument.device))
    category, named = kind_of(exchange, number)
    phone, group = exchange.phones.get(number), exchange.groups.get(number)
    own, agents = phone is not None, group is not None and group.kind == "ucd"
    services, events = _of(exchange, offers, phone, trunk=number in exchange.trunks), _events(exchange)
    logical = events if own else {name: events[name] for name in _GROUP_EVENTS if name in events and agents}
    limits = exchange.company.limits
    return GetLogicalDeviceInformationResult(
        device_category=category,
        group_device_attributes=None if group is None else BitSet([0 if agents else 1], 6),
        named_device_types=named,
        has_physical_element=own,
        acd_models=BitSet([0], 2),
        agent_log_on_models=BitSet([0], 4) if own else None,
        appearance_addressable=False,
        appearance_type=AppearanceType.basicStandard,
        max_callbacks=limits.call_backs if own else None,
        max_auto_answer_rings=MOST_RINGS if "setAutoAnswer" in services else None,
        max_active_calls=limits.calls_per_station if own else None,
        max_held_calls=limits.calls_per_station if own else None,
        max_fwd_settings=12 if own else None,
        max_devices_in_conf=limits.conference if own else None,
        trans_and_conf_setup=_SETUPS[exchange.quirks.joins_from] if own else None,
        media_class_support=_VOICE,
        log_dev_serv_list=LogDevServList(
            call_control_serv_list=_list(CallControlServList, services),
            call_associated_serv_list=_list(CallAssociatedServList, services),
            logical_serv_list=_list(LogicalServList, services),
        ),
        log_dev_evts_list=LogDevEvtsList(
            call_control_evts_list=_list(CallControlEvtsList, events),
            call_associated_evts_list=_list(CallAssociatedEvtsList, events) if own else None,
            logical_evts_list=_list(LogicalEvtsList, logical),
        ),
        device_maint_evts_list=_list(DeviceMaintEvtsList, events) if own else None,
    )


def physical_device(
    exchange: Exchange, offers: Offers, argument: GetPhysicalDeviceInformation
) -> GetPhysicalDeviceInformationResult:
    """GetPhysicalDeviceInformation: only stations have a telephone."""
    number = exchange.line(number_of(argument.device))
    category, named = kind_of(exchange, number)
    phone = exchange.phones.get(number)
    if phone is None:
        raise refuse(OperationError.requestIncompatibleWithDevice)
    system = phone.station.remote_answer
    services = _of(exchange, offers, phone, trunk=False)
    return GetPhysicalDeviceInformationResult(
        device_category=category,
        named_device_types=named,
        has_logical_element=True,
        device_model_name=model_name(remote_answer=system),
        max_displays=1 if system else 0,
        max_buttons=len(BUTTONS) if system else 0,
        max_lamps=0,
        max_ring_patterns=RING_PATTERNS,
        phys_dev_serv_list=_list(PhysDevServList, services),
        phys_dev_evts_list=_list(PhysDevEvtsList, _events(exchange)),
    )
