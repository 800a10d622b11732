"""The life of a link: log-in, monitors, what the switch may say at any time, supervision, again and again, the end."""

from __future__ import annotations

import asyncio
import errno
import itertools
import random
import socket
from datetime import timedelta
from typing import Any

import pytest

from desktop.csta import apdus
from desktop.csta.apdus import Abort, AssociateRequest, ReleaseResponse
from desktop.csta.association import Answered, Refused, Requested
from desktop.csta.enumerations import SystemStatus
from desktop.csta.failures import Failure, OperationError, SubscribedResourceError, SystemResourceError
from desktop.csta.framing import frame
from desktop.csta.services.call_control import AnswerCall
from desktop.csta.services.logical import GetDoNotDisturb, GetDoNotDisturbResult
from desktop.csta.services.monitoring import MonitorStart, MonitorStartResult, MonitorStop
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.services.system import (
    RequestSystemStatus,
    RequestSystemStatusResult,
    SwitchingFunctionCapabilitiesChanged,
    SystemRegisterAbort,
)
from desktop.csta.values import ConnectionID, DeviceID
from desktop.link.client import LinkLost, NoAnswer, ServiceRefused
from desktop.link.connection import CONNECT_SECONDS, LOGIN_SECONDS, START_SECONDS
from desktop.link.session import FIRST_RETRY, JITTER, LONGEST_RETRY, PATIENT_RETRY, SETTLED_SECONDS, Session
from tests.support.peer import (
    ACCEPT,
    CLOSE,
    HOST,
    NO_FREE_LINK,
    PORT,
    REJECTED,
    SILENT,
    WRONG_PASSWORD,
    Linked,
    Peer,
    PeerLink,
    delivered,
    linked,
)
from tests.support.virtualtime import VirtualTimeLoop, run

# Octets of ../reference/pdus.jsonl: literal in the code of three HiPath clients, or captured.
AARQ = "2680336031a10706052b0c00815a8a020680ac15a213a011a00f0406414d484f535404053737373737be0b2809a007a0050303001000"
AARE = (
    "26804a6148a10706052b0c00815aa203020100a305a10302010088020680aa21a21fa01da11b0410484536343550"
    "2e30302e3032333a363004073032332e303030be0a2808a006a00403020410"
)
SYSTEM_STATUS_NORMAL = "26800ea10c020101020200d330030a0102"
SYSTEM_STATUS_RESULT = "26800da20b0201013006020200d30500"
MONITOR_START = (
    "268037a135020101020147302d30058003313030a0248004060000008602"
    "03008702060088030500008903020000830205008502010084020700"
)
ABORT = "2680086406800100810101"


def refuse(kind: type[Any], failure: Failure) -> Peer:
    """A peer that refuses one service."""
    peer = Peer()
    peer.answers[kind] = failure
    return peer


# log-in


async def test_log_in_with_name_and_password_is_the_known_octets() -> None:
    peer = Peer()
    peer.login = SILENT
    async with linked(peer, ready=False) as one:
        await one.rest()
        assert peer.link.received.hex() == AARQ


async def test_from_log_in_to_the_monitor_in_octets() -> None:
    """The peer knows nothing but octets."""
    peer = Peer()
    peer.login = bytes.fromhex(AARE + SYSTEM_STATUS_NORMAL)
    async with linked(peer, ready=False) as one:
        await one.rest()
        assert peer.link.received.hex() == AARQ + SYSTEM_STATUS_RESULT + MONITOR_START
        assert one.recorder.links == [("connecting", None)]


@pytest.mark.parametrize("user", ["", None])
async def test_without_a_user_no_password_is_sent(user: str | None) -> None:
    peer = Peer()
    async with linked(peer, user=user):
        request = peer.link.heard[0]
        assert isinstance(request, AssociateRequest)
        assert (request.user, request.password) == (None, None)


async def test_a_user_without_a_password() -> None:
    peer = Peer()
    async with linked(peer, password=None):
        request = peer.link.heard[0]
        assert isinstance(request, AssociateRequest)
        assert (request.user, request.password) == (b"AMHOST", None)


async def test_the_password_is_asked_at_each_log_in() -> None:
    passwords = iter(("old", "new"))

    async def password() -> str:
        return next(passwords)

    peer = Peer()
    async with linked(peer, password=password) as one:
        one.listener.wires[-1].cut()
        await one.rest(5)
        sent = [link.heard[0].password for link in peer.links]  # type: ignore[union-attr]
        assert sent == [b"old", b"new"]


async def test_the_switch_says_what_it_is() -> None:
    async with linked() as one:
        assert one.session.status.system == "HE645P.00.023:60 023.000"


async def test_the_start_signal_is_waited_for_and_answered() -> None:
    peer = Peer()
    peer.start = None
    async with linked(peer, ready=False) as one:
        await one.rest(START_SECONDS - 1)
        assert peer.link.asked == [], "nothing is asked before the switch is ready"
        peer.link.status(SystemStatus.normal)
        await one.rest()
        assert isinstance(peer.link.heard[1], Answered), "SystemStatus is answered at once"
        assert peer.link.count(MonitorStart) == 1


async def test_a_switch_that_sends_no_start_signal_is_another_switch() -> None:
    peer = Peer()
    peer.start = None
    async with linked(peer, ready=False) as one:
        await one.rest(START_SECONDS + 0.1)
        assert one.session.status.state == "ready"


async def test_what_is_told_in_which_order() -> None:
    async with linked(devices=("100", "101")) as one:
        assert [told[:3] for told in one.recorder.told][:2] == [("link", "connecting", None), ("link", "ready", None)]
        assert [told[1] for told in one.recorder.of("snapshot")] == ["100", "101"]
        objects = [
            argument.monitor_object.device.digits
            for argument in one.peer.link.asked
            if isinstance(argument, MonitorStart)
        ]
        assert objects == ["100", "101"]


# what can be wrong, and the next try


def trouble_after(one: Linked) -> tuple[str, str | None]:
    """The newest (state, code)."""
    found: tuple[str, str | None] = one.recorder.links[-1]  # type: ignore[assignment]
    return found


