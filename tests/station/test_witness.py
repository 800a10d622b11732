"""What is sent for the rarer services satisfies the witness, which has the official modules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.csta.dialects import HIPATH
from desktop.csta.enumerations import EventCause, LocalConnectionState
from desktop.csta.framing import Deframer
from desktop.csta.services.agents import SetAgentState, SetAgentStateResult
from desktop.csta.services.apparatus import (
    GetMicrophoneMute,
    GetMicrophoneMuteResult,
    GetSpeakerVolume,
    GetSpeakerVolumeResult,
    MicrophoneMuteEntry,
    SetMicrophoneMute,
    SetSpeakerVolume,
    SpeakerVolumeEntry,
)
from desktop.csta.services.call_control import DirectedPickupCall, PickupCallResult
from desktop.csta.services.call_features import (
    CallBack,
    CallBackResult,
    CamponCall,
    IntrudeCall,
    IntrudeCallResult,
    JoinCall,
    JoinCallResult,
    ParkCall,
    ParkCallResult,
)
from desktop.csta.services.capabilities import (
    GetLogicalDeviceInformation,
    GetPhysicalDeviceInformation,
    GetSwitchingFunctionCapabilities,
)
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack, SetAutoAnswer
from desktop.csta.services.physical import SetMessageWaitingIndicator
from desktop.csta.values import ConnectionID
from tests.station.conftest import Desk, desk
from tests.support.witness import complaint, hear

ANSWERS: dict[type[Any], Any] = {
    CallBack: CallBackResult(),
    DirectedPickupCall: PickupCallResult(),
    GetMicrophoneMute: GetMicrophoneMuteResult(
        microphone_mute_list=(MicrophoneMuteEntry(auditory_apparatus=b"\1", microphone_mute_on=False),)
    ),
    GetSpeakerVolume: GetSpeakerVolumeResult(speaker_volume_list=(SpeakerVolumeEntry(auditory_apparatus=b"\1"),)),
    IntrudeCall: IntrudeCallResult(),
    JoinCall: JoinCallResult(conferenced_call=ConnectionID.of(b"\xc0\x09", "100")),
    ParkCall: ParkCallResult(),
    SetAgentState: SetAgentStateResult(),
}
ASKED = (
    *ANSWERS, CallBackNonCallRelated, CancelCallBack, CamponCall, GetLogicalDeviceInformation,
    GetPhysicalDeviceInformation, GetSwitchingFunctionCapabilities, SetAutoAnswer, SetMessageWaitingIndicator,
    SetMicrophoneMute, SetSpeakerVolume,
)  # fmt: skip


async def ask_everything(one: Desk) -> None:
    """Every service once; the switch accepts each."""
    one.peer.answers |= ANSWERS
    station = one.station
    await one.reach_nobody(EventCause.busy)
    for of_the_call in (station.callback(), station.campon(), station.intrude()):
        await of_the_call
    await one.talk(caller="102")
    await station.park("105", station.calls[-1].id)
    one.has("105", LocalConnectionState.queued, LocalConnectionState.connected)
    for other in (
        station.unpark("105"), station.join("105"), station.callback("103"), station.cancel_callback("103"),
        station.agent("workingAfterCall"), station.auto_answer(True), station.mwi(True, "103"), station.mute(True),
        station.volume(0),
    ):  # fmt: skip
        await other
    await one.rest()


async def test_the_witness_approves_what_is_asked(evidence: Path) -> None:
    async with desk() as one:
        await ask_everything(one)
        assert [kind.__name__ for kind in ASKED if not one.asked(kind)] == []
        octets = bytes(one.peer.link.received)
    deframer = Deframer(HIPATH, "computing")
    sent = deframer.feed(octets)
    complaints = [complaint(answer) for answer in hear(evidence, sent)]
    assert len(complaints) > len(ASKED)
    assert set(complaints) == {None}
