"""The program: started as a process, over real TCP, with the manual clock."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from desktop import assets
from desktop.switchsim.server import find, split_address
from tests.switchsim.test_replay import text

AARQ = bytes.fromhex(
    "2680336031a10706052b0c00815a8a020680ac15a213a011a00f0406414d484f535404053737373737be0b2809a007a0050303001000"
)
ROOT = Path(__file__).parents[2]


class Program:
    """The simulator in a process of its own."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "desktop.switchsim", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @property
    def stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    def line(self) -> dict[str, Any]:
        """The next line that it says."""
        assert self.process.stdout is not None
        value = json.loads(self.process.stdout.readline())
        assert isinstance(value, dict)
        return value

    def command(self, line: bytes) -> dict[str, Any]:
        """Give it a line and return its reply."""
        self.stdin.write(line + b"\n")
        self.stdin.flush()
        return self.line()

    def connect(self) -> socket.socket:
        """Wait until it is ready, and connect."""
        ready = self.line()
        assert ready["ready"] is True
        host, port = split_address(ready["listen"])
        assert port > 0
        return socket.create_connection((host, port), timeout=10)

    def end(self) -> tuple[int, str]:
        """Wait for its end: status and what it logged."""
        _, logged = self.process.communicate(timeout=10)
        return self.process.returncode, logged.decode()


@pytest.fixture
def start() -> Iterator[Callable[..., Program]]:
    programs: list[Program] = []

    def one(*arguments: str) -> Program:
        programs.append(Program(*arguments))
        return programs[-1]

    yield one
    for program in programs:
        program.process.kill()
        program.process.wait(10)
        for pipe in (program.process.stdin, program.process.stdout, program.process.stderr):
            if pipe is not None:
                pipe.close()


def receive(link: socket.socket) -> bytes:
    """One APDU."""
    header = b""
    while len(header) < 3:
        header += link.recv(3 - len(header))
    length = int.from_bytes(header[1:], "big") - 0x8000
    apdu = b""
    while len(apdu) < length:
        apdu += link.recv(length - len(apdu))
    return apdu


def send(link: socket.socket, hexadecimal: str) -> None:
    apdu = bytes.fromhex(hexadecimal)
    link.sendall(b"\x26" + (0x8000 | len(apdu)).to_bytes(2, "big") + apdu)


def test_a_call_over_real_tcp_with_the_manual_clock(start: Callable[..., Program]) -> None:
    program = start("--listen", "127.0.0.1:0", "--clock", "manual", "--until-stdin-closes")
    with program.connect() as link:
        link.sendall(AARQ)
        assert receive(link)[0] == 0x61
        assert receive(link).hex() == "a10c020101020200d330030a0102"
        send(link, "a20b0201013006020200d30500")
        send(link, "a10f020104020147300730058003313030")
        assert receive(link).hex() == "a20e0201043009020147300455020000"
        send(link, "a11602010302010a300e3005800331303030058003313031")
        assert receive(link).hex() == "a21b020103301602010a30116b0f300d8002b164a10730058003313030"
        events = [receive(link) for _ in range(3)]
        assert [b"\xb0" in events[0], b"\xad" in events[1], b"\xa4" in events[2]] == [True] * 3
        reply = program.command(b'{"id": 1, "do": "state"}')
        assert reply["calls"][0]["connections"][1] == {"device": "101", "state": "alerting"}
        assert program.command(b'{"id": 2, "do": "advance", "seconds": 3}')["ok"]
        assert b"\xa7" in receive(link)
        assert program.command(b"not json")["error"]["kind"] == "usage"
        assert program.command(b"\xff\xfe")["reply"] is None
        assert program.command(b'{"id": 3, "do": "hangup", "device": "101"}') == {"reply": 3, "ok": True}
        assert b"\xa3" in receive(link)
        program.stdin.close()
        while data := link.recv(4096):
            last = data
        assert last.hex().endswith("6406800100810101"), "the link is aborted before it is closed"
    program.process.wait(10)
    assert program.process.returncode == 0


