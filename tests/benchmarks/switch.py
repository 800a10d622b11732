"""How many calls a second the switch simulator carries at full size; see README.md beside it.

``python -m tests.benchmarks.switch [--seconds 20] [--stations 1500] [--reader peek|decode]
[--shared] [--glue]``

The simulator runs as a process of its own with all its stations monitored over four links. This process is the client:
at each pair of stations a call is made, answered at once, cleared, and made again. Everything that the simulator wrote
is kept; afterwards a process that does nothing but write the same octets to four such links shows how fast that could
go.
"""

from __future__ import annotations

import argparse
import json
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from desktop.csta import operations
from desktop.csta.apdus import Invoke, ReturnResult, encode
from desktop.csta.association import Association, State
from desktop.csta.dialects import HIPATH
from desktop.csta.enumerations import AutoOriginate
from desktop.csta.framing import Deframer, frame
from desktop.csta.relay import INVOKE, RESULT, peek, readdress
from desktop.csta.schema import shipped
from desktop.csta.services.call_control import ClearConnection, MakeCall
from desktop.csta.services.monitoring import MonitorObject, MonitorStart
from desktop.csta.values import ConnectionID, DeviceID

LINKS = 4
FIRST = 1000
MAKE_CALL, SYSTEM_STATUS, CONNECTION_CLEARED, ESTABLISHED = 10, 211, (0, 3), (0, 7)
PLACE = b"\xca\xfe"
"""A call id to be replaced in a request that was made beforehand."""


def invoke(argument: Any) -> bytes:
    """An APDU that asks a service, under invoke id 1."""
    operation = operations.asked_by(type(argument))
    octets = operations.encode_argument(shipped(), argument)
    return encode(shipped(), Invoke(1, operation.code, octets), HIPATH)


class Link:
    """One link of the client: its socket, its pairs of stations, and what has come over it."""

    def __init__(self, address: tuple[str, int], reader: str) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.frames = Deframer(HIPATH)
        self.messages = self.events = self.calls = self.octets = 0
        self.kept: list[bytes] = []
        self.keep = False
        self._reader = reader
        self._association = Association("computing")
        self._association.state = State.READY
        self._invoke_id = 0
        self._stations: list[str] = []
        self._callers: dict[bytes, str] = {}
        self._requests: dict[str, tuple[bytes, bytes]] = {}
        self._waiting: dict[int, Callable[[bytes], None]] = {}

    def log_in(self) -> None:
        """Associate, and answer the switch's SystemStatus."""
        end = Association("computing")
        end.associate("AMHOST", "77777")
        self.socket.sendall(end.data_to_send())
        status = next(apdu for apdu in self._blocking() if apdu[0] == INVOKE)
        where = peek(status)
        assert where is not None
        answer = ReturnResult(where.invoke_id or 0, SYSTEM_STATUS, b"\x05\x00")
        self.socket.sendall(frame(encode(shipped(), answer, HIPATH), HIPATH))

    def _blocking(self) -> Iterator[bytes]:
        while octets := self.socket.recv(65536):
            yield from self.frames.feed(octets)

    def monitor(self, device: str) -> bytes:
        """Monitor a device; returns the cross reference."""
        self._send(invoke(MonitorStart(monitor_object=MonitorObject(device=DeviceID(device)))))
        where = next(found for apdu in self._blocking() if (found := peek(apdu)) and found.kind == RESULT)
        assert where.cross_ref is not None
        return where.cross_ref

    def add(self, caller: str, called: str) -> None:
        """Let ``caller`` call ``called`` again and again."""
        self._stations += (caller, called)
        self._callers[self.monitor(caller)] = caller
        self.monitor(called)
        make = MakeCall(
            calling_device=DeviceID(caller),
            called_directory_number=DeviceID(called),
            auto_originate=AutoOriginate.doNotPrompt,
        )
        clear = ClearConnection(connection_to_be_cleared=ConnectionID.of(PLACE, caller))
        self._requests[caller] = invoke(make), invoke(clear)

    def listen(self, links: list[Link]) -> None:
        """Monitor what the other links monitor."""
        for link in links:
            for number in () if link is self else link._stations:
                self.monitor(number)

    def begin(self) -> None:
        """Make the first call at each pair."""
        for caller in self._requests:
            self._send(self._requests[caller][0])

    def _send(self, apdu: bytes) -> None:
        where = peek(apdu)
        assert where is not None
        self._invoke_id = self._invoke_id % 30_000 + 1
        self.socket.sendall(frame(readdress(apdu, where, invoke_id=self._invoke_id), HIPATH))

    def receive(self) -> bool:
        """Read what has come, and go on; False where the other side has closed."""
        octets = self.socket.recv(262_144)
        if self.keep:
            self.kept.append(octets)
        self.octets += len(octets)
        for apdu in self.frames.feed(octets):
            self.messages += 1
            if self._reader == "decode":
                self._association.receive_data(frame(apdu, HIPATH))
                self._association.data_to_send()
            where = peek(apdu)
            if where is None or where.event is None:
                continue
            self.events += 1
            caller = self._callers.get(where.cross_ref or b"")
            if caller is None:
                continue
            if where.event == ESTABLISHED:
                at = apdu.index(b"\x80\x02", where.start) + 2
                self._send(self._requests[caller][1].replace(PLACE, apdu[at : at + 2]))
            elif where.event == CONNECTION_CLEARED and b"\x4e\x01\x00" in apdu:
                self.calls += 1
                self._send(self._requests[caller][0])
        return bool(octets)