async def next_try_works(one: Linked) -> None:
    """What was wrong has been put right: trying now leads to a link that is ready."""
    one.peer.login, one.peer.greeting = ACCEPT, b""
    one.peer.answers.clear()
    one.session.try_now()
    await one.rest(1)
    assert one.session.status.state == "ready"
    assert one.session.status.trouble is None


LOG_IN = {
    "wrong password": (WRONG_PASSWORD, 0, "wrongPassword"),
    "no free link": (NO_FREE_LINK, 0, "noFreeLink"),
    "rejected for another reason": (REJECTED, 0, "loginRejected"),
    "closed at log-in": (CLOSE, 0, "closedAtLogin"),
    "no answer to the log-in": (SILENT, LOGIN_SECONDS, "notCsta"),
    "HTTP": (b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", 0, "notCsta"),
    "TLS": (bytes.fromhex("15030100020246"), 0, "notCsta"),
    "CSTA XML": (b"\x00\x00\x00\x4b0000<?xml version='1.0'?>", 0, "notCsta"),
    "garbage": (bytes(range(0x80, 0xC0)), 0, "notCsta"),
    "a frame of garbage": (bytes.fromhex("268004ffffffff"), 0, "damaged"),
    "a message out of turn": (bytes.fromhex(SYSTEM_STATUS_NORMAL), 0, "damaged"),
    "half a frame, then silence": (bytes.fromhex(AARE)[:20], LOGIN_SECONDS, "notCsta"),
}


@pytest.mark.parametrize(("login", "seconds", "code"), LOG_IN.values(), ids=LOG_IN)
async def test_log_in_goes_wrong_and_the_next_try_works(login: Any, seconds: float, code: str) -> None:
    peer = Peer()
    peer.login = login
    async with linked(peer, ready=False) as one:
        await one.rest(seconds)
        assert trouble_after(one) == ("down", code)
        assert one.session.status.retry_in is not None
        assert peer.link.closed, "the connection is not left open"
        await next_try_works(one)


async def test_half_a_frame_then_the_end_at_log_in() -> None:
    peer = Peer()
    peer.login = SILENT
    async with linked(peer, ready=False) as one:
        peer.link.raw(bytes.fromhex(AARE)[:20])
        peer.link.transport.close()
        await one.rest()
        assert trouble_after(one) == ("down", "closedAtLogin")
        await next_try_works(one)


async def test_a_server_that_speaks_first_while_the_password_is_being_fetched() -> None:
    fetched = asyncio.Event()

    async def password() -> str:
        await fetched.wait()
        return "77777"

    peer = Peer()
    peer.greeting = b"SSH-2.0-OpenSSH_9.2p1\r\n"
    async with linked(peer, ready=False, password=password) as one:
        await one.rest()
        fetched.set()
        await one.rest()
        assert trouble_after(one) == ("down", "notCsta")
        assert "SSH" in str(one.session.status.trouble)
        await next_try_works(one)


async def test_a_password_that_fits_no_message() -> None:
    async def password() -> str:
        return "7" * 40000

    peer = Peer()
    peer.login = b""
    async with linked(peer, ready=False, password=password) as one:
        assert trouble_after(one) == ("down", "notSendable")
        assert peer.link.received.hex() in {"", ABORT}
        assert "77777" not in str(one.session.status.trouble)


async def test_the_port_is_closed() -> None:
    async with linked(serving=False, ready=False) as one:
        assert trouble_after(one) == ("down", "portClosed")
        one.listener = one.loop.network.listen(one.peer.protocol, HOST, PORT)  # type: ignore[attr-defined]
        await next_try_works(one)


@pytest.mark.parametrize(
    ("error", "seconds", "code"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), 0, "hostUnknown"),
        (None, CONNECT_SECONDS, "noAnswer"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), 0, "unreachable"),
    ],
)
async def test_the_host_cannot_be_reached(error: OSError | None, seconds: float, code: str) -> None:
    async with linked(ready=False, prepare=lambda loop: loop.network.trouble(HOST, error)) as one:
        await one.rest(seconds)
        assert trouble_after(one) == ("down", code)
        one.loop.network.mend(HOST)  # type: ignore[attr-defined]
        await next_try_works(one)


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (Failure.operation(OperationError.invalidDeviceID), "stationUnknown"),
        (Failure.subscribed_resource(SubscribedResourceError.objectMonitorLimitExceeded), "notLicensed"),
        (Failure.system_resource(SystemResourceError.overallMonitorLimitExceeded), "monitorLimit"),
        (Failure.operation(OperationError.generic), "stationRefused"),
    ],
)
async def test_the_station_cannot_be_monitored(failure: Failure, code: str) -> None:
    async with linked(refuse(MonitorStart, failure), ready=False) as one:
        assert trouble_after(one) == ("down", code)
        assert one.peer.link.closed
        await next_try_works(one)


async def test_no_answer_to_the_monitor() -> None:
    peer = Peer()
    peer.answers[MonitorStart] = SILENT
    async with linked(peer, ready=False) as one:
        await one.rest(5.1)
        assert trouble_after(one) == ("down", "timeout")
        await next_try_works(one)


async def test_the_switch_hangs_up_instead_of_monitoring() -> None:
    """The reason is that the connection was closed, not what our request ended with."""
    peer = Peer()
    peer.answers[MonitorStart] = CLOSE
    async with linked(peer, ready=False) as one:
        assert trouble_after(one) == ("down", "closed")
        await next_try_works(one)


GARBAGE = {
    "garbage octets": (bytes(range(0x80, 0xC0)), False, 0.0, "damaged"),
    "a frame header that is none": (b"\x26\x00\x10", False, 0.0, "damaged"),
    "half a frame, then the end": (b"\x26\x80\x40\xa1\x3e", True, 0.0, "cutOff"),
    "half a frame, then silence": (b"\x26\x80\x40\xa1\x3e", False, 80.0, "silent"),
}


