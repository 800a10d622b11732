"""Commands in, replies out: to the letter of the control vocabulary."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from desktop.csta.enumerations import LocalConnectionState
from desktop.csta.failures import Failure, StateError
from desktop.csta.feature_enumerations import ReqAgentState
from desktop.csta.services.agents import SetAgentState
from desktop.csta.services.apparatus import (
    GetDisplay,
    GetMicrophoneMute,
    GetRingerStatus,
    GetSpeakerMute,
    GetSpeakerVolume,
)
from desktop.csta.services.call_control import DirectedPickupCall, MakeCall
from desktop.csta.services.call_features import CallBack, CallBackMessage, CamponCall, IntrudeCall, JoinCall
from desktop.csta.services.features import CallBackNonCallRelated, CancelCallBack, SetAutoAnswer, SetCallerIDStatus
from desktop.csta.services.logical import SetDoNotDisturb
from desktop.csta.services.physical import GetHookswitchStatus, SetMessageWaitingIndicator
from desktop.csta.services.presence import SetPresenceState
from desktop.csta.services.snapshots import (
    SnapshotDevice,
    SnapshotDeviceData,
    SnapshotDeviceEntry,
    SnapshotDeviceResult,
)
from desktop.csta.values import BitSet, CallState, ConnectionID
from desktop.link.client import NoAnswer, ServiceRefused
from desktop.station.refusal import Refusal
from desktop.switchsim import small_office
from tests.control.conftest import Program, program

VOCABULARY = [
    "dial",
    "answer",
    "hangup",
    "reject",
    "deflect",
    "hold",
    "retrieve",
    "consult",
    "swap",
    "reconnect",
    "transfer",
    "conference",
    "dtmf",
    "pickup",
    "park",
    "unpark",
    "callback",
    "cancel_callback",
    "campon",
    "intrude",
    "join",
    "step_conference",
    "dial_digits",
    "redial",
    "forward",
    "dnd",
    "agent",
    "auto_answer",
    "mwi",
    "mute",
    "volume",
    "speaker_mute",
    "ring_volume",
    "silence",
    "offhook",
    "onhook",
    "display",
    "caller_id",
    "presence",
    "accept",
    "clear_call",
    "callback_message",
    "account",
    "monitor",
    "unmonitor",
    "snapshot",
    "status",
    "quit",
]
"""Every word that other programs rely on."""

# every command


async def test_dial_answer_by_hand_hang_up() -> None:
    async with program() as one:
        reply = await one.done("dial", to="101")
        assert set(reply) == {"reply", "ok", "call"}
        assert reply["call"] == one.station.calls[0].id
        one.world.switch("answer", device="101")
        await one.rest()
        reply = await one.done("hangup")
        assert set(reply) == {"reply", "ok"}
        assert one.world.truth() == []


async def test_dial_at_a_named_device() -> None:
    async with program(devices=("100", "102")) as one:
        await one.done("dial", to="101", device="102")
        assert one.world.truth("102")
        assert not one.world.truth("100")


async def test_redial() -> None:
    async with program() as one:
        assert await one.refused("redial") == ("state", "noCall")
        await one.talking()
        await one.done("hangup")
        assert (await one.done("redial"))["call"] == one.station.calls[0].id
        assert one.world.call.peers[0].number == "101"


async def test_answer_reject_deflect() -> None:
    async with program() as one:
        one.world.switch("call", from_="101", to="100")
        await one.rest()
        await one.done("answer")
        assert one.world.call.state == "connected"
        await one.done("hangup")
        one.world.switch("call", from_="102", to="100")
        await one.rest()
        await one.done("reject")
        one.world.switch("call", from_="102", to="100")
        await one.rest()
        await one.done("deflect", to="103")
        outcomes = [event["call"]["outcome"] for event in one.events("call") if event["call"]["state"] == "gone"]
        assert outcomes == ["talked", "rejected", "deflected"]


async def test_hold_and_retrieve() -> None:
    async with program() as one:
        await one.talking()
        await one.done("hold")
        assert one.world.call.phase == "held"
        await one.done("retrieve")
        assert one.world.call.phase == "talking"


@pytest.mark.parametrize("do", ["swap", "reconnect", "transfer", "conference"])
async def test_what_is_asked_of_a_pair(do: str) -> None:
    async with program() as one:
        first = await one.talking()
        assert await one.refused(do) == ("state", "wrongState"), "there is no pair yet"
        reply = await one.done("consult", to="102")
        assert set(reply) == {"reply", "ok", "call"}
        one.world.switch("answer", device="102")
        await one.rest()
        assert set(await one.done(do)) == {"reply", "ok"}
        states = {call.id: call.state for call in one.station.calls}
        assert (
            states
            == {
                "swap": {first: "connected", reply["call"]: "hold"},
                "reconnect": {first: "connected"},
                "transfer": {},
                "conference": {first: "connected"},
            }[do]
        )


async def test_transfer_to_a_number() -> None:
    async with program() as one:
        await one.talking()
        reply = await one.done("transfer", to="102")
        assert set(reply) <= {"reply", "ok", "via"}
        assert one.world.truth() == []


async def test_transfer_says_when_it_went_by_consultation() -> None:
    async with program() as one:
        await one.talking()

        async def by_consultation(to: str | None, call: str | None) -> str:
            assert (to, call) == ("102", None)
            return "consultation"

        one.station.transfer = by_consultation  # type: ignore[method-assign,assignment]
        assert (await one.done("transfer", to="102"))["via"] == "consultation"


async def test_step_conference() -> None:
    async with program() as one:
        await one.talking()
        await one.done("step_conference", to="102")
        one.world.switch("answer", device="102")
        await one.rest()
        assert {peer.number for peer in one.world.call.peers} == {"101", "102"}


async def test_tones_and_more_digits() -> None:
    async with program() as one:
        await one.talking()
        await one.done("dtmf", digits="12#")
        assert await one.refused("dtmf", digits="12x") == ("usage", "invalidDigits")
        assert await one.refused("dial_digits", digits="12x") == ("usage", "invalidDigits")
        assert (await one.refused("dial_digits", digits="1"))[0] == "state"


async def test_pickup() -> None:
    async with program() as one:
        assert await one.refused("pickup", from_="101") == ("state", "noCall")
        one.world.switch("call", from_="102", to="101")
        await one.rest()
        await one.done("pickup", from_="101")
        assert one.world.call.state == "connected"


async def test_forward_and_dnd() -> None:
    async with program() as one:
        await one.done("dnd", on=True)
        await one.done("forward", type="immediate", on=True, to="102")
        assert one.events("device")[-1] == {
            "event": "device",
            "device": "100",
            "dnd": True,
            "forwarding": [{"type": "immediate", "on": True, "to": "102"}],
            "message_waiting": False,
            "in_service": one.events("device")[-1]["in_service"],
            "agent": "loggedOff",
            "auto_answer": False,
            "mute": False,
            "volume": 50,
            "call_backs": [],
            "speaker_mute": False,
            "caller_id": True,
            "presence": ["unknown"],
        }
        await one.done("forward", on=False)
        await one.done("dnd", on=False)
        assert one.station.device.dnd is False
        assert await one.refused("forward", on=True) == ("usage", "invalidForwardingDestination")
        assert await one.refused("forward", on=True, to="102", type="never") == ("usage", "invalidForwardingType")


async def test_monitor_and_unmonitor() -> None:
    async with program() as one:
        assert await one.refused("dnd", on=True, device="101") == ("usage", "unknownDevice")
        await one.done("monitor", device="101")
        await one.done("monitor", device="101")
        assert [device["device"] for device in (await one.done("status"))["devices"]] == ["100", "101"]
        await one.done("unmonitor", device="101")
        assert [device["device"] for device in (await one.done("status"))["devices"]] == ["100"]
        kind, code = await one.refused("monitor", device="999")
        assert kind == "refused"
        assert code in {"invalidDeviceID", "objectNotKnown", "invalidMonitorObject"}


@pytest.mark.parametrize("do", ["status", "snapshot"])
async def test_status_and_snapshot(do: str) -> None:
    async with program() as one:
        call = await one.talking()
        reply = await one.done(do)
        assert set(reply) == {"reply", "ok", "link", "devices", "calls"}
        assert reply["link"] == {"state": "ready", "reason": None, "retry_in": None}
        assert [entry["id"] for entry in reply["calls"]] == [call]
        old = {"device", "dnd", "forwarding", "message_waiting", "in_service"}
        new = {"agent", "auto_answer", "mute", "volume", "call_backs", "speaker_mute", "caller_id", "presence"}
        assert set(reply["devices"][0]) == old | new
        await one.done("hangup")
        assert (await one.done(do))["calls"] == [], "gone calls are not listed"


async def test_a_snapshot_asks_the_switch_first() -> None:
    async with program(devices=("100", "101")) as one:
        asked: list[str] = []
        compare = one.station.session.compare

        async def counting(device: str) -> None:
            asked.append(device)
            await compare(device)

        one.station.session.compare = counting  # type: ignore[method-assign]
        await one.done("status")
        assert asked == []
        await one.done("snapshot", device="101")
        assert asked == ["101"]
        await one.done("snapshot")
        assert asked == ["101", "100", "101"]
        assert await one.refused("snapshot", device="999") == ("usage", "unknownDevice")


async def test_every_word_is_known() -> None:
    """Without members and without calls each is refused, but none as unknown."""
    async with program(events=False) as one:
        for do in VOCABULARY:
            if do not in ("quit", "status", "snapshot", "display", "offhook", "onhook"):
                assert (await one.refused(do))[1] != "unknownCommand", do


class Asking:
    """A switch that says no word: what it was asked is kept, and refused as a switch does that cannot."""

    def __init__(self, one: Program) -> None:
        self.asked: list[Any] = []
        self._answers: dict[type[Any], Any] = {}
        one.station.session.request = self._request  # type: ignore[method-assign]

    def answers(self, kind: type[Any], result: Any) -> None:
        """From now on a question of this kind has this result."""
        self._answers[kind] = result

    def _request(self, argument: Any, done: Any) -> None:
        self.asked.append(argument)
        found = self._answers.get(type(argument))
        done(found or ServiceRefused(Failure.state(StateError.invalidObjectState)))

    def of(self, kind: type[Any]) -> Any:
        """The one question of a kind."""
        (argument,) = (argument for argument in self.asked if isinstance(argument, kind))
        return argument


REFUSED = ("refused", "invalidObjectState")


def at(device: str, state: LocalConnectionState) -> SnapshotDeviceResult:
    """The snapshot of a device with one call."""
    entry = SnapshotDeviceEntry(
        connection_identifier=ConnectionID.of(b"\xc0\x01", device), local_call_state=CallState(states=(state,))
    )
    return SnapshotDeviceResult(data=SnapshotDeviceData(entries=(entry,)))


async def test_park_and_unpark() -> None:
    async with program() as one:
        call = await one.talking()
        switch = Asking(one)
        assert await one.refused("park", to="105") == REFUSED
        assert await one.refused("park", to="105", call=call, device="100") == REFUSED
        assert [argument.park_to.digits for argument in switch.asked] == ["105", "105"]
        switch.answers(SnapshotDevice, at("105", LocalConnectionState.queued))
        assert await one.refused("unpark", from_="105") == REFUSED
        assert switch.of(SnapshotDevice).snapshot_object.digits == "105"
        assert switch.of(DirectedPickupCall).requesting_device.digits == "100"


async def test_what_is_asked_when_somebody_is_busy() -> None:
    async with program() as one:
        one.world.switch("set", device="101", habits={"busy": True})
        call = (await one.done("dial", to="101"))["call"]
        await one.rest()
        switch = Asking(one)
        for do, kind in (
            ("callback", CallBack), ("campon", CamponCall), ("intrude", IntrudeCall),
            ("callback_message", CallBackMessage),
        ):  # fmt: skip
            assert await one.refused(do) == REFUSED
            assert await one.refused(do, call=call) == REFUSED
            assert [type(argument) for argument in switch.asked[-2:]] == [kind, kind]


async def test_call_back_of_a_device_needs_no_call_and_no_monitor() -> None:
    async with program() as one:
        switch = Asking(one)
        assert await one.refused("callback", device="101") == REFUSED
        assert await one.refused("cancel_callback", device="102") == REFUSED
        assert switch.of(CallBackNonCallRelated).target_device.digits == "101"
        assert switch.of(CancelCallBack).target_device.digits == "102"
        assert await one.refused("callback", device="101", call="c1") == ("usage", "disagree")


async def test_join() -> None:
    async with program() as one:
        switch = Asking(one)
        switch.answers(SnapshotDevice, at("101", LocalConnectionState.connected))
        assert await one.refused("join", to="101") == REFUSED
        assert switch.of(JoinCall).active_call == ConnectionID.of(b"\xc0\x01", "101")


@pytest.mark.parametrize(
    ("do", "members", "kind", "member", "value"),
    [
        ("agent", {"state": "ready"}, SetAgentState, "requested_agent_state", ReqAgentState.ready),
        ("auto_answer", {"on": True}, SetAutoAnswer, "auto_answer_on", True),
        ("dnd", {"on": False}, SetDoNotDisturb, "do_not_disturb_on", False),
        ("mute", {"on": True}, GetMicrophoneMute, "auditory_apparatus", None),
        ("volume", {"level": 40}, GetSpeakerVolume, "auditory_apparatus", None),
        ("speaker_mute", {"on": True}, GetSpeakerMute, "auditory_apparatus", None),
        ("ring_volume", {"level": 0}, GetRingerStatus, "ringer", None),
        ("silence", {}, GetRingerStatus, "ringer", None),
        ("offhook", {}, GetHookswitchStatus, "hookswitch", None),
        ("onhook", {}, GetHookswitchStatus, "hookswitch", None),
        ("display", {}, GetDisplay, "display", None),
        ("caller_id", {"on": False}, SetCallerIDStatus, "caller_id_provided", False),
        ("presence", {"state": "away"}, SetPresenceState, "requested_presence_state", BitSet([1], 20)),
    ],
)
async def test_what_is_switched_at_a_monitored_device(
    do: str, members: dict[str, Any], kind: type[Any], member: str, value: Any
) -> None:
    async with program(devices=("100", "102")) as one:
        for device in ({}, {"device": "102"}):
            switch = Asking(one)
            assert await one.refused(do, **members, **device) == REFUSED
            asked = switch.of(kind)
            assert (asked.device.digits, getattr(asked, member)) == (device.get("device", "100"), value)
        assert await one.refused(do, **members, device="103") == ("usage", "unknownDevice")


async def test_what_is_switched_is_told_as_it_is() -> None:
    async with program() as one:
        for do, members, name, value in (
            ("agent", {"state": "loggedOn"}, "agent", "notReady"),
            ("agent", {"state": "ready"}, "agent", "ready"),
            ("auto_answer", {"on": True}, "auto_answer", True),
            ("mute", {"on": True}, "mute", True),
            ("volume", {"level": 20}, "volume", 20),
            ("speaker_mute", {"on": True}, "speaker_mute", True),
            ("caller_id", {"on": False}, "caller_id", False),
            ("presence", {"state": "meeting"}, "presence", ["meeting"]),
        ):
            await one.done(do, **members)
            assert one.events("device")[-1][name] == value
        one.world.listener.wires[-1].cut()
        await one.rest(0.2)
        told = one.events("device")[-1]
        names = ("agent", "auto_answer", "mute", "volume", "speaker_mute", "caller_id", "presence")
        assert [told[name] for name in names] == [None] * 7
        await one.rest(10)
        told = (await one.done("status"))["devices"][0]
        assert [told[name] for name in names] == ["ready", True, True, 20, True, False, ["meeting"]]


async def test_the_handset_is_lifted_and_put_down() -> None:
    async with program() as one:
        assert await one.refused("onhook") == ("state", "wrongState")
        await one.done("offhook")
        assert one.world.call.state == "initiated"
        assert await one.refused("offhook") == ("state", "wrongState")
        await one.done("dial_digits", digits="101")
        await one.done("onhook")
        assert one.world.truth() == []


async def test_the_display_is_written_and_read() -> None:
    async with program() as one:
        assert (await one.done("display"))["display"] == []
        await one.done("display", text="Meeting until 3 o'clock, then lunch")
        assert (await one.done("display"))["display"] == ["Meeting until 3 o'clock,", " then lunch"]
        assert set(await one.done("display", text="Back")) == {"reply", "ok"}
        assert (await one.done("display"))["display"] == ["Back", ""]
        for text in ("", "Ä", "x" * 241, "a\x07"):
            assert await one.refused("display", text=text) == ("usage", "invalidText")


async def test_what_rings_is_silenced() -> None:
    async with program() as one:
        assert await one.refused("silence") == ("state", "wrongState")
        one.world.switch("call", from_="101", to="100")
        await one.rest()
        await one.done("silence")
        assert one.world.simulator.switch.phones["100"].features.silenced
        assert await one.refused("silence") == ("state", "wrongState")
        await one.done("ring_volume", level=10)
        assert one.world.simulator.switch.phones["100"].features.ring_volume == 10
        assert await one.refused("ring_volume", level=101) == ("usage", "invalidVolume")


async def test_redial_what_was_dialled_at_the_telephone() -> None:
    async with program() as one:
        one.world.switch("call", from_="100", to="00891234567")
        await one.rest()
        await one.done("hangup")
        assert (await one.done("redial"))["call"] == one.station.calls[0].id
        assert one.world.call.called == "00891234567"


async def test_a_conference_ends_for_all_and_a_call_is_put_to_an_account() -> None:
    async with program() as one:
        await one.talking()
        await one.done("account", code="4711-A")
        assert [call.account for call in one.world.simulator.switch.calls.values()] == [b"4711-A"]
        for code in ("", "x" * 33, "Ä", "1\n"):
            assert await one.refused("account", code=code) == ("usage", "invalidAccountCode")
        assert await one.refused("clear_call") == ("state", "wrongState")
        await one.done("step_conference", to="102")
        one.world.switch("answer", device="102")
        await one.rest()
        await one.done("clear_call")
        await one.rest()
        assert not one.world.simulator.switch.calls


async def test_a_call_that_is_only_offered_is_let_ring() -> None:
    office = small_office()
    async with program(company=replace(office, quirks=replace(office.quirks, offered=True))) as one:
        one.world.switch("call", from_="101", to="100")
        await one.rest(0.5)
        assert "accept" in one.station.calls[0].actions
        await one.done("accept")
        await one.rest(0.5)
        assert not one.world.simulator.switch.legs("100")[0].offered
        assert "accept" not in one.station.calls[0].actions
        assert await one.refused("accept") == ("state", "wrongState")


async def test_word_is_left_at_somebody_busy() -> None:
    async with program() as one:
        one.world.switch("set", device="101", habits={"busy": True})
        await one.done("dial", to="101")
        await one.rest()
        await one.done("callback_message")
        await one.rest()
        assert one.world.truth() == []
        assert one.world.simulator.switch.phones["101"].message_waiting


async def test_call_backs_are_told_and_given_up() -> None:
    async with program() as one:
        one.world.switch("set", device="101", habits={"busy": True})
        call = (await one.done("dial", to="101"))["call"]
        await one.rest()
        await one.done("callback", call=call)
        assert one.events("device")[-1]["call_backs"] == ["101"]
        await one.done("cancel_callback", device="101")
        assert one.events("device")[-1]["call_backs"] == []
        assert one.world.switch("state")["call_backs"] == []


async def test_message_waiting_at_a_device_that_need_not_be_monitored() -> None:
    async with program() as one:
        switch = Asking(one)
        assert await one.refused("mwi", on=True, device="103") == REFUSED
        asked = switch.of(SetMessageWaitingIndicator)
        assert (asked.device.digits, asked.message_waiting_on) == ("103", True)


async def test_what_the_switch_does_not_offer_is_refused_as_such_before_it_is_asked() -> None:
    async with program() as one:
        one.station.offers.refused("100", "setAgentState", "serviceNotSupported")
        reply = await one.do("agent", state="ready")
        assert reply["error"] == {
            "kind": "state",
            "code": "notOffered",
            "text": "the telephone system does not offer this",
        }


# which call


async def test_which_call_when_none_is_named() -> None:
    async with program() as one:
        for do in ("answer", "hangup", "hold", "retrieve", "swap"):
            assert await one.refused(do) == ("state", "noCall")
        one.world.switch("call", from_="101", to="100")
        one.world.switch("call", from_="102", to="100")
        await one.rest()
        assert await one.refused("answer") == ("state", "ambiguous")
        second = one.station.calls[1].id
        await one.done("answer", call=second)
        assert one.station.calls[1].state == "connected"
        assert await one.refused("hold", call="c999") == ("state", "noCall")
        assert await one.refused("hold", call=one.station.calls[0].id) == ("state", "wrongState")


async def test_a_device_names_its_only_call() -> None:
    async with program(devices=("100", "102")) as one:
        mine = await one.talking()
        one.world.switch("call", from_="103", to="102")
        await one.rest()
        await one.done("answer", device="102")
        await one.done("transfer", device="102", to="104")
        assert one.world.truth("102") == []
        assert await one.refused("hangup", device="102") == ("state", "noCall")
        await one.done("hold", device="100", call=mine)
        assert one.station.calls[0].state == "hold"


@pytest.mark.parametrize(
    "do",
    [
        *("hangup", "hold", "dtmf", "consult", "transfer", "step_conference", "park", "campon", "intrude"),
        *("accept", "clear_call", "callback_message", "account"),
    ],
)
async def test_call_and_device_that_disagree_are_a_mistake(do: str) -> None:
    async with program(devices=("100", "102")) as one:
        call = await one.talking()
        before = one.world.truth()
        members = {"to": "103", "digits": "1", "code": "1"}
        assert (await one.refused(do, call=call, device="102", **members))[0] == "usage"
        assert await one.refused(do, call=call, device="999", **members) == ("usage", "unknownDevice")
        assert one.world.truth() == before, "nothing else happens"


# what may go wrong

MALFORMED: list[tuple[bytes, Any, str]] = [
    (b"{", None, "badLine"),
    (b"dial 101", None, "badLine"),
    (b"[]", None, "badLine"),
    (b"null", None, "badLine"),
    (b'{"id": 7, "do": "dial", "to": "M\xfcller"}', None, "badLine"),
    (b'{"id": 7, "do": "status", "x": "' + b"y" * 70000 + b'"}', None, "badLine"),
    (b'{"id": 7, "do": 1e999}', None, "badLine"),
    (b"{}", None, "unknownCommand"),
    (b'{"id": 7}', 7, "unknownCommand"),
    (b'{"id": 7, "do": null}', 7, "unknownCommand"),
    (b'{"id": 7, "do": 5}', 7, "unknownCommand"),
    (b'{"id": 7, "do": ["dial"]}', 7, "unknownCommand"),
    (b'{"id": 7, "do": "DIAL", "to": "101"}', 7, "unknownCommand"),
    (b'{"id": 7, "do": "explode"}', 7, "unknownCommand"),
    (b'{"id": "seven", "do": "explode"}', "seven", "unknownCommand"),
    (b'{"id": 7.5, "do": "explode"}', 7.5, "unknownCommand"),
    (b'{"id": "\\ud83d", "do": "explode"}', "\ud83d", "unknownCommand"),
    (b'{"id": null, "do": "explode"}', None, "unknownCommand"),
    (b'{"id": true, "do": "status"}', None, "wrongType"),
    (b'{"id": [7], "do": "status"}', None, "wrongType"),
    (b'{"id": ' + b"[" * 900 + b"]" * 900 + b', "do": "status"}', None, "wrongType"),
    (b'{"id": 7, "do": "dial"}', 7, "missingMember"),
    (b'{"id": 7, "do": "dial", "to": null}', 7, "missingMember"),
    (b'{"id": 7, "do": "dial", "to": 101}', 7, "wrongType"),
    (b'{"id": 7, "do": "dial", "to": {"number": "101"}}', 7, "wrongType"),
    (b'{"id": 7, "do": "dial", "to": ""}', 7, "invalidNumber"),
    (b'{"id": 7, "do": "dial", "to": "Anna"}', 7, "invalidNumber"),
    (b'{"id": 7, "do": "dial", "to": "101", "device": 100}', 7, "wrongType"),
    (b'{"id": 7, "do": "dial", "to": "101", "device": "999"}', 7, "unknownDevice"),
    (b'{"id": 7, "do": "hangup", "call": 1}', 7, "wrongType"),
    (b'{"id": 7, "do": "deflect"}', 7, "missingMember"),
    (b'{"id": 7, "do": "consult"}', 7, "missingMember"),
    (b'{"id": 7, "do": "step_conference"}', 7, "missingMember"),
    (b'{"id": 7, "do": "transfer", "to": 102}', 7, "wrongType"),
    (b'{"id": 7, "do": "dtmf"}', 7, "missingMember"),
    (b'{"id": 7, "do": "dtmf", "digits": 12}', 7, "wrongType"),
    (b'{"id": 7, "do": "dial_digits"}', 7, "missingMember"),
    (b'{"id": 7, "do": "pickup", "from": 101}', 7, "wrongType"),
    (b'{"id": 7, "do": "dnd"}', 7, "missingMember"),
    (b'{"id": 7, "do": "dnd", "on": "yes"}', 7, "wrongType"),
    (b'{"id": 7, "do": "dnd", "on": 1}', 7, "wrongType"),
    (b'{"id": 7, "do": "forward", "to": "102"}', 7, "missingMember"),
    (b'{"id": 7, "do": "forward", "on": true, "to": 102}', 7, "wrongType"),
    (b'{"id": 7, "do": "forward", "on": true, "to": "102", "type": 1}', 7, "wrongType"),
    (b'{"id": 7, "do": "park"}', 7, "missingMember"),
    (b'{"id": 7, "do": "unpark"}', 7, "missingMember"),
    (b'{"id": 7, "do": "unpark", "from": 105}', 7, "wrongType"),
    (b'{"id": 7, "do": "unpark", "from": ""}', 7, "invalidNumber"),
    (b'{"id": 7, "do": "callback", "device": 101}', 7, "wrongType"),
    (b'{"id": 7, "do": "callback", "device": "Anna"}', 7, "invalidNumber"),
    (b'{"id": 7, "do": "cancel_callback"}', 7, "missingMember"),
    (b'{"id": 7, "do": "join"}', 7, "missingMember"),
    (b'{"id": 7, "do": "agent"}', 7, "missingMember"),
    (b'{"id": 7, "do": "agent", "state": 3}', 7, "wrongType"),
    (b'{"id": 7, "do": "agent", "state": "asleep"}', 7, "invalidAgentState"),
    (b'{"id": 7, "do": "auto_answer", "on": 1}', 7, "wrongType"),
    (b'{"id": 7, "do": "mwi", "on": true}', 7, "missingMember"),
    (b'{"id": 7, "do": "mwi", "device": "101"}', 7, "missingMember"),
    (b'{"id": 7, "do": "mwi", "device": "101", "on": "yes"}', 7, "wrongType"),
    (b'{"id": 7, "do": "mute"}', 7, "missingMember"),
    (b'{"id": 7, "do": "volume"}', 7, "missingMember"),
    (b'{"id": 7, "do": "volume", "level": "loud"}', 7, "wrongType"),
    (b'{"id": 7, "do": "volume", "level": true}', 7, "wrongType"),
    (b'{"id": 7, "do": "volume", "level": 50.0}', 7, "wrongType"),
    (b'{"id": 7, "do": "volume", "level": 101}', 7, "invalidVolume"),
    (b'{"id": 7, "do": "volume", "level": -1}', 7, "invalidVolume"),
    (b'{"id": 7, "do": "volume", "level": 50, "device": "999"}', 7, "unknownDevice"),
    (b'{"id": 7, "do": "monitor"}', 7, "missingMember"),
    (b'{"id": 7, "do": "monitor", "device": true}', 7, "wrongType"),
    (b'{"id": 7, "do": "unmonitor"}', 7, "missingMember"),
    (b'{"id": 7, "do": "unmonitor", "device": "999"}', 7, "unknownDevice"),
    (b'{"id": 7, "do": "snapshot", "device": 100}', 7, "wrongType"),
]


@pytest.mark.parametrize(("line", "number", "code"), MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_line_gets_an_error_reply_and_nothing_else_happens(
    line: bytes, number: Any, code: str
) -> None:
    async with program() as one:
        before = len(one.got)
        one.send(line + b"\n")
        await one.rest()
        (reply,) = one.got[before:]
        assert reply == {
            "reply": number,
            "ok": False,
            "error": {"kind": "usage", "code": code, "text": reply["error"]["text"]},
        }
        assert reply["error"]["text"].strip()
        assert one.world.truth() == []
        assert (await one.done("status"))["calls"] == [], "the next line is read"


async def test_unknown_fields_are_ignored() -> None:
    async with program() as one:
        await one.done("dial", to="101", colour="blue", priority={"high": [1]})
        assert one.world.call.peers[0].number == "101"


async def test_a_command_without_an_id_is_answered_with_null() -> None:
    async with program() as one:
        one.send(b'{"do": "status"}\n')
        await one.rest()
        assert one.replies[-1]["reply"] is None
        assert one.replies[-1]["ok"] is True


async def test_a_refusal_by_the_switch() -> None:
    async with program() as one:
        reply = await one.do("dial", to="199")
        assert reply["ok"] is False
        assert reply["error"] == {
            "kind": "refused",
            "category": "operation",
            "code": "invalidCalledDeviceID",
            "text": "The telephone system does not know the called number.",
        }


async def test_no_answer_is_a_timeout() -> None:
    async with program() as one:

        def silent(argument: Any, done: Any) -> None:
            done(NoAnswer(5.0))

        one.station.session.request = silent  # type: ignore[method-assign]
        assert await one.refused("dial", to="101") == ("timeout", "timeout")


async def test_a_request_error_past_the_station() -> None:
    async with program() as one:

        async def silent(device: str) -> None:
            raise NoAnswer(5.0)

        one.station.session.monitor = silent  # type: ignore[method-assign]
        assert await one.refused("monitor", device="101") == ("timeout", "timeout")


async def test_without_a_link() -> None:
    async with program() as one:
        one.world.listener.close()
        one.world.listener.wires[-1].cut()
        await one.rest(0.2)
        assert (await one.refused("dial", to="101"))[0] in {"link", "state"}
        assert await one.refused("hangup") == ("state", "link")
        assert (await one.refused("snapshot"))[0] == "link"
        status = await one.done("status")
        assert status["link"]["state"] == "down"
        assert status["link"]["retry_in"] > 0


async def test_the_text_is_in_the_language_of_the_person_and_the_code_is_not() -> None:
    class Loud:
        language = "xx"

        def __call__(self, message: Any, /, **facts: object) -> str:
            return str(message).upper()

    async with program(tr=Loud()) as one:  # type: ignore[arg-type]
        reply = await one.do("hangup")
        assert reply["error"]["code"] == "noCall"
        assert reply["error"]["text"] == reply["error"]["text"].upper()


# order, and the end


async def test_replies_may_overtake_each_other() -> None:
    async with program() as one:
        waiting: list[Any] = []
        request = one.station.session.request

        def late(argument: Any, done: Any) -> None:
            if isinstance(argument, MakeCall):
                waiting.append((argument, done))
            else:
                request(argument, done)

        one.station.session.request = late  # type: ignore[method-assign]
        one.send(b'{"id": 1, "do": "dial", "to": "101"}\n{"id": 2, "do": "status"}\n')
        await one.rest()
        assert [reply["reply"] for reply in one.replies] == [2]
        request(*waiting[0])
        await one.rest()
        assert [reply["reply"] for reply in one.replies] == [2, 1]


async def test_quit_is_answered_and_ends_it() -> None:
    async with program() as one:
        one.send(b'{"id": 9, "do": "quit"}\n{"id": 10, "do": "status"}\n')
        await one.rest()
        assert one.ended
        assert one.got[-1] == {"reply": 9, "ok": True}
        before = len(one.got)
        one.world.switch("call", from_="101", to="100")
        await one.rest()
        assert len(one.got) == before, "who has left is told nothing"


async def test_the_end_of_the_input_means_quit() -> None:
    async with program() as one:
        one.send(b'{"id": 9, "do": "status"}')
        one.send(b"")
        await one.rest()
        assert one.ended
        assert [reply["reply"] for reply in one.replies] == [9], "the last line needs no end"


async def test_what_was_asked_before_the_end_is_answered() -> None:
    async with program() as one:
        one.send(b'{"id": 1, "do": "dial", "to": "101"}\n')
        one.send(b"")
        await one.rest()
        assert one.ended
        assert one.replies[-1]["ok"] is True


# events


async def test_the_first_thing_told_is_the_link() -> None:
    async with program() as one:
        assert one.got[0] == {"event": "link", "state": "ready", "reason": None, "retry_in": None}


async def test_without_events_there_are_only_replies() -> None:
    async with program(events=False) as one:
        await one.talking()
        assert [message for message in one.got if "event" in message] == []


async def test_what_the_link_does() -> None:
    async with program() as one:
        one.world.listener.wires[-1].cut()
        await one.rest(0.2)
        down = one.events("link")[-1]
        assert set(down) == {"event", "state", "reason", "retry_in"}
        assert down["state"] == "down"
        assert "broke" in down["reason"]
        assert 0.5 < down["retry_in"] < 2
        await one.rest(10)
        assert [event["state"] for event in one.events("link")] == ["ready", "down", "connecting", "ready"]
        assert one.events("link")[-1] == {"event": "link", "state": "ready", "reason": None, "retry_in": None}


async def test_a_message_that_is_no_event_report_does_not_cost_the_link() -> None:
    async with program() as one:
        one.world.listener.wires[-1].b_to_a.inject(bytes.fromhex("26800ba1090201010202270f0500"))
        await one.rest()
        assert one.events("csta")[-1] == {
            "event": "csta",
            "device": "100",
            "name": "notUnderstood",
            "value": {"octets": "a1090201010202270f0500"},
        }
        assert one.station.link.state == "ready"
        assert len(one.world.listener.wires) == 1


@pytest.mark.parametrize("trace", [False, True])
async def test_every_event_report(trace: bool) -> None:
    async with program(trace=trace) as one:
        one.world.switch("call", from_="101", to="100")
        await one.rest()
        event = one.events("csta")[-1]
        assert set(event) == {"event", "device", "name", "value"} | ({"octets"} if trace else set())
        assert (event["device"], event["name"]) == ("100", "delivered")
        assert event["value"]["cause"] == "newCall"
        assert event["value"]["localConnectionInfo"] == "alerting"
        assert not trace or bytes.fromhex(event["octets"])[0] == 0xA1


async def test_octets_are_utf_8() -> None:
    async with program() as one:
        one.world.switch("call", from_="101", to="100")
        await one.rest()
        assert all(octets.endswith(b"\n") and octets.count(b"\n") == 1 for octets in one.raw)
        assert all(isinstance(json.loads(octets.decode("utf-8")), dict) for octets in one.raw)


async def test_a_refusal_is_what_the_station_says_it_is() -> None:
    """The station's refusals and the replies' errors are the same thing."""
    async with program() as one:
        with pytest.raises(Refusal) as caught:
            await one.station.hangup()
        assert await one.refused("hangup") == (caught.value.kind, caught.value.code)