@contextmanager
def simulator(stations: int, glue: bool) -> Iterator[tuple[psutil.Process, tuple[str, int]]]:
    """The simulator as a process, with stations that answer at once."""
    rows = [
        f'[[station]]\nnumber = "{FIRST + number}"\nhabits = {{ answers_after = 0 }}\n' for number in range(stations)
    ]
    faults = 'faults = ["glue"]' if glue else ""
    text = "\n".join((faults, '[logins]\nAMHOST = "77777"', f"[limits]\nmonitors = {LINKS * stations}", *rows))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "company.toml"
        file.write_text(text, "utf-8")
        listen = ["--listen", "127.0.0.1:0", "--until-stdin-closes"]
        program = ["-m", "desktop", "switchsim", *listen, "--config", str(file)]
        with started(program) as found:
            yield found


@contextmanager
def started(program: list[str]) -> Iterator[tuple[psutil.Process, tuple[str, int]]]:
    """A server as a process: it tells where it listens, and ends with its input."""
    process = subprocess.Popen(
        [sys.executable, *program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        host, _, port = json.loads(process.stdout.readline())["listen"].rpartition(":")
        yield psutil.Process(process.pid), (host, int(port))
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


def measured(links: list[Link], server: psutil.Process, seconds: float) -> dict[str, float]:
    """Read for so long; how much came each second, and what it took of a core here and there."""
    selector = selectors.DefaultSelector()
    for link in links:
        selector.register(link.socket, selectors.EVENT_READ, link)
    before = [(link.messages, link.events, link.calls, link.octets) for link in links]
    here, there = psutil.Process(), server
    cpu = [sum(process.cpu_times()[:2]) for process in (here, there)]
    began = time.monotonic()
    while (spent := time.monotonic() - began) < seconds:
        for key, _ in selector.select(0.5):
            if not key.data.receive():
                raise SystemExit("The other side has closed a link.")
    used = [sum(process.cpu_times()[:2]) - first for process, first in zip((here, there), cpu, strict=True)]
    after = [(link.messages, link.events, link.calls, link.octets) for link in links]
    counts = [sum(column) for column in zip(*after, strict=True)]
    counts = [count - sum(column) for count, column in zip(counts, zip(*before, strict=True), strict=True)]
    names = ("messages", "events", "calls", "octets")
    selector.close()
    return {name: count / spent for name, count in zip(names, counts, strict=True)} | {
        "client": used[0] / spent,
        "server": used[1] / spent,
    }


def serve(files: list[str]) -> None:
    """The reference: write the octets of one file to each link, again and again, as fast as they are taken."""
    contents = [Path(file).read_bytes() for file in files]
    server = socket.create_server(("127.0.0.1", 0))
    print(json.dumps({"ready": True, "listen": f"127.0.0.1:{server.getsockname()[1]}"}), flush=True)
    selector = selectors.DefaultSelector()
    for content in contents:
        link, _ = server.accept()
        link.setblocking(False)
        selector.register(link, selectors.EVENT_WRITE, [memoryview(content), 0])
    selector.register(sys.stdin, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.data is None:
                return
            content, at = key.data
            assert isinstance(key.fileobj, socket.socket)
            key.data[1] = (at + key.fileobj.send(content[at : at + 65536])) % len(content)


def whole(kept: list[bytes]) -> bytes:
    """The frames that are whole in what was kept, which may begin and end within one."""
    octets = b"".join(kept)
    apdus = Deframer(HIPATH).feed(octets)
    return b"".join(frame(apdu, HIPATH) for apdu in apdus)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--stations", type=int, default=1500)
    parser.add_argument(
        "--reader", choices=["peek", "decode"], default="peek", help="what the client does with each event"
    )
    parser.add_argument("--shared", action="store_true", help="every link monitors every station")
    parser.add_argument("--glue", action="store_true", help="what goes out at one moment is written at once")
    parser.add_argument("--serve", nargs=LINKS, metavar="FILE", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
        return
    with simulator(arguments.stations, arguments.glue) as (process, address):
        links = [Link(address, arguments.reader) for _ in range(LINKS)]
        for link in links:
            link.log_in()
        for number in range(0, arguments.stations - 1, 2):
            links[number // 2 % LINKS].add(str(FIRST + number), str(FIRST + number + 1))
        if arguments.shared:
            for link in links:
                link.listen(links)
        for link in links:
            link.keep = True
            link.begin()
        ours = measured(links, process, arguments.seconds)
        for link in links:
            link.socket.close()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number in range(LINKS)]
        for file, link in zip(files, links, strict=True):
            file.write_bytes(whole(link.kept))
        program = ["-m", "tests.benchmarks.switch", "--serve", *map(str, files)]
        with started(program) as (process, address):
            readers = [Link(address, arguments.reader) for _ in range(LINKS)]
            writer = measured(readers, process, min(arguments.seconds, 5.0))
            for link in readers:
                link.socket.close()
    version = sys.version.split()[0]
    print(f"Python {version}; {arguments.stations} stations, {LINKS} links, the client does: {arguments.reader}")
    print(f"{'a second':24}" + "".join(f"{name:>12}" for name in ours))
    for name, found in (("simulator", ours), ("writer of its octets", writer)):
        print(f"{name:24}" + "".join(f"{value:12.2f}" if value < 10 else f"{value:12.0f}" for value in found.values()))
    print(f"messages of the simulator to those of the writer: {ours['messages'] / writer['messages']:.3f}")
    print(f"messages for each second of the simulator's CPU: {ours['messages'] / ours['server']:.0f}")


if __name__ == "__main__":
    main()