@pytest.mark.parametrize(("octets", "end", "seconds", "code"), GARBAGE.values(), ids=GARBAGE)
async def test_a_link_that_stood_is_damaged(octets: bytes, end: bool, seconds: float, code: str) -> None:
    async with linked() as one:
        one.peer.link.raw(octets)
        if end:
            one.peer.link.transport.close()
        elif seconds:
            one.listener.wires[-1].go_silent()
        for _ in range(round(seconds)):
            await one.rest(1)
            if one.session.status.state != "ready":
                break
        await one.rest()
        assert ("down", code) in one.recorder.links
        await next_try_works(one)


async def test_a_message_that_cannot_be_read_does_not_end_the_link() -> None:
    async with linked() as one:
        one.recorder.told.clear()
        before = one.peer.link.count(SnapshotDevice)
        report = bytes.fromhex("a1120201010201 15300a 55020011 a004 a802 0000".replace(" ", ""))
        one.peer.link.raw(bytes((0x26, 0x80, len(report))) + report)
        await one.rest()
        assert [told[:2] for told in one.recorder.told] == [("damaged", "100"), ("snapshot", "100")]
        assert one.peer.link.count(SnapshotDevice) == before + 1, "what it said can be seen in a snapshot"
        unknown = bytes.fromhex("a1090201010202270f0500")
        one.recorder.told.clear()
        one.peer.link.raw(bytes((0x26, 0x80, len(unknown))) + unknown)
        await one.rest()
        assert [told[:2] for told in one.recorder.told] == [("damaged", None)]
        assert one.session.status.state == "ready"


# events


async def test_events_are_told_with_their_device() -> None:
    async with linked(devices=("100", "101")) as one:
        one.peer.link.report(delivered(device="101"), b"\x00\x12")
        one.peer.link.report(delivered(), b"\x00\x11")
        one.peer.link.report(delivered(), b"\x00\x13")
        await one.rest()
        assert [told[1] for told in one.recorder.of("event")] == ["101", "100"], "one of no monitor of ours is nobody's"


async def test_events_before_the_monitors_result_are_kept() -> None:
    peer = Peer()

    def event_first(link: Any, request: Requested) -> None:
        link.report(delivered(b"\x01"), b"\x77")
        link.report(delivered(b"\x02"), b"\x77")
        link.association.respond(request, MonitorStartResult(cross_ref_identifier=b"\x77"))

    peer.answers[MonitorStart] = event_first
    async with linked(peer) as one:
        assert one.recorder.of("event") == [
            ("event", "100", delivered(b"\x01")),
            ("event", "100", delivered(b"\x02")),
        ]


async def test_events_that_are_nobodys_are_not_collected_for_ever() -> None:
    peer = Peer()

    def many(link: Any, request: Requested) -> None:
        for number in range(300):
            link.report(delivered(number.to_bytes(2, "big")), b"\x77")
        link.association.respond(request, MonitorStartResult(cross_ref_identifier=b"\x77"))

    peer.answers[MonitorStart] = many
    async with linked(peer) as one:
        calls = [told[2].connection.call_id for told in one.recorder.of("event")]
        assert calls == [number.to_bytes(2, "big") for number in range(200)]


# SystemStatus, rule 3


async def test_every_status_is_answered_at_once() -> None:
    async with linked() as one:
        for value in (*range(9), 42):
            before = len([message for message in one.peer.link.heard if isinstance(message, Answered)])
            one.peer.link.status(SystemStatus(value))
            await one.rest()
            answers = [message for message in one.peer.link.heard if isinstance(message, Answered)]
            assert len(answers) == before + 1, value


@pytest.mark.parametrize(
    ("status", "code"), [(SystemStatus.initializing, "systemStarting"), (SystemStatus.disabled, "systemDisabled")]
)
async def test_not_usable_until_it_says_so(status: SystemStatus, code: str) -> None:
    async with linked() as one:
        one.peer.link.status(status)
        await one.rest()
        assert trouble_after(one) == ("down", code)
        assert one.session.status.retry_in is None, "there is nothing to retry: the link stands"
        assert one.session.client is None
        before = len(one.peer.link.asked)
        one.session.snapshot("100")
        await one.rest()
        assert len(one.peer.link.asked) == before, "nothing is asked meanwhile"
        one.recorder.told.clear()
        one.peer.link.status(SystemStatus.normal)
        await one.rest()
        assert [told[:2] for told in one.recorder.told] == [("link", "ready"), ("snapshot", "100")]
        assert len(one.peer.links) == 1


async def test_enabled_voids_every_cross_reference() -> None:
    async with linked(devices=("100", "101")) as one:
        one.recorder.told.clear()
        link = one.peer.link
        link.status(SystemStatus.initializing)
        link.status(SystemStatus.enabled)
        await one.rest()
        assert link.count(MonitorStart) == 4
        assert one.recorder.links == [("down", "systemStarting"), ("ready", None)]
        assert [told[1] for told in one.recorder.of("snapshot")] == ["100", "101"]
        one.recorder.told.clear()
        link.report(delivered(), b"\x00\x11")
        link.report(delivered(), b"\x00\x13")
        await one.rest()
        assert len(one.recorder.of("event")) == 1, "an old cross reference counts no more"


async def test_enabled_and_then_normal_monitors_once() -> None:
    async with linked() as one:
        one.peer.link.status(SystemStatus.enabled)
        one.peer.link.status(SystemStatus.normal)
        await one.rest()
        assert one.peer.link.count(MonitorStart) == 2


@pytest.mark.parametrize("status", [SystemStatus.overloadImminent, SystemStatus.overloadReached])
async def test_an_overload_at_the_start_is_one(status: SystemStatus) -> None:
    """Rule 3: no snapshots until it is over, also where it is told before the monitors stand."""
    peer = Peer()
    peer.start = status
    async with linked(peer) as one:
        assert one.peer.link.count(SnapshotDevice) == 0
        one.peer.link.status(SystemStatus.overloadRelieved)
        await one.rest()
        assert one.peer.link.count(SnapshotDevice) == 1


async def test_an_overload_that_is_over_before_the_monitors_stand_is_none() -> None:
    peer = Peer()
    peer.start = SystemStatus.overloadReached
    usual = peer.usual

    def relieved(link: PeerLink, request: Requested) -> None:
        link.status(SystemStatus.overloadRelieved)
        usual(link, request)

    peer.answers[MonitorStart] = relieved
    async with linked(peer) as one:
        assert one.peer.link.count(SnapshotDevice) == 1


