"""Every situation of TR/82 over real sockets through the witness's proxy: both directions, every octet, no leftover."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from desktop.csta.association import Answered, Association, Reported, Requested
from desktop.csta.events.report import EventReport
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import MonitorObject, MonitorStart
from desktop.csta.services.system import RequestSystemStatus
from desktop.csta.values import DeviceID
from desktop.switchsim.asking import message
from desktop.switchsim.links import Simulator
from tests.stories.test_witness_proxy import PATIENCE, judged, proxy
from tests.support.tap import Tap
from tests.switchsim.office import START
from tests.switchsim.test_tr82 import NAMES, STATIONS, company, expected, lines


class Client(asyncio.Protocol):
    """Logs in, monitors, asks, and keeps what it is told."""

    def __init__(self) -> None:
        self.reports: list[tuple[str, EventReport]] = []
        self.over = asyncio.Event()
        self._association = Association("computing")
        self._answers: dict[int, Any] = {}
        self._devices: dict[bytes, str] = {}
        self._ready = False
        self._news = asyncio.Event()
        self._transport: asyncio.WriteTransport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._association.associate("AMHOST", "77777")
        self._write()

    def connection_lost(self, exc: Exception | None) -> None:
        self.over.set()

    def data_received(self, data: bytes) -> None:
        for heard in self._association.receive_data(data):
            match heard:
                case Requested():
                    self._association.respond(heard, Acknowledged())
                    self._ready = True
                case Reported(report=report):
                    self.reports.append((self._devices[report.cross_ref], report))
                case Answered(invoke_id=invoke_id, result=result):
                    self._answers[invoke_id] = result
                case _:  # the answer to the log-in, and refusals
                    pass
        self._write()
        self._news.set()

    def _write(self) -> None:
        self._transport.write(self._association.data_to_send())

    def invoke(self, argument: Any) -> int:
        """Ask a service."""
        invoke_id = self._association.invoke(argument)
        self._write()
        return invoke_id

    async def monitor(self, device: str) -> None:
        """Log in, if that is not done, and monitor a device."""
        while not self._ready:
            await self._hear()
        asked = self.invoke(MonitorStart(monitor_object=MonitorObject(DeviceID(device))))
        while asked not in self._answers:
            await self._hear()
        self._devices[self._answers[asked].cross_ref_identifier] = device

    async def rest(self) -> None:
        """Wait for the answer to a question: all that was said before it has arrived then."""
        asked = self.invoke(RequestSystemStatus())
        while asked not in self._answers:
            await self._hear()

    async def _hear(self) -> None:
        self._news.clear()
        await self._news.wait()

    def end(self) -> None:
        """ABRT, and the end of the connection."""
        self._association.abort()
        self._write()
        self._transport.close()


async def play(name: str, simulator: Simulator, client: Client) -> None:
    """Go through a situation; what a service can do is asked by the client."""
    for device in STATIONS:
        await client.monitor(device)
    (scenario,) = [one for one in company().scenarios if one.name == name]
    for step in sorted(scenario.steps, key=lambda step: step.at):
        simulator.advance(step.at - simulator.now)
        command = dict(step.command)
        if command["do"] == "service":
            client.invoke(message(simulator.switch, command["name"], command))
        else:
            assert simulator.command(command)["ok"]
        await client.rest()
    simulator.advance(90)
    await client.rest()


@pytest.mark.real_time
async def test_the_witness_approves_every_situation_in_both_directions(evidence: Path, tmp_path: Path) -> None:
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    loop, out = asyncio.get_running_loop(), tmp_path / "seen.jsonl"
    switches: list[Simulator] = []
    tap = Tap(loop.time)

    def link() -> asyncio.Protocol:
        return switches[-1].protocol()

    server = await loop.create_server(tap.over(link), "127.0.0.1", 0)
    try:
        async with proxy(evidence, server.sockets[0].getsockname()[1], out) as port:
            for name in NAMES:
                switches.append(Simulator(company(), start=START, clock="manual"))
                _, client = await loop.create_connection(Client, "127.0.0.1", port)
                async with asyncio.timeout(PATIENCE):
                    await play(name, switches[-1], client)
                    client.end()
                    await client.over.wait()
                assert [lines(client.reports, device) for device in STATIONS] == [
                    expected(name, device) for device in STATIONS
                ], name
    finally:
        server.close()
        for switch in switches:
            switch.close()
    seen = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert judged(seen) == []
    assert {line["link"] for line in seen} == set(range(1, len(NAMES) + 1))
    for direction, count in tap.octets.items():
        octets = [bytes.fromhex(line["hex"]) for line in seen if line["direction"] == direction]
        assert sorted(octets) == sorted(entry.octets for entry in tap.entries if entry.direction == direction)
        assert sum(3 + len(one) for one in octets) == count, "whole frames and nothing between them"
