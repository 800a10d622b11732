"""What the station asks by itself when the link is there, and what it makes of the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.csta.association import Requested
from desktop.csta.enumerations import ForwardingType, LocalConnectionState, SystemStatus
from desktop.csta.events.agents import AgentLoggedOff, AgentLoggedOn, AgentReady
from desktop.csta.events.apparatus import MicrophoneMuteChanged, SpeakerMuteChanged, SpeakerVolumeChanged
from desktop.csta.events.features import AutoAnswerChanged, CallerIDStatusChanged
from desktop.csta.events.maintenance import DeviceCapabilityChanged
from desktop.csta.events.presence import PresenceStateChanged
from desktop.csta.failures import Failure, StateError
from desktop.csta.feature_enumerations import PresenceState, VolInc
from desktop.csta.feature_values import Volume
from desktop.csta.services.agents import AgentStateEntry, GetAgentState, GetAgentStateResult
from desktop.csta.services.apparatus import (
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetSpeakerMute,
    GetSpeakerMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
    MicrophoneMuteEntry,
    SpeakerMuteEntry,
    SpeakerVolumeEntry,
)
from desktop.csta.services.call_control import AnswerCall, ConsultationCall, HoldCall
from desktop.csta.services.capabilities import (
    GetLogicalDeviceInformation,
    GetLogicalDeviceInformationResult,
    GetPhysicalDeviceInformation,
    GetPhysicalDeviceInformationResult,
    GetSwitchingFunctionCapabilities,
    GetSwitchingFunctionCapsResult,
    LogDevServList,
    MaxLengthParameters,
    ServEvtsList,
)
from desktop.csta.services.capability_lists import CallControlServList, LogicalServList, PhysDevServList
from desktop.csta.services.features import (
    GetAutoAnswer,
    GetAutoAnswerResult,
    GetCallerIDStatus,
    GetCallerIDStatusResult,
    SetAutoAnswer,
)
from desktop.csta.services.logical import (
    ForwardListEntry,
    GetDoNotDisturb,
    GetDoNotDisturbResult,
    GetForwarding,
    GetForwardingResult,
)
from desktop.csta.services.presence import GetPresenceState, GetPresenceStateResult
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.services.system import RequestSystemStatus, SwitchingFunctionCapabilitiesChanged
from desktop.csta.system_enumerations import AppearanceType, ConnectionView, IgnoreUnsupportedParameters
from desktop.csta.values import BitSet, DeviceID, ReportedDevice
from desktop.station.views import ForwardingView
from tests.station.conftest import NOT_SUPPORTED, NOT_THIS_OBJECT, Desk, desk
from tests.support.peer import SILENT, Peer

QUESTIONS = (GetSwitchingFunctionCapabilities, GetLogicalDeviceInformation, GetPhysicalDeviceInformation)
SOME = BitSet((), 8)
NO_LENGTHS = MaxLengthParameters(
    account_info=0, auth_code=0, agent_id=0, agent_password=0, call_id_in_connection_id=8, correlator_data=0,
    private_data=0, device_identifiers=128, user_data=0, button_label=0, lamp_label=0, characters_to_send=32,
)  # fmt: skip
CALLS = (
    "answer_call", "clear_connection", "hold_call", "retrieve_call", "make_call", "deflect_call", "alternate_call",
    "consultation_call", "reconnect_call", "transfer_call", "single_step_transfer", "conference_call", "park_call",
)  # fmt: skip


def calls(*without: str) -> CallControlServList:
    """A list of services of calls."""
    return CallControlServList(**{name: SOME for name in CALLS if name not in without})


def switch(*without: str) -> GetSwitchingFunctionCapsResult:
    """A switch that offers services of calls, all but some, and no others."""
    return GetSwitchingFunctionCapsResult(
        switching_sub_domain_name="pbx", manufacturer_name="Peer", profiles=SOME, device_id_format=SOME,
        sw_domain_features=SOME, sw_appearance_addressability=SOME, sw_appearance_types=SOME,
        ignore_unsupported_parameters=IgnoreUnsupportedParameters(0), connection_view=ConnectionView(0),
        max_length_parameters=NO_LENGTHS,
        serv_evts_list=ServEvtsList(call_control_serv_list=calls(*without)),
    )  # fmt: skip


def device(*without: str) -> GetLogicalDeviceInformationResult:
    """A device that offers services of calls, all but some, and auto answer."""
    offered = LogDevServList(
        call_control_serv_list=calls(*without), logical_serv_list=LogicalServList(set_auto_answer=SOME)
    )
    return GetLogicalDeviceInformationResult(
        has_physical_element=True, acd_models=SOME, appearance_addressable=False, appearance_type=AppearanceType(0),
        log_dev_serv_list=offered,
    )  # fmt: skip


def peer(**answers: Any) -> Peer:
    """A switch that answers the three questions, each with its answer or a refusal."""
    made = Peer()
    for kind, name in zip(QUESTIONS, ("switch", "device", "telephone"), strict=True):
        if name in answers:
            made.answers[kind] = answers[name]
    return made


def counts(one: Desk) -> list[int]:
    """How often each of the three was asked."""
    return [len(one.asked(kind)) for kind in QUESTIONS]


def asked(one: Desk, kind: type[Any]) -> Requested:
    """The newest question of a kind, to be answered later."""
    found = (message for message in reversed(one.peer.link.heard) if isinstance(message, Requested))
    return next(message for message in found if isinstance(message.argument, kind))


# --- what is asked, and when


async def test_each_is_asked_once_and_behind_the_calls() -> None:
    async with desk() as one:
        assert counts(one) == [1, 1, 1]
        assert [argument.device.digits for argument in one.asked(GetLogicalDeviceInformation)] == ["100"]
        kinds = [type(argument) for argument in one.peer.link.asked]
        assert kinds.index(SnapshotDevice) < kinds.index(GetDoNotDisturb) < kinds.index(QUESTIONS[0])
        await one.rest(120)
        assert counts(one) == [1, 1, 1]


async def test_when_the_link_is_back_it_is_asked_again() -> None:
    """It may be another switch: what the old one refused says nothing of it."""
    async with desk(peer(switch=switch("park_call"))) as one:
        await one.talk()
        assert one.why("park") == "the telephone system does not offer this"
        one.peer.answers[GetSwitchingFunctionCapabilities] = switch()
        one.peer.link.transport.close()
        await one.rest(10)
        assert counts(one) == [2, 2, 2]
        assert one.station.offers.reason("park", "100") is None


async def test_of_a_further_device_only_that_one_is_asked() -> None:
    async with desk() as one:
        await one.station.monitor("101")
        await one.rest()
        assert counts(one) == [1, 2, 2]
        assert one.asked(GetPhysicalDeviceInformation)[-1].device.digits == "101"


async def test_an_answer_about_a_device_that_was_left_meanwhile_is_none() -> None:
    async with desk() as one:
        one.peer.answers[GetLogicalDeviceInformation] = SILENT
        await one.station.monitor("101")
        await one.rest()
        request = asked(one, GetLogicalDeviceInformation)
        assert request.argument.device.digits == "101"
        await one.station.unmonitor("101")
        one.peer.link.answer(request, device("park_call"))
        await one.rest()
        assert one.station.offers.reason("park", "101") is None


async def test_in_an_overload_nothing_of_it_is_asked() -> None:
    made = Peer()
    made.start = SystemStatus.overloadReached
    async with desk(made) as one:
        assert (counts(one), len(one.asked(GetForwarding))) == ([0, 0, 0], 0)
        one.peer.link.status(SystemStatus.overloadRelieved)
        await one.rest()
        assert (counts(one), len(one.asked(GetForwarding))) == ([1, 1, 1], 1)


async def test_a_device_whose_capabilities_change_is_asked_again() -> None:
    async with desk(peer(device=device("park_call"))) as one:
        await one.talk()
        assert one.why("park") == "this telephone does not offer this"
        one.peer.answers[GetLogicalDeviceInformation] = device()
        one.has("100", LocalConnectionState.connected)
        await one.hear(DeviceCapabilityChanged(device=ReportedDevice.known("100")))
        assert counts(one) == [1, 2, 2]
        assert one.why("park") is None


async def test_a_switch_whose_capabilities_change_is_asked_again() -> None:
    async with desk(peer(switch=switch("park_call"))) as one:
        await one.talk()
        one.peer.answers[HoldCall] = NOT_SUPPORTED
        await one.refused(one.station.hold())
        assert (one.why("park"), one.why("hold")) == ("the telephone system does not offer this",) * 2
        one.peer.answers[GetSwitchingFunctionCapabilities] = NOT_SUPPORTED
        before = len(one.told)
        one.peer.link.ask(SwitchingFunctionCapabilitiesChanged())
        await one.rest()
        assert counts(one) == [2, 2, 2]
        assert (one.why("park"), one.why("hold")) == (None, None)
        assert one.told[before:] == [one.only], "who listens is told though the switch says no more"


# --- what follows


async def test_who_does_not_answer_offers_everything() -> None:
    for answers in ({}, dict.fromkeys(("switch", "device", "telephone"), SILENT)):
        async with desk(peer(**answers)) as one:
            await one.talk()
            await one.rest(6)
            assert {"hold", "park", "transfer", "consult"} <= set(one.only.actions)


async def test_what_the_switch_does_not_offer_is_grey_and_not_asked() -> None:
    async with desk(peer(switch=switch("hold_call"))) as one:
        await one.talk()
        assert one.why("hold") == "the telephone system does not offer this"
        assert one.why("consult") is None
        assert await one.refused(one.station.hold()) == (
            "state",
            "notOffered",
            "the telephone system does not offer this",
        )
        assert one.asked(HoldCall) == []


async def test_what_the_telephone_does_not_offer_is_grey_and_not_asked() -> None:
    telephone = GetPhysicalDeviceInformationResult(
        has_logical_element=True, phys_dev_serv_list=PhysDevServList(get_microphone_mute=SOME)
    )
    async with desk(peer(device=device("answer_call"), telephone=telephone)) as one:
        await one.call()
        assert one.why("answer") == "this phone cannot be answered from the PC"
        assert (await one.refused(one.station.answer()))[:2] == ("state", "notOffered")
        assert one.asked(AnswerCall) == []
        refused = await one.refused(one.station.mute(True))
        assert refused == ("state", "notOffered", "this telephone does not offer this")
        await one.ask(one.station.auto_answer(True), SetAutoAnswer)


async def test_an_answer_during_a_call_changes_its_card() -> None:
    async with desk(peer(switch=SILENT)) as one:
        await one.talk()
        request = asked(one, GetSwitchingFunctionCapabilities)
        assert one.why("park") is None
        before = len(one.told)
        one.peer.link.answer(request, switch("park_call"))
        await one.rest()
        assert one.why("park") == "the telephone system does not offer this"
        assert one.told[before:] == [one.only]


async def test_what_was_refused_once_is_grey_with_its_reason_on_every_card_of_the_device() -> None:
    async with desk() as one:
        await one.call()
        assert one.why("answer") is None
        one.peer.answers[AnswerCall] = NOT_THIS_OBJECT
        assert (await one.refused(one.station.answer()))[:2] == ("refused", "requestIncompatibleWithObject")
        assert one.why("answer") == "this phone cannot be answered from the PC"
        await one.call(caller="102")
        assert all("answer" in view.blocked for view in one.station.calls)


async def test_a_refusal_of_the_moment_is_no_reason_for_the_next_time() -> None:
    async with desk() as one:
        await one.talk()
        one.peer.answers[HoldCall] = Failure.state(StateError.invalidObjectState)
        for _ in range(2):
            assert (await one.refused(one.station.hold()))[0] == "refused"
        assert one.why("hold") is None


async def test_the_steps_are_gone_at_once_where_the_straight_way_is_not_offered() -> None:
    async with desk(peer(switch=switch("consultation_call"))) as one:
        await one.talk()
        one.peer.answers[HoldCall] = Failure.state(StateError.invalidObjectState)
        assert (await one.refused(one.station.consult("102")))[1] == "invalidObjectState"
        assert (one.asked(ConsultationCall), len(one.asked(HoldCall))) == ([], 1)


# --- what is switched


async def test_what_is_switched_is_shown() -> None:
    made = Peer()
    made.answers[GetDoNotDisturb] = GetDoNotDisturbResult(do_not_disturb_on=True)
    entries = (
        ForwardListEntry(forward_status=True, forward_dn=DeviceID("102")),
        ForwardListEntry(forward_status=False, forwarding_type=ForwardingType.forwardBusy),
    )
    made.answers[GetForwarding] = GetForwardingResult(forwarding_list=entries)
    async with desk(made) as one:
        view = one.station.device
        assert (view.dnd, view.message_waiting) == (True, None)
        assert view.forwarding == (ForwardingView("immediate", True, "102"), ForwardingView("busy", False, None))


SWITCHED = {
    GetAgentState: GetAgentStateResult(agent_state_list=(AgentStateEntry(logged_on=False),)),
    GetAutoAnswer: GetAutoAnswerResult(auto_answer_on=True),
    GetMicrophoneMute: GetMicrophoneMuteResult(
        microphone_mute_list=(MicrophoneMuteEntry(auditory_apparatus=b"\1", microphone_mute_on=True),)
    ),
    GetSpeakerVolume: GetSpeakerVolumeResult(
        speaker_volume_list=(SpeakerVolumeEntry(auditory_apparatus=b"\1", speaker_vol_abs=40),)
    ),
    GetSpeakerMute: GetSpeakerMuteResult(
        speaker_mute_list=(SpeakerMuteEntry(auditory_apparatus=b"\1", speaker_mute_on=True),)
    ),
    GetCallerIDStatus: GetCallerIDStatusResult(caller_id_provided=False),
    GetPresenceState: GetPresenceStateResult(presence_state=BitSet([PresenceState.away], 20)),
}


def switched(one: Desk) -> tuple[object, ...]:
    view = one.station.device
    return view.agent, view.auto_answer, view.mute, view.volume, view.speaker_mute, view.caller_id, view.presence


async def test_what_not_every_telephone_has_is_asked_behind_what_is_offered() -> None:
    made = Peer()
    made.answers |= SWITCHED
    async with desk(made) as one:
        assert switched(one) == ("loggedOff", True, True, 40, True, False, ("away",))
        kinds = [type(argument) for argument in one.peer.link.asked]
        assert all(kinds.index(GetPhysicalDeviceInformation) < kinds.index(kind) for kind in SWITCHED)


async def test_and_only_where_it_is_offered() -> None:
    telephone = GetPhysicalDeviceInformationResult(
        has_logical_element=True, phys_dev_serv_list=PhysDevServList(get_speaker_volume=SOME)
    )
    made = peer(device=device(), telephone=telephone)
    made.answers |= SWITCHED
    async with desk(made) as one:
        assert switched(one) == (None, None, None, 40, None, None, None)
        assert [len(one.asked(kind)) for kind in SWITCHED] == [0, 0, 0, 1, 0, 0, 0]


async def test_without_a_link_it_is_unknown_until_it_was_asked_again() -> None:
    made = Peer()
    made.answers |= SWITCHED
    async with desk(made) as one:
        one.peer.answers |= {GetAgentState: NOT_SUPPORTED, GetSpeakerVolume: SILENT}
        one.peer.link.transport.close()
        await one.rest()
        assert switched(one) == (None,) * 7
        assert one.told[-1] == one.station.device, "who listens is told"
        await one.rest(10)
        assert switched(one) == (None, True, True, None, True, False, ("away",))


async def test_events_keep_it_right() -> None:
    made = Peer()
    made.answers |= SWITCHED
    async with desk(made) as one:
        own = ReportedDevice.known("100")
        await one.hear(
            AgentLoggedOn(agent_device=own),
            AgentReady(agent_device=own),
            AutoAnswerChanged(invoking_device=own, auto_answer_on=False),
            MicrophoneMuteChanged(invoking_device=own, auditory_apparatus=b"\1", microphone_mute_on=False),
            SpeakerVolumeChanged(invoking_device=own, auditory_apparatus=b"\1", speaker_volume=Volume(vol_abs=70)),
            SpeakerMuteChanged(invoking_device=own, auditory_apparatus=b"\1", speaker_mute_on=False),
            CallerIDStatusChanged(device=DeviceID("100"), caller_id_provided=True),
            PresenceStateChanged(device=own, presence_state=BitSet([PresenceState.meeting], 20)),
        )
        assert switched(one) == ("ready", False, False, 70, False, True, ("meeting",))
        other = ReportedDevice.known("101")
        await one.hear(
            AgentLoggedOff(agent_device=other),
            AutoAnswerChanged(invoking_device=other, auto_answer_on=True),
            CallerIDStatusChanged(device=DeviceID("101"), caller_id_provided=False),
        )
        assert switched(one) == ("ready", False, False, 70, False, True, ("meeting",))


async def test_how_loud_it_is_after_a_step_is_asked() -> None:
    made = Peer()
    made.answers |= SWITCHED
    async with desk(made) as one:
        before = len(one.asked(GetSpeakerVolume))
        own, step = ReportedDevice.known("100"), Volume(vol_inc=VolInc.increment)
        await one.hear(SpeakerVolumeChanged(invoking_device=own, auditory_apparatus=b"\1", speaker_volume=step))
        assert len(one.asked(GetSpeakerVolume)) == before + 1
        assert one.station.device.volume == 40


@pytest.mark.parametrize("kind", [GetDoNotDisturb, GetForwarding, GetPhysicalDeviceInformation])
async def test_what_is_switched_at_a_device_that_was_left_is_nothing_to_us(kind: type[Any]) -> None:
    async with desk() as one:
        one.peer.answers[kind] = SILENT
        await one.station.monitor("101")
        await one.rest()
        await one.station.unmonitor("101")
        before = len(one.told)
        await one.rest(6)
        assert one.told[before:] == []


async def test_a_switch_that_tells_its_state_by_the_clock_is_supervised_by_it() -> None:
    talkative = replace(switch(), system_status_timer=90)
    async with desk(peer(switch=talkative, device=device())) as one:
        await one.rest(85)
        assert one.asked(RequestSystemStatus) == []
        await one.rest(10)
        assert len(one.asked(RequestSystemStatus)) == 1