async def test_enabled_ends_an_overload() -> None:
    async with linked() as one:
        one.peer.link.status(SystemStatus.overloadReached)
        one.peer.link.status(SystemStatus.enabled)
        one.recorder.told.clear()
        await one.rest()
        assert [told[1] for told in one.recorder.of("snapshot")] == ["100"]


async def test_enabled_and_the_station_is_refused_now() -> None:
    async with linked() as one:
        one.peer.answers[MonitorStart] = Failure.operation(OperationError.invalidDeviceID)
        one.peer.link.status(SystemStatus.enabled)
        await one.rest()
        assert trouble_after(one) == ("down", "stationUnknown")
        await next_try_works(one)


async def test_enabled_and_no_answer_to_the_monitor() -> None:
    async with linked() as one:
        one.peer.answers[MonitorStart] = SILENT
        one.peer.link.status(SystemStatus.enabled)
        await one.rest(5.1)
        assert ("down", "timeout") in one.recorder.links


async def test_enabled_while_the_monitors_are_being_started() -> None:
    peer = Peer()
    enabled: list[bool] = []

    def enable_once(link: Any, request: Requested) -> None:
        peer.usual(link, request)
        if not enabled:
            enabled.append(True)
            link.status(SystemStatus.enabled)

    peer.answers[MonitorStart] = enable_once
    async with linked(peer, devices=("100", "101")) as one:
        objects = [
            argument.monitor_object.device.digits for argument in peer.link.asked if isinstance(argument, MonitorStart)
        ]
        assert objects[-2:] == ["100", "101"], "the monitors that count began after it"
        newest = max(peer.monitors)
        peer.link.report(delivered(device="101"), newest)
        await one.rest()
        assert len(one.recorder.of("event")) == 1


async def test_normal_has_no_effect() -> None:
    async with linked() as one:
        before = len(one.peer.link.asked)
        one.recorder.told.clear()
        one.peer.link.status(SystemStatus.normal)
        await one.rest()
        assert len(one.peer.link.asked) == before
        assert one.recorder.told == []


@pytest.mark.parametrize("status", [SystemStatus.messagesLost, SystemStatus.partiallyDisabled])
async def test_messages_lost_means_look_at_every_device(status: SystemStatus) -> None:
    async with linked(devices=("100", "101")) as one:
        one.recorder.told.clear()
        one.peer.link.status(status)
        await one.rest()
        assert [told[:2] for told in one.recorder.told] == [("snapshot", "100"), ("snapshot", "101")]


async def test_when_everything_is_in_reach_again_every_device_is_looked_at() -> None:
    async with linked(devices=("100", "101")) as one:
        one.peer.link.status(SystemStatus.partiallyDisabled)
        one.peer.link.status(SystemStatus.overloadImminent)
        one.peer.link.status(SystemStatus.overloadRelieved)
        await one.rest()
        for looked_at in (["100", "101"], []):
            one.recorder.told.clear()
            one.peer.link.status(SystemStatus.normal)
            await one.rest()
            assert [told[1] for told in one.recorder.told if told[0] == "snapshot"] == looked_at


@pytest.mark.parametrize("status", [SystemStatus.overloadImminent, SystemStatus.overloadReached])
@pytest.mark.parametrize("relief", [SystemStatus.overloadRelieved, SystemStatus.normal])
async def test_in_an_overload_nothing_is_asked_in_the_background(status: SystemStatus, relief: SystemStatus) -> None:
    async with linked() as one:
        one.recorder.told.clear()
        one.peer.link.status(status)
        await one.rest()
        before = one.peer.link.count(SnapshotDevice)
        one.session.snapshot("100")
        one.peer.link.status(SystemStatus.messagesLost)
        await one.rest()
        assert one.peer.link.count(SnapshotDevice) == before
        assert one.session.client is not None, "what a person asks goes on"
        one.peer.link.status(relief)
        await one.rest()
        assert [told[:2] for told in one.recorder.told] == [("snapshot", "100")]


async def test_a_system_that_is_starting_at_log_in_is_waited_for() -> None:
    peer = Peer()
    peer.start = SystemStatus.initializing
    async with linked(peer, ready=False) as one:
        await one.rest(START_SECONDS + 1)
        assert trouble_after(one) == ("down", "systemStarting")
        assert peer.link.count(MonitorStart) == 0, "a system that is starting is not asked"
        await one.rest(120)
        assert len(peer.links) == 1, "and not pestered with log-ins"
        peer.link.status(SystemStatus.enabled)
        peer.link.status(SystemStatus.normal)
        await one.rest()
        assert peer.link.count(MonitorStart) == 1
        assert trouble_after(one) == ("ready", None)
        assert [told[1] for told in one.recorder.of("snapshot")] == ["100"]


async def test_a_system_that_is_starting_and_then_normal() -> None:
    peer = Peer()
    peer.start = SystemStatus.initializing
    async with linked(peer, ready=False) as one:
        await one.rest(START_SECONDS + 1)
        peer.link.status(SystemStatus.normal)
        await one.rest()
        assert peer.link.count(MonitorStart) == 1
        assert trouble_after(one) == ("ready", None)


async def test_a_system_that_is_disabled_while_monitors_are_being_started() -> None:
    peer = Peer()
    waiting: list[Requested] = []
    peer.answers[MonitorStart] = lambda link, request: waiting.append(request)
    async with linked(peer, ready=False) as one:
        peer.link.status(SystemStatus.disabled)
        peer.link.answer(waiting[0], MonitorStartResult(cross_ref_identifier=b"\x00\x11"))
        await one.rest()
        assert one.recorder.links == [("connecting", None), ("down", "systemDisabled")]
        peer.link.status(SystemStatus.normal)
        await one.rest()
        assert trouble_after(one) == ("ready", None)
        assert len(waiting) == 1, "the monitor stands"


