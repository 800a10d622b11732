"""The switch on the wire, in virtual time: octets of log-in and end, timers, limits, faults of the line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.csta.association import Association, Message, Reported, Requested, State
from desktop.csta.dialects import HIPATH
from desktop.csta.events.report import EventReport
from desktop.csta.framing import Deframer
from desktop.csta.operations import BY_CODE, EVENT_REPORT, OPERATIONS, Operation, decode_argument
from desktop.csta.schema import shipped
from desktop.csta.services.call_control import MakeCall
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import MonitorObject, MonitorStart
from desktop.csta.values import DeviceID
from desktop.switchsim.company import Limits, small_office
from tests.support.strategies import sample
from tests.support.virtualtime import VirtualTimeLoop, run
from tests.support.witness import complaint, hear
from tests.switchsim.wire import FRAMED, Peer, Wire, small


async def test_log_in_as_hipath_does_it(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client(log_in=False)
    peer.send(FRAMED["AARQ AMHOST/77777"])
    await wire.rest()
    assert peer.take() == FRAMED["AARE accepted (real stamp)"] + FRAMED["SystemStatus invoke (normal)"]
    peer.send(FRAMED["SystemStatus result with wrong invoke id (Node client)"])
    peer.send(FRAMED["MonitorStart ext 100 without filter"])
    await wire.rest()
    assert peer.take().endswith("55020000"), "a client that does not echo the invoke id is served all the same"
    peer.send(FRAMED["ABRT"])
    await wire.rest()
    assert peer.lost
    assert wire.simulator.switch.links == {}
    assert wire.simulator.switch.reporter.monitors == {}


async def test_a_wrong_password_is_rejected_and_closed(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, replace(small_office(), logins={"AMHOST": "other"}))
    peer = await wire.client(log_in=False)
    peer.send(FRAMED["AARQ AMHOST/77777"])
    await wire.rest()
    assert peer.take() == FRAMED["AARE rejected permanent, authentication failure (13)"]
    assert peer.lost


async def test_the_answer_to_a_log_in_may_lack_its_stamp(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, small(aare_authentication=False))
    peer = await wire.client(log_in=False)
    peer.send(FRAMED["AARQ AMHOST/77777"])
    await wire.rest()
    assert "4845363435" not in peer.take()


async def test_a_fifth_link_is_rejected_for_now(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, replace(small_office(), limits=Limits(links_taken=3)))
    first = await wire.client()
    second = await wire.client(log_in=False)
    second.send(FRAMED["AARQ AMHOST/77777"])
    await wire.rest()
    assert "a203020102" in second.take()
    assert second.lost
    assert not first.lost


async def test_another_protocol_is_closed_without_a_word(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    for octets in (b"\x00\x00\x00\x10", b"GET / HTTP/1.1\r\n\r\n"):
        peer = await wire.client(log_in=False)
        peer.send(octets.hex())
        await wire.rest()
        assert peer.lost
        assert peer.take() == ""


async def test_what_came_before_the_fault_is_dealt_with(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    peer.send(FRAMED["SetDND 100 on"] + "ff")
    await wire.rest()
    assert wire.simulator.switch.phones["100"].do_not_disturb
    assert peer.take().startswith("26800da2"), "the result"
    assert peer.lost


async def test_an_opcode_that_is_not_known_is_rejected_and_the_link_goes_on(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    peer.send("26800ba109020105020203e730 00".replace(" ", ""))
    await wire.rest()
    assert peer.take() == FRAMED["ROSE reject, invoke problem unrecognizedOperation"]
    assert not peer.lost


@pytest.mark.parametrize("code", sorted({3, 8, 52, 110, 206, 303, 377, 999} - set(BY_CODE)))
async def test_no_opcode_outside_the_table_is_met_with_silence(code: int, virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    peer.send(f"26800ba1090201050202{code:04x}3000")
    await wire.rest()
    assert peer.take() == FRAMED["ROSE reject, invoke problem unrecognizedOperation"]
    assert not peer.lost


@pytest.mark.parametrize("argument", ["300b5502000ba105a503800101", "3000", ""])
async def test_an_event_report_of_a_client_is_rejected_whatever_is_in_it(
    argument: str, virtual_loop: VirtualTimeLoop
) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    invoke = f"020105020115{argument}"
    peer.send(f"2680{len(invoke) // 2 + 2:02x}a1{len(invoke) // 2:02x}{invoke}")
    await wire.rest()
    assert peer.take() == FRAMED["ROSE reject, invoke problem unrecognizedOperation"]
    assert not peer.lost


async def test_a_service_that_does_not_act_is_refused_on_the_wire(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    peer.send("26800b a109 020101 020200d4 3000".replace(" ", ""))  # SwitchingFunctionCapabilitiesChanged
    await wire.rest()
    assert peer.take() == "26800d a30b 020101 020101 a003 0a0132".replace(" ", "")
    assert not peer.lost


UNCONFIRMED = [BY_CODE[code] for code in (76, 77, 205, 208, 374)]


def test_no_other_service_is_unconfirmed() -> None:
    assert [one for one in OPERATIONS if one.result is None and one is not EVENT_REPORT] == UNCONFIRMED


@pytest.mark.parametrize("operation", UNCONFIRMED, ids=lambda one: one.name)
async def test_what_is_never_answered_is_passed_over_on_the_wire(
    operation: Operation, virtual_loop: VirtualTimeLoop
) -> None:
    wire = Wire(virtual_loop)
    client, peer = await _associated(wire)
    peer.take()
    value = sample(Random(operation.name), operation.argument_type)
    octets = shipped().encode(operation.argument_type, value)
    client.invoke(decode_argument(shipped(), operation, octets))
    peer.transport.write(client.data_to_send())
    await wire.rest()
    assert peer.take() == ""
    assert not peer.lost


def _understood(client: Association, peer: Peer) -> list[Message]:
    return client.receive_data(bytes.fromhex(peer.take()))


async def _associated(wire: Wire) -> tuple[Association, Peer]:
    client, peer = Association("computing"), await wire.client(log_in=False)
    client.associate("AMHOST", "77777")
    peer.transport.write(client.data_to_send())
    await wire.rest()
    for message in _understood(client, peer):
        if isinstance(message, Requested):
            client.respond(message, Acknowledged())
    client.invoke(MonitorStart(monitor_object=MonitorObject(DeviceID("100"))))
    client.invoke(MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101")))
    peer.transport.write(client.data_to_send())
    await wire.rest()
    return client, peer


def _names(messages: list[Message]) -> list[str]:
    return [message.report.name if isinstance(message, Reported) else type(message).__name__ for message in messages]


async def test_people_keep_the_loop_s_time(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    client, peer = await _associated(wire)
    assert _names(_understood(client, peer)) == [
        "Answered", "Answered", "serviceInitiated", "originated", "delivered",
    ]  # fmt: skip
    await virtual_loop.advance(2.9)
    assert peer.take() == ""
    await virtual_loop.advance(0.1)
    assert _names(_understood(client, peer)) == ["established"]
    wire.simulator.close()
    await wire.rest()
    assert peer.lost


async def test_with_the_manual_clock_nothing_happens_by_time(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, clock="manual")
    client, peer = await _associated(wire)
    peer.take()
    await virtual_loop.advance(1000)
    assert peer.take() == ""
    assert wire.simulator.command({"id": 5, "do": "advance", "seconds": 3}) == {"reply": 5, "ok": True, "now": 3.0}
    await wire.rest()
    assert _names(_understood(client, peer)) == ["established"]


async def test_advance_needs_the_manual_clock_and_a_number(virtual_loop: VirtualTimeLoop) -> None:
    real = Wire(virtual_loop).simulator
    assert real.command({"do": "advance", "seconds": 1})["error"]["code"] == "realClock"
    manual = Wire(virtual_loop, clock="manual").simulator
    for seconds in (None, -1, "1", True):
        reply = manual.command({"id": "x", "do": "advance", "seconds": seconds})
        assert (reply["reply"], reply["error"]["kind"]) == ("x", "usage")
    assert manual.now == 0.0


async def test_a_silent_link_says_and_hears_nothing(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    assert wire.simulator.command({"do": "fault", "name": "silent"})["ok"]
    peer.send(FRAMED["SetDND 100 on"])
    await wire.rest()
    assert peer.take() == ""
    assert not wire.simulator.switch.phones["100"].do_not_disturb
    assert not peer.lost


async def test_faults_of_the_line(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    wire.simulator.command({"do": "fault", "name": "garbage", "hex": "ffff"})
    await wire.rest()
    assert peer.take() == "ffff"
    wire.simulator.command({"do": "fault", "name": "cut"})
    await wire.rest()
    assert peer.lost
    assert peer.take() == "", "without a word"


@pytest.mark.parametrize(
    ("quirks", "pieces", "longest"), [({}, 5, 200), ({"glue": True}, 1, 600), ({"split": 7}, 60, 7)]
)
async def test_split_and_glued(
    quirks: dict[str, Any], pieces: int, longest: int, virtual_loop: VirtualTimeLoop
) -> None:
    _, peer = await _associated(Wire(virtual_loop, small(**quirks)))
    assert len(peer.pieces) == pytest.approx(pieces, abs=10 if pieces > 5 else 0)
    assert max(map(len, peer.pieces)) <= longest


async def test_release_in_order(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    client, peer = await _associated(wire)
    peer.take()
    client.release()
    peer.transport.write(client.data_to_send())
    await wire.rest()
    assert peer.take() == "26800263 00".replace(" ", "")
    assert peer.lost


async def test_a_log_in_and_its_end_in_one_piece(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client(log_in=False)
    peer.send(FRAMED["AARQ AMHOST/77777"] + FRAMED["ABRT"])
    await wire.rest()
    assert peer.take() == ""
    assert peer.lost


async def test_two_links_at_once(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    first, second = await _associated(wire), await _associated(wire)
    assert _names(_understood(*first)).count("delivered") == 1
    names = _names(_understood(*second))
    assert names == ["Answered", "Refused"], "a monitor of its own; and 100 has a call already"
    wire.simulator.command({"do": "answer", "device": "101"})
    await wire.rest()
    assert [_names(_understood(*one)) for one in (first, second)] == [["established"]] * 2


async def test_one_event_is_told_to_all_its_monitors(virtual_loop: VirtualTimeLoop) -> None:
    """Also where the two that hear of the call hear another state, and where one of them fell out of the row."""
    wire = Wire(virtual_loop)
    peers = [await wire.client() for _ in range(3)]
    for peer in peers:
        peer.send(FRAMED["MonitorStart ext 100 without filter"])
        await wire.rest()
        peer.take()
    wire.simulator.command({"do": "fault", "name": "lose_event", "count": 1})
    wire.simulator.command({"do": "call", "from": "101", "to": "100"})
    await wire.rest()
    reports: list[list[EventReport]] = []
    for peer in peers:
        end = Association("computing")
        end.state = State.READY
        heard = end.receive_data(bytes.fromhex(peer.take()))
        assert all(isinstance(one, Reported) for one in heard)
        reports.append([one.report for one in heard if isinstance(one, Reported)])
    first, second, third = reports
    assert [one.event for one in second] == [one.event for one in third]
    assert first == []
    assert {one.cross_ref for one in second} == {b"\0\1"}
    assert {one.cross_ref for one in third} == {b"\0\2"}


async def _conversation(wire: Wire) -> tuple[str, Peer]:
    """What the switch says in a log-in, a monitor and a call, as far as it gets; and the client's end."""
    peer = await wire.client(log_in=False)
    for name in ("AARQ AMHOST/77777", "SystemStatus result", "MonitorStart ext 100 without filter", "SetDND 100 on"):
        peer.send(FRAMED[name])
        await wire.rest()
    wire.simulator.command({"do": "call", "from": "101", "to": "102"})
    await wire.rest()
    return peer.take(), peer


