"""Every situation of TR/82, played by the simulator and asked by a client; the witness hears every octet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desktop import assets
from desktop.csta import trace
from desktop.csta.association import Association, Refused, Reported, Requested
from desktop.csta.events.base import CallEvent
from desktop.csta.events.call_control import Delivered
from desktop.csta.events.report import EventReport
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import MonitorObject, MonitorStart
from desktop.csta.values import NOT_KNOWN, DeviceID, ReportedDevice
from desktop.switchsim.asking import message
from desktop.switchsim.company import Company, Step
from desktop.switchsim.config import read_company
from desktop.switchsim.links import Simulator
from tests.support import virtualtime
from tests.support.tap import Tap
from tests.support.witness import complaint, hear
from tests.switchsim.situations import REFUSED, TOLD
from tests.switchsim.wire import Peer

STATIONS = ("100", "101", "102", "103", "104")
MODES = ("played", "asked")


@cache
def company() -> Company:
    """The file, read once."""
    return read_company(assets.text("demo", "tr82.toml"))


NAMES = [scenario.name for scenario in company().scenarios]


class Client:
    """One link: logs in, monitors, and keeps what it is told."""

    def __init__(self, loop: virtualtime.VirtualTimeLoop, peer: Peer) -> None:
        self._loop = loop
        self._peer = peer
        self._association = Association("computing")
        self._devices: dict[bytes, str] = {}
        self._monitoring: dict[int, str] = {}
        self.reports: list[tuple[str, EventReport]] = []
        self.refused: list[str] = []

    async def begin(self, devices: tuple[str, ...]) -> None:
        """Log in and monitor."""
        self._association.associate("AMHOST", "77777")
        await self.rest()
        for device in devices:
            self._monitoring[self.invoke(MonitorStart(monitor_object=MonitorObject(DeviceID(device))))] = device
        await self.rest()

    def invoke(self, argument: Any) -> int:
        """Ask a service."""
        invoke_id = self._association.invoke(argument)
        self._peer.transport.write(self._association.data_to_send())
        return invoke_id

    async def rest(self) -> None:
        """Say and hear what there is until nothing more comes."""
        self._peer.transport.write(self._association.data_to_send())
        await self._loop.quiet(0)
        while octets := bytes.fromhex(self._peer.take()):
            for heard in self._association.receive_data(octets):
                self._hear(heard)
            self._peer.transport.write(self._association.data_to_send())
            await self._loop.quiet(0)

    def _hear(self, heard: Any) -> None:
        match heard:
            case Requested():
                self._association.respond(heard, Acknowledged())
            case Reported(report=report):
                self.reports.append((self._devices[report.cross_ref], report))
            case Refused(failure=failure):
                self.refused.append(str(failure.code))
            case _ if getattr(heard, "invoke_id", None) in self._monitoring:
                self._devices[heard.result.cross_ref_identifier] = self._monitoring[heard.invoke_id]

    async def end(self) -> None:
        """ABRT and the end of the connection."""
        self._association.abort()
        self._peer.transport.write(self._association.data_to_send())
        await self._loop.quiet(0)


@dataclass
class Performance:
    """What came of a situation: reports of a client with all stations, of one with 101 alone; refusals; every octet."""

    reports: list[tuple[str, EventReport]]
    elsewhere: list[tuple[str, EventReport]]
    refused: list[str]
    entries: list[trace.Entry]
    calls: list[Any] = field(default_factory=list)


@cache
def perform(name: str, mode: str) -> Performance:
    """Play a situation by command, or let the client ask the services in it."""
    loop = virtualtime.VirtualTimeLoop()
    return virtualtime.run(_perform(loop, name, mode), loop=loop)


async def _perform(loop: virtualtime.VirtualTimeLoop, name: str, mode: str) -> Performance:
    simulator = Simulator(company(), start=datetime(2013, 6, 4, 10, 11, 12), clock="manual", loop=loop)
    tap = Tap(loop.time)
    await loop.create_server(tap.over(simulator.protocol), "127.0.0.1", 8800)
    clients = []
    for devices in (STATIONS, ("101",)):
        _, peer = await loop.create_connection(Peer, "127.0.0.1", 8800)
        assert isinstance(peer, Peer)
        clients.append(Client(loop, peer))
        await clients[-1].begin(devices)
    if mode == "played":
        assert simulator.command({"do": "play", "name": name})["ok"]
        simulator.advance(90)
    else:
        await _ask(simulator, clients[0], name)
    for client in clients:
        await client.rest()
    told = simulator.command({"do": "scenarios"})
    assert not any(one["playing"] for one in told["scenarios"])
    refused = [one["error"]["code"] for one in told["refused"]] + clients[0].refused
    calls = simulator.command({"do": "state"})["calls"]
    for client in clients:
        await client.end()
    return Performance(clients[0].reports, clients[1].reports, refused, tap.entries, calls)


async def _ask(simulator: Simulator, client: Client, name: str) -> None:
    steps: list[Step] = sorted(
        next(one for one in company().scenarios if one.name == name).steps, key=lambda step: step.at
    )
    for step in steps:
        simulator.advance(step.at - simulator.now)
        command = dict(step.command)
        if command["do"] == "service":
            client.invoke(message(simulator.switch, command["name"], command))
        else:
            assert simulator.command(command)["ok"]
        await client.rest()
    simulator.advance(90)


def lines(reports: list[tuple[str, EventReport]], device: str) -> list[str]:
    """What was told of a device, as the expectation has it."""
    told = []
    for of, report in reports:
        event = report.event
        if of != device:
            continue
        if isinstance(event, CallEvent):
            assert event.subject.call_id is not None
            assert event.local_connection_info is not None
            assert event.cause is not None
            call = int.from_bytes(event.subject.call_id, "big") - company().first_call_id + 1
            told.append(
                f"{report.name} c{call}/{event.subject.digits} {event.local_connection_info.name} {event.cause.name}"
            )
        else:
            told.append(report.name)
    return told


def expected(name: str, device: str) -> list[str]:
    return [line.strip() for line in TOLD[name].get(device, "").splitlines() if line.strip()]


def test_every_situation_of_the_standard_s_list_is_there(evidence: Path) -> None:
    listed = (evidence / "design" / "call-model.md").read_text("utf-8").partition("own list of situations")[2]
    numbers = set(re.findall(r"\b\d\.\d+", listed))
    assert len(numbers) == 26
    assert numbers - set(NAMES) == set()


def test_every_situation_has_its_expectation_and_its_words() -> None:
    assert set(NAMES) == set(TOLD)
    assert len(NAMES) == len(set(NAMES)) > 45
    assert all(scenario.about for scenario in company().scenarios)
    assert all(scenario.begins is None for scenario in company().scenarios), "nothing happens by itself"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", NAMES)
def test_both_ends_are_told_in_order(name: str, mode: str) -> None:
    played = perform(name, mode)
    for device in STATIONS:
        assert lines(played.reports, device) == expected(name, device), device
    assert lines(played.elsewhere, "101") == expected(name, "101"), "every link that monitors hears the same"
    assert played.refused == ([REFUSED[name]] if name in REFUSED else [])
    assert played.calls == []


@pytest.mark.parametrize(
    ("name", "calling", "network"),
    [("8.1", NOT_KNOWN, None), ("8.2", ReportedDevice.known("008999998600"), ReportedDevice.known("08999998600"))],
)
def test_network_information(name: str, calling: ReportedDevice, network: ReportedDevice | None) -> None:
    events = [report.event for of, report in perform(name, "played").reports if of == "101"]
    assert isinstance(events[0], Delivered)
    assert events[0].calling_device == calling
    assert events[0].associated_calling_device == ReportedDevice.known("7801")
    assert events[0].network_calling_device == network


def test_the_witness_approves_every_octet_of_both_directions(evidence: Path) -> None:
    entries = [
        (f"{name}, {mode}: {entry.direction}", entry.octets)
        for name in NAMES
        for mode in MODES
        for entry in perform(name, mode).entries
    ]
    assert len(entries) > 1500
    distinct = list({octets: where for where, octets in entries}.items())
    assert {where.rpartition(" ")[2] for _, where in distinct} == {"client->pbx", "pbx->client"}
    answers = hear(evidence, [octets for octets, _ in distinct])
    complaints = [
        f"{where} {octets.hex()}: {wrong}"
        for (octets, where), answer in zip(distinct, answers, strict=True)
        if (wrong := complaint(answer)) is not None
    ]
    assert complaints == []