async def test_disabled_while_a_monitor_is_started_again() -> None:
    async with linked() as one:
        waiting: list[Requested] = []
        one.peer.answers[MonitorStart] = lambda link, request: waiting.append(request)
        one.peer.link.status(SystemStatus.enabled)
        await one.rest()
        one.peer.link.status(SystemStatus.disabled)
        one.peer.link.answer(waiting[0], MonitorStartResult(cross_ref_identifier=b"\x55"))
        await one.rest()
        assert trouble_after(one) == ("down", "systemDisabled")


# what else the switch may ask


async def test_what_the_switch_asks_of_us() -> None:
    async with linked() as one:
        link = one.peer.link
        link.ask(RequestSystemStatus())
        link.ask(GetDoNotDisturb(device=DeviceID("100")))
        await one.rest()
        answers = [message for message in link.heard if isinstance(message, Answered | Refused)]
        assert isinstance(answers[-2], Answered)
        assert answers[-2].result == RequestSystemStatusResult(system_status=SystemStatus.normal)
        assert isinstance(answers[-1], Refused)
        assert answers[-1].failure.code == "serviceNotSupported"


async def test_that_it_can_do_something_else_is_taken_and_told() -> None:
    async with linked() as one:
        one.peer.link.ask(SwitchingFunctionCapabilitiesChanged())
        await one.rest()
        assert isinstance(one.peer.link.heard[-1], Answered)
        assert one.recorder.of("capabilities") == [("capabilities",)]


async def test_what_is_never_answered_is_not_answered() -> None:
    async with linked() as one:
        link = one.peer.link
        before = len(link.heard)
        link.ask(SystemRegisterAbort(sys_stat_register_id=b"\x01"))
        await one.rest()
        assert link.heard[before:] == []


async def test_a_monitor_that_the_switch_gives_up_is_started_again() -> None:
    async with linked() as one:
        one.recorder.told.clear()
        one.peer.link.ask(MonitorStop(cross_ref_identifier=b"\x00\x11"))
        await one.rest()
        assert one.peer.link.count(MonitorStart) == 2
        assert [told[:2] for told in one.recorder.told] == [("snapshot", "100")]
        one.peer.link.report(delivered(), b"\x00\x12")
        await one.rest()
        assert len(one.recorder.of("event")) == 1
        one.peer.link.ask(MonitorStop(cross_ref_identifier=b"\x99"))
        await one.rest()
        assert one.peer.link.count(MonitorStart) == 2, "one that is not ours concerns nobody"


async def test_a_reject_of_nobody_knows_what_concerns_nobody() -> None:
    async with linked() as one:
        one.recorder.told.clear()
        one.peer.link.association.reject(None, "general", "badlyStructuredPDU")
        one.peer.link.flush()
        await one.rest()
        assert one.recorder.told == []
        assert one.session.status.state == "ready"


@pytest.mark.parametrize("how", ["abort", "release"])
async def test_the_switch_ends_the_association(how: str) -> None:
    async with linked() as one:
        getattr(one.peer.link.association, how)()
        one.peer.link.flush()
        await one.rest()
        assert ("down", "aborted") in one.recorder.links
        if how == "release":
            assert any(isinstance(message, ReleaseResponse) for message in one.peer.links[0].heard)
        await one.rest(5)
        assert one.session.status.state == "ready"


async def test_a_log_in_is_answered_once() -> None:
    """A second answer is a violation: the link ends and the next one works."""
    async with linked() as one:
        again = apdus.encode(one.peer.link.association._schema, ACCEPT, one.peer.link.association.dialect)
        one.peer.link.raw(frame(again, one.peer.link.association.dialect))
        await one.rest()
        assert ("down", "damaged") in one.recorder.links
        await next_try_works(one)


# supervision, rule 4


async def test_after_half_a_minute_of_silence_it_probes() -> None:
    async with linked() as one:
        link = one.peer.link
        await one.rest(25)
        assert link.count(RequestSystemStatus) == 0
        await one.rest(5)
        assert link.count(RequestSystemStatus) == 1
        await one.rest(30)
        assert link.count(RequestSystemStatus) == 2
        assert one.session.status.state == "ready"


async def test_traffic_makes_probes_needless() -> None:
    async with linked() as one:
        for _ in range(12):
            await one.rest(10)
            one.peer.link.report(delivered())
        assert one.peer.link.count(RequestSystemStatus) == 0


@pytest.mark.parametrize(
    "refusal",
    [
        Failure.operation(OperationError.serviceNotSupported),
        lambda link, request: link.association.reject(request.invoke_id, "invoke", "unrecognizedOperation"),
    ],
    ids=["refused", "rejected"],
)
async def test_a_switch_without_status_requests_is_asked_for_do_not_disturb(refusal: Any) -> None:
    async with linked(refuse(RequestSystemStatus, refusal)) as one:
        await one.rest(200)
        assert one.session.status.state == "ready"
        assert one.peer.link.count(RequestSystemStatus) == 1
        asked = [argument for argument in one.peer.link.asked if isinstance(argument, GetDoNotDisturb)]
        assert len(asked) >= 4
        assert {argument.device.digits for argument in asked} == {"100"}


async def test_a_refused_probe_of_do_not_disturb_is_a_sign_of_life_too() -> None:
    peer = refuse(RequestSystemStatus, Failure.operation(OperationError.serviceNotSupported))
    peer.answers[GetDoNotDisturb] = Failure.operation(OperationError.serviceNotSupported)
    async with linked(peer) as one:
        await one.rest(300)
        assert one.session.status.state == "ready"
        assert len(peer.links) == 1


async def test_a_switch_that_ignores_status_requests_is_asked_for_do_not_disturb() -> None:
    peer = Peer()
    peer.answers[RequestSystemStatus] = SILENT
    async with linked(peer) as one:
        await one.rest(200)
        assert one.session.status.state == "ready"
        assert len(peer.links) == 1


async def test_events_during_a_probe_that_is_not_answered_are_a_sign_of_life() -> None:
    peer = Peer()
    peer.answers[RequestSystemStatus] = peer.answers[GetDoNotDisturb] = SILENT
    async with linked(peer) as one:
        for _ in range(4):
            await one.rest(32)
            peer.link.report(delivered())
        assert len(peer.links) == 1