@pytest.mark.parametrize("quirks", [{}, {"glue": True}, {"split": 5}], ids=str)
async def test_a_link_is_cut_at_any_octet_that_the_switch_sends(
    quirks: dict[str, Any], virtual_loop: VirtualTimeLoop
) -> None:
    wire = Wire(virtual_loop, small(**quirks))
    whole, first = await _conversation(wire)
    first.transport.close()
    await wire.rest()
    wire.simulator.command({"do": "hangup", "device": "101"})
    for after in range(len(whole) // 2):
        wire.simulator.switch.phones["100"].do_not_disturb = False
        wire.simulator.switch.void_monitors()
        wire.simulator.command({"do": "fault", "name": "cut", "next": True, "after_octets": after})
        said, peer = await _conversation(wire)
        assert peer.lost
        assert len(said) == 2 * after
        assert wire.simulator.switch.links == {}
        wire.simulator.command({"do": "hangup", "device": "101"})


async def test_a_link_is_cut_at_any_octet_that_the_switch_receives(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    heard = sum(len(FRAMED[name]) // 2 for name in ("AARQ AMHOST/77777", "SystemStatus result"))
    order = len(FRAMED["SetDND 100 on"]) // 2
    for after in range(order + 1):
        wire.simulator.switch.phones["100"].do_not_disturb = False
        wire.simulator.command(
            {"do": "fault", "name": "cut", "next": True, "of": "received", "after_octets": heard + after}
        )
        peer = await wire.client()
        peer.send(FRAMED["SetDND 100 on"])
        await wire.rest()
        assert peer.lost
        assert peer.take() == ("26800da20b02010c300602 0201 3c 0500".replace(" ", "") if after == order else "")
        assert wire.simulator.switch.phones["100"].do_not_disturb is (after == order), "no octet more was heard"


async def test_a_cut_is_called_off(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    wire.simulator.command({"do": "fault", "name": "cut", "of": "received", "after_octets": 3})
    wire.simulator.command({"do": "fault", "name": "cut", "after_octets": 1, "on": False})
    peer.send(FRAMED["SetDND 100 on"])
    await wire.rest()
    assert not peer.lost


async def test_a_connection_is_accepted_and_never_answered(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, replace(small_office(), faults=(("accept_silently", {}),)))
    peer = await wire.client(log_in=False)
    peer.send(FRAMED["AARQ AMHOST/77777"])
    await virtual_loop.advance(600)
    assert peer.take() == ""
    assert not peer.lost


async def test_the_switch_forgets_a_link_that_the_client_believes_in(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    _, peer = await _associated(wire)
    peer.take()
    wire.simulator.command({"do": "fault", "name": "forget_link"})
    wire.simulator.command({"do": "hangup", "device": "100"})
    peer.send(FRAMED["SetDND 100 on"])
    await wire.rest()
    assert (peer.take(), peer.lost) == ("", False)
    assert not wire.simulator.switch.phones["100"].do_not_disturb
    peer.transport.close()
    await wire.rest()
    assert wire.simulator.command({"do": "state"})["links"] == []


async def test_nobody_is_let_in_during_a_restart(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    peer = await wire.client()
    wire.simulator.command({"do": "fault", "name": "restart", "seconds": 5})
    await wire.rest()
    early = await wire.client(log_in=False)
    await wire.rest()
    assert (peer.lost, early.lost, early.take()) == (True, True, "")
    await virtual_loop.advance(5)
    assert not (await wire.client()).lost


async def test_frames_with_two_octets_in_front(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop, replace(small_office(), faults=(("two_octet_framing", {}),)))
    peer = await wire.client(log_in=False)
    peer.send(FRAMED["AARQ AMHOST/77777"])
    await wire.rest()
    expected = FRAMED["AARE accepted (real stamp)"][6:], FRAMED["SystemStatus invoke (normal)"][6:]
    assert peer.take() == "".join(f"{len(apdu) // 2:04x}{apdu}" for apdu in expected)


async def test_a_valid_message_of_twenty_thousand_octets(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    client, peer = await _associated(wire)
    peer.take()
    wire.simulator.command({"do": "fault", "name": "oversize"})
    await wire.rest()
    assert len(peer.octets) > 20_000
    assert _names(_understood(client, peer)) == ["Requested"]


async def test_log_ins_are_refused_on_the_wire(virtual_loop: VirtualTimeLoop) -> None:
    wire = Wire(virtual_loop)
    for how, said in (("permanent", "a203020101"), ("transient", "a203020102"), ("close", "")):
        wire.simulator.command({"do": "fault", "name": "refuse_login", "value": how})
        peer = await wire.client(log_in=False)
        peer.send(FRAMED["AARQ AMHOST/77777"])
        await wire.rest()
        answer = peer.take()
        assert peer.lost
        assert (said in answer) if said else answer == ""


FAULTY = (
    {"name": "system_status", "status": "initializing"},
    {"name": "system_status", "status": "messagesLost"},
    {"name": "system_status", "status": "overloadReached"},
    {"name": "system_status", "status": "partiallyDisabled"},
    {"name": "oversize", "octets": 300},
    {"name": "oversize"},
    {"name": "double_event"},
    {"name": "swap_events", "count": 2},
    {"name": "late_events", "seconds": 1},
    {"name": "messages_lost", "count": 2},
    {"name": "event_invoke_id", "value": 0xFFFE},
    {"name": "hidden_number", "value": "notKnown"},
    {"name": "stop_monitor", "device": "100"},
    {"name": "out_of_service", "device": "100"},
    {"name": "refuse_login", "value": "permanent"},
    {"name": "refuse_login", "value": "transient"},
)
"""Faults after which every single message is still a valid one."""


async def _with_a_fault(loop: VirtualTimeLoop, fault: dict[str, Any]) -> list[bytes]:
    """What the switch says to three clients in a short call with a fault."""
    wire = Wire(loop, clock="manual")
    first = await wire.client()
    second = await wire.client()
    for peer in (first, second):
        peer.send(FRAMED["MonitorStart ext 100 without filter"])
    await wire.rest()
    wire.simulator.command({"do": "fault", **fault})
    wire.simulator.command({"do": "call", "from": "0891234567", "to": "100", "restricted": True})
    wire.simulator.command({"do": "answer", "device": "100"})
    wire.simulator.command({"do": "hangup", "device": "100"})
    late = await wire.client(log_in=False)
    late.send(FRAMED["AARQ AMHOST/77777"])
    await wire.rest()
    return [apdu for peer in (first, second, late) for apdu in Deframer(HIPATH).feed(peer.octets)]


def test_the_witness_approves_what_a_fault_leaves_whole(evidence: Path) -> None:
    said: list[tuple[str, bytes]] = []
    for fault in FAULTY:
        loop = VirtualTimeLoop()
        said += [(str(fault), apdu) for apdu in run(_with_a_fault(loop, fault), loop=loop)]
    assert len(said) > 100
    answers = hear(evidence, [apdu for _, apdu in said])
    complaints = [(at, complaint(answer)) for (at, _), answer in zip(said, answers, strict=True)]
    assert [one for one in complaints if one[1] is not None] == []