@pytest.mark.parametrize("with_file", [False, True])
def test_it_answers_a_log_in_of_panasonic(start: Callable[..., Program], tmp_path: Path, with_file: bool) -> None:
    """As clients of KX-TDE send it, and as it was answered there; then SystemStatus."""
    file = tmp_path / "company.toml"
    file.write_text('[[station]]\nnumber = "20"\n', "utf-8")
    program = start(
        "--listen", "127.0.0.1:0", "--dialect", "panasonic", *(("--config", str(file)) if with_file else ())
    )
    answer = "0031612f80020780a10706052b0c00815aa203020100a305a103020101be14281206072b0c00821d8148a007a0050303000800"
    expected = bytes.fromhex(answer + "000ea10c020101020200d330030a0102")
    with program.connect() as link:
        link.sendall(bytes.fromhex("0025602380020780a10706052b0c00815abe14281206072b0c00821d8148a007a0050303000800"))
        octets = b""
        while len(octets) < len(expected):
            octets += link.recv(len(expected) - len(octets))
    assert octets == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_ipv6_and_sigterm(start: Callable[..., Program]) -> None:
    program = start("--listen", "[::1]:0")
    with program.connect() as link:
        link.sendall(AARQ)
        assert receive(link)[0] == 0x61
        program.process.send_signal(signal.SIGTERM)
        status, logged = program.end()
    assert status == 0
    assert "Traceback" not in logged


def test_standard_input_may_end_without_ending_the_program(start: Callable[..., Program]) -> None:
    program = start("--listen", "127.0.0.1:0")
    program.stdin.close()
    with program.connect() as link:
        link.sendall(AARQ)
        assert receive(link)[0] == 0x61


def test_the_demo_s_company(start: Callable[..., Program]) -> None:
    program = start("--listen", "127.0.0.1:0", "--clock", "manual", "--config", "resources/demo/company.toml")
    program.connect().close()
    state = program.command(b'{"do": "state"}')
    assert len(state["devices"]) >= 12
    assert program.command(b'{"do": "dial", "device": "100", "to": "106"}')["call_id"] == "b164"
    assert program.command(b'{"do": "advance", "seconds": 4}')["ok"]
    (call,) = program.command(b'{"do": "state"}')["calls"]
    assert call["connections"][1] == {"device": "107", "state": "connected"}, "106 is out, and 107 takes the call"


def test_a_trace_is_replayed_to_who_monitors(start: Callable[..., Program], tmp_path: Path) -> None:
    file = tmp_path / "trace.jsonl"
    file.write_text(text(), "utf-8")
    program = start("--listen", "127.0.0.1:0", "--clock", "manual", "--replay", str(file))
    with program.connect() as link:
        link.sendall(AARQ)
        receive(link)
        receive(link)
        send(link, "a10f020104020147300730058003313030")
        assert receive(link).hex() == "a20e0201043009020147300455020000"
        assert program.command(b'{"do": "advance", "seconds": 1}')["ok"]
        assert receive(link).hex().startswith("a15a020101020115305255020000a04ca44a"), "delivered"
        assert program.command(b'{"do": "advance", "seconds": 2.5}')["ok"]
        assert b"\xa0\x4c\xa7" in receive(link)
        reply = program.command(json.dumps({"id": 4, "do": "replay", "file": str(file)}).encode())
        assert reply == {"reply": 4, "ok": True, "events": 3, "devices": ["100"], "passed_over": 0}
        assert program.command(b'{"do": "advance", "seconds": 0}')["ok"]
        assert b"\xa0\x4c\xa4" in receive(link)
        reply = program.command(b'{"id": 5, "do": "replay", "file": "no-such-file"}')
        assert (reply["reply"], reply["error"]["kind"]) == (5, "usage")
        assert "no-such-file" in reply["error"]["text"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--listen", "127.0.0.1:0", "--replay", "no-such-trace.jsonl"], 2, "no-such-trace.jsonl"),
        (["--listen", "127.0.0.1:0", "--replay", "README.md"], 2, "trace"),
        (["--listen", "here"], 2, "is not an address"),
        (["--listen", "127.0.0.1:0", "--config", "no-such-file.toml"], 2, "no-such-file.toml"),
        (["--listen", "203.0.113.1:0"], 1, "Cannot listen on 203.0.113.1:0"),
    ],
)
def test_what_cannot_be_started_says_why(
    start: Callable[..., Program], arguments: list[str], status: int, said: str
) -> None:
    program = start(*arguments)
    returned, logged = program.end()
    assert (returned, said in logged) == (status, True), logged


def test_a_shipped_company_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find("tr82") == assets.path("demo", "tr82.toml")
    assert find("mine") == Path("mine")
    assert find("../tr82") == Path("../tr82")
    Path("tr82").write_text("", "utf-8")
    assert find("tr82") == Path("tr82"), "a file of one's own comes first"


@pytest.mark.parametrize(
    ("text", "address"),
    [("127.0.0.1:8800", ("127.0.0.1", 8800)), ("[::1]:8800", ("::1", 8800)), (":0", ("", 0))],
)
def test_addresses(text: str, address: tuple[str, int]) -> None:
    assert split_address(text) == address


@pytest.mark.parametrize("text", ["", "8800", "::1:8800", "host:", "host:port", "host:70000"])
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(ValueError):
        split_address(text)