async def test_two_misses_mean_that_the_link_is_lost() -> None:
    peer = Peer()
    async with linked(peer) as one:
        one.listener.wires[-1].go_silent()
        began = one.loop.time()
        while one.session.status.state == "ready":
            await one.rest(1)
        passed = one.loop.time() - began
        assert trouble_after(one) == ("down", "silent")
        assert 30 < passed <= 61
        await one.rest(5)
        assert one.session.status.state == "ready"
        assert len(peer.links) == 2


async def test_a_frame_without_an_end_is_silence_whatever_comes() -> None:
    async with linked() as one:
        one.peer.link.raw(b"\x26\xff\x00")
        for _ in range(80):
            one.peer.link.report(delivered())
            await one.rest(1)
            if one.session.status.state != "ready":
                break
        assert trouble_after(one) == ("down", "silent")
        await next_try_works(one)


async def test_one_miss_is_forgiven() -> None:
    async with linked() as one:
        wire = one.listener.wires[-1]
        wire.go_silent()
        await one.rest(38)
        wire.a_to_b.speak_again()
        wire.b_to_a.speak_again()
        await one.rest(60)
        assert one.session.status.state == "ready"
        assert len(one.peer.links) == 1


async def test_try_now_on_a_link_that_stands_probes_at_once() -> None:
    async with linked() as one:
        one.session.try_now()
        await one.rest()
        assert one.peer.link.count(RequestSystemStatus) == 1
        assert one.session.status.state == "ready"


async def test_supervision_is_a_setting() -> None:
    async with linked(supervision_seconds=5.0, missed_probes=1) as one:
        one.listener.wires[-1].go_silent()
        await one.rest(16)
        assert ("down", "silent") in one.recorder.links


async def test_a_switch_may_say_when_silence_is_suspicious_until_the_link_ends() -> None:
    async with linked() as one:
        one.session.supervise_every(60.0)
        await one.rest(55)
        assert one.peer.link.count(RequestSystemStatus) == 0
        await one.rest(10)
        assert one.peer.link.count(RequestSystemStatus) == 1
        one.listener.wires[-1].cut()
        await one.rest(20)
        assert one.session.status.state == "ready"
        await one.rest(30)
        assert one.peer.link.count(RequestSystemStatus) == 1, "on another link the setting counts"


async def test_after_sleep_it_probes_at_once_and_looks() -> None:
    async with linked() as one:
        await one.rest(20)
        one.recorder.told.clear()
        one.clock.slept += timedelta(hours=1)
        one.peer.link.report(delivered())  # heard of lately, so that only the clock tells
        await one.rest(11)
        assert one.peer.link.count(RequestSystemStatus) == 1
        assert [told[1] for told in one.recorder.of("snapshot")] == ["100"]
        assert one.session.status.state == "ready"


async def test_after_sleep_one_miss_is_enough() -> None:
    async with linked() as one:
        await one.rest(20)
        one.clock.slept += timedelta(hours=1)
        one.listener.wires[-1].go_silent()
        began = one.loop.time()
        while one.session.status.state == "ready":
            await one.rest(1)
        assert one.loop.time() - began < 25


async def test_the_link_ends_while_it_probes() -> None:
    peer = Peer()
    peer.answers[RequestSystemStatus] = CLOSE
    async with linked(peer) as one:
        await one.rest(31)
        assert ("down", "closed") in one.recorder.links


# again


def tries(one: Linked) -> list[float]:
    """The seconds between the attempts to connect."""
    times = [when for when, _, _ in one.loop.network.attempts]  # type: ignore[attr-defined]
    return [after - before for before, after in itertools.pairwise(times)]


async def test_it_tries_again_less_and_less_often() -> None:
    async with linked(serving=False, ready=False) as one:
        await one.rest(400)
        waits = tries(one)
        expected = [min(FIRST_RETRY * 2**step, LONGEST_RETRY) for step in range(len(waits))]
        assert len(waits) >= 9
        for wait, planned in zip(waits, expected, strict=True):
            assert planned * (1 - JITTER) - 0.01 <= wait <= planned * (1 + JITTER) + 0.01
        assert len({round(wait / planned, 3) for wait, planned in zip(waits, expected, strict=True)}) > 5, "no jitter"


async def test_what_is_said_is_what_happens() -> None:
    async with linked(serving=False, ready=False) as one:
        said: list[float] = []
        for _ in range(6):
            assert one.session.status.retry_in is not None
            said.append(one.session.status.retry_in)
            before = len(tries(one))
            while len(tries(one)) == before:
                await one.rest(0.5)
        assert said == [pytest.approx(wait, abs=0.06) for wait in tries(one)[: len(said)]]


def test_many_clients_do_not_come_back_at_once() -> None:
    """Each has its own dice."""

    async def first_wait(seed: int) -> float:
        async with linked(serving=False, ready=False) as one:
            one.session._random = random.Random(seed)
            await one.rest(8)
            return tries(one)[-1]

    assert len({run(first_wait(seed), loop=VirtualTimeLoop()) for seed in range(8)}) > 5


async def test_a_session_has_dice_of_its_own() -> None:
    async with linked() as one:
        other = Session(one.session.config, one.recorder, wall_clock=one.clock)
        assert other._random is not one.session._random
        assert other.status.state == "down"
        assert other.client is None


@pytest.mark.parametrize("login", [WRONG_PASSWORD, REJECTED, b"HTTP/1.1 400 Bad Request\r\n"])
async def test_what_does_not_mend_itself_is_tried_once_a_minute(login: Any) -> None:
    """A wrong password every second would lock the account."""
    peer = Peer()
    peer.login = login
    async with linked(peer, ready=False) as one:
        await one.rest(400)
        waits = tries(one)
        assert 4 <= len(waits) <= 8
        assert all(PATIENT_RETRY * (1 - JITTER) <= wait <= PATIENT_RETRY * (1 + JITTER) + 0.1 for wait in waits)


async def test_a_rejected_monitor_is_tried_once_a_minute_too() -> None:
    """Our own closing of the connection is no reason to come back at once."""
    peer = refuse(MonitorStart, Failure.operation(OperationError.invalidDeviceID))
    async with linked(peer, ready=False) as one:
        await one.rest(130)
        assert len(peer.links) <= 3


async def test_try_now_does_not_wait_and_begins_anew() -> None:
    async with linked(serving=False, ready=False) as one:
        await one.rest(200)
        before = len(tries(one))
        one.session.try_now()
        await one.rest()
        assert len(tries(one)) == before + 1
        await one.rest(2 * FIRST_RETRY)
        assert len(tries(one)) == before + 2, "the waits begin anew"


async def test_try_now_while_connecting_changes_nothing() -> None:
    peer = Peer()
    peer.login = SILENT
    async with linked(peer, ready=False) as one:
        one.session.try_now()
        await one.rest(LOGIN_SECONDS - 1)
        assert len(peer.links) == 1
        await one.rest(1.1)
        assert trouble_after(one) == ("down", "notCsta")
        assert len(peer.links) == 1


async def test_after_sleep_it_does_not_wait() -> None:
    peer = Peer()
    peer.login = WRONG_PASSWORD
    async with linked(peer, ready=False) as one:
        await one.rest(10)
        one.clock.slept += timedelta(hours=8)
        await one.rest(5.1)
        assert len(peer.links) == 2


@pytest.mark.parametrize(("seconds", "soon"), [(SETTLED_SECONDS + 1, True), (5.0, False)])
async def test_a_link_that_held_comes_back_soon_one_that_flaps_does_not(seconds: float, soon: bool) -> None:
    async with linked(serving=False, ready=False) as one:
        await one.rest(20)
        one.listener = one.loop.network.listen(one.peer.protocol, HOST, PORT)  # type: ignore[attr-defined]
        while one.session.status.state != "ready":
            await one.rest(1)
        await one.rest(seconds)
        one.listener.wires[-1].cut()
        await one.rest()
        assert one.session.status.retry_in is not None
        assert (one.session.status.retry_in <= FIRST_RETRY * (1 + JITTER)) is soon


async def test_after_a_reconnect_everything_is_monitored_and_seen_anew() -> None:
    async with linked(devices=("100", "101")) as one:
        one.recorder.told.clear()
        one.listener.wires[-1].cut()
        await one.rest(5)
        assert one.recorder.links == [("down", "broken"), ("connecting", None), ("ready", None)]
        assert one.peer.link.count(MonitorStart) == 2
        assert [told[1] for told in one.recorder.of("snapshot")] == ["100", "101"]
        one.recorder.told.clear()
        one.peer.link.report(delivered(), b"\x00\x11")
        await one.rest()
        assert one.recorder.of("event") == [], "a cross reference of the old link is void"


async def test_an_old_connection_does_not_disturb_the_new_one() -> None:
    """The end of the old connection may come late (TLS waits for the other side)."""
    async with linked() as one:
        old = one.listener.wires[-1]
        one.peer.link.report(delivered(), b"\x00\x11")
        connection = one.session._connection
        assert connection is not None
        protocol = connection._protocol
        old.cut()
        await one.rest(5)
        assert len(one.peer.links) == 2
        protocol.connection_lost(ConnectionResetError())
        await one.rest(5)
        assert one.session.status.state == "ready"
        assert len(one.peer.links) == 2


async def test_what_comes_after_the_end_is_too_late() -> None:
    """The switch aborts and then breaks the connection: the first reason counts."""
    async with linked() as one:
        link = one.peer.link
        link.association.abort()
        link.flush()
        link.transport.close()
        await one.rest()
        assert [code for state, code in one.recorder.links if state == "down"] == ["aborted"]


async def test_two_monitors_are_back_and_ready_is_told_once() -> None:
    async with linked(devices=("100", "101")) as one:
        one.recorder.told.clear()
        one.peer.link.status(SystemStatus.disabled)
        one.peer.link.status(SystemStatus.enabled)
        await one.rest()
        assert one.recorder.links == [("down", "systemDisabled"), ("ready", None)]


# asking


async def test_asking_without_a_link() -> None:
    async with linked(serving=False, ready=False) as one:
        with pytest.raises(LinkLost) as caught:
            await one.session.ask(RequestSystemStatus())
        assert caught.value.kind == "link"
        outcomes: list[Any] = []
        one.session.request(RequestSystemStatus(), outcomes.append)
        assert [outcome.kind for outcome in outcomes] == ["link"]


async def test_asking() -> None:
    async with linked() as one:
        result = await one.session.ask(RequestSystemStatus())
        assert result.system_status is SystemStatus.normal
        outcomes: list[Any] = []
        one.session.request(GetDoNotDisturb(device=DeviceID("100")), outcomes.append)
        await one.rest()
        assert outcomes == [GetDoNotDisturbResult(do_not_disturb_on=False)]


async def test_a_link_lost_while_asking_may_have_done_it() -> None:
    async with linked() as one:
        one.peer.answers[AnswerCall] = CLOSE
        with pytest.raises(LinkLost) as caught:
            await one.session.ask(AnswerCall(call_to_be_answered=ConnectionID.of(b"\x01", "100")))
        assert caught.value.kind == "unknown"


# further devices


async def test_a_further_device() -> None:
    async with linked() as one:
        one.recorder.told.clear()
        await one.session.monitor("101")
        await one.rest()
        assert [told[:2] for told in one.recorder.told] == [("snapshot", "101")]
        one.peer.link.report(delivered(device="101"), b"\x00\x12")
        await one.rest()
        assert one.recorder.of("event")[0][1] == "101"
        await one.session.monitor("101")
        assert one.peer.link.count(MonitorStart) == 2, "once is enough"
        await one.session.unmonitor("101")
        assert list(one.peer.monitors.values()) == ["100"]
        one.recorder.told.clear()
        one.peer.link.report(delivered(device="101"), b"\x00\x12")
        await one.rest()
        assert one.recorder.told == []


async def test_a_further_device_is_monitored_again_after_a_reconnect() -> None:
    async with linked() as one:
        await one.session.monitor("101")
        one.listener.wires[-1].cut()
        await one.rest(5)
        assert one.peer.link.count(MonitorStart) == 2
        await one.session.unmonitor("101")
        one.listener.wires[-1].cut()
        await one.rest(5)
        assert one.peer.link.count(MonitorStart) == 1


async def test_a_further_device_stays_wanted_while_there_is_no_link() -> None:
    async with linked() as one:
        await one.session.monitor("101")
        one.listener.wires[-1].cut()
        await one.rest()
        with pytest.raises(LinkLost):
            await one.session.unmonitor("101")
        await one.rest(5)
        assert one.peer.link.count(MonitorStart) == 2


async def test_a_further_device_that_is_refused_does_not_cost_the_link() -> None:
    async with linked() as one:

        def only_mine(link: Any, request: Requested) -> None:
            if request.argument.monitor_object.device.digits == "100":
                one.peer.usual(link, request)
            else:
                link.association.fail(request.invoke_id, Failure.operation(OperationError.invalidDeviceID))

        await one.session.monitor("101")
        one.peer.answers[MonitorStart] = only_mine
        with pytest.raises(ServiceRefused):
            await one.session.monitor("102")
        one.peer.link.status(SystemStatus.enabled)
        await one.rest()
        assert one.session.status.state == "ready"
        one.listener.wires[-1].cut()
        await one.rest(5)
        assert one.session.status.state == "ready"
        await one.session.unmonitor("101")
        with pytest.raises(ServiceRefused):
            await one.session.monitor("101")


async def test_whether_a_further_device_is_given_up_the_switch_does_not_say() -> None:
    async with linked() as one:
        await one.session.monitor("101")
        one.peer.answers[MonitorStop] = SILENT
        with pytest.raises(NoAnswer):
            await one.session.unmonitor("101")
        one.recorder.told.clear()
        one.peer.link.report(delivered(device="101"), b"\x00\x12")
        await one.rest()
        assert one.recorder.told == [], "nobody wants it"
        one.listener.wires[-1].cut()
        await one.rest(5)
        assert one.peer.link.count(MonitorStart) == 1


async def test_ones_own_device_stays_and_what_is_not_monitored_is_not_stopped() -> None:
    async with linked() as one:
        await one.session.unmonitor("100")
        await one.session.unmonitor("999")
        assert one.peer.link.count(MonitorStop) == 0


async def test_monitoring_without_a_link_or_without_an_answer() -> None:
    async with linked() as one:
        one.peer.answers[MonitorStart] = SILENT
        with pytest.raises(NoAnswer):
            await one.session.monitor("101")
        one.listener.close()
        one.listener.wires[-1].cut()
        await one.rest()
        with pytest.raises(LinkLost):
            await one.session.monitor("101")


async def test_a_device_that_is_given_up_before_the_monitor_stands() -> None:
    async with linked() as one:
        waiting: list[Requested] = []
        one.peer.answers[MonitorStart] = lambda link, request: waiting.append(request)
        monitoring = one.loop.create_task(one.session.monitor("101"))
        await one.rest()
        await one.session.unmonitor("101")
        one.peer.link.answer(waiting[0], MonitorStartResult(cross_ref_identifier=b"\x55"))
        await one.rest()
        await monitoring
        assert one.peer.link.asked[-1] == MonitorStop(cross_ref_identifier=b"\x55")
        assert one.session.status.state == "ready"


async def test_who_stops_waiting_for_a_monitor_has_it_nevertheless() -> None:
    async with linked() as one:
        waiting: list[Requested] = []
        one.peer.answers[MonitorStart] = lambda link, request: waiting.append(request)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await one.session.monitor("101")
        one.peer.link.answer(waiting[0], MonitorStartResult(cross_ref_identifier=b"\x55"))
        await one.rest()
        one.peer.link.report(delivered(device="101"), b"\x55")
        await one.rest()
        assert one.recorder.of("event")[-1][1] == "101"


@pytest.mark.parametrize("last", [ABORT, AARE], ids=["abort", "a message that must not come"])
async def test_a_request_with_the_end_right_behind_it(last: str) -> None:
    async with linked() as one:
        one.peer.link.raw(bytes.fromhex(SYSTEM_STATUS_NORMAL + last))
        await one.rest()
        assert one.session.status.state == "down"
        assert one.peer.link.closed
        await next_try_works(one)


# the end


async def test_quit_stops_each_monitor_then_aborts_then_closes() -> None:
    peer = Peer()
    async with linked(peer, devices=("100", "101")) as one:
        one.task.cancel()
        await one.rest()
        assert one.task.cancelled()
        assert peer.link.asked[-2:] == [
            MonitorStop(cross_ref_identifier=b"\x00\x11"),
            MonitorStop(cross_ref_identifier=b"\x00\x12"),
        ]
        assert isinstance(peer.link.heard[-1], Abort)
        assert peer.link.received.hex().endswith(ABORT)
        assert peer.link.closed
        assert one.listener.wires[-1].closed
        assert asyncio.all_tasks() == {asyncio.current_task()}, "no task is left"


async def test_quit_ends_what_is_pending() -> None:
    peer = Peer()
    peer.answers[AnswerCall] = SILENT
    async with linked(peer) as one:
        asking = one.loop.create_task(one.session.ask(AnswerCall(call_to_be_answered=ConnectionID.of(b"\x01", "100"))))
        await one.rest()
        one.task.cancel()
        await one.rest()
        with pytest.raises(LinkLost):
            await asking


@pytest.mark.parametrize("login", [SILENT, WRONG_PASSWORD])
async def test_quit_at_any_time_leaves_nothing(login: Any) -> None:
    peer = Peer()
    peer.login = login
    async with linked(peer, ready=False) as one:
        one.task.cancel()
        await one.rest()
        assert peer.link.closed
        assert peer.link.count(MonitorStop) == 0


async def test_quit_while_connecting() -> None:
    async with linked(ready=False, prepare=lambda loop: loop.network.trouble(HOST, None)) as one:
        one.task.cancel()
        await one.rest()
        assert one.task.cancelled()
