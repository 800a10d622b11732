"""The way to the running instance, as another process takes it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.integration import endpoint
from desktop.integration.endpoint import LONGEST_PATH, NotReachable, address, connect, wait_for_end

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes are tried in test_instance.py")


@contextmanager
def answering(folder: Path, *answers: bytes) -> Iterator[list[bytes]]:
    """Somebody at the socket who reads once, then says this and goes."""
    heard: list[bytes] = []
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address(folder))
        door.listen()

        def serve() -> None:
            visitor, _ = door.accept()
            with visitor:
                heard.append(visitor.recv(65536))
                for answer in answers:
                    visitor.sendall(answer)

        server = threading.Thread(target=serve)
        server.start()
        yield heard
        server.join()


def test_where_nobody_listens(tmp_path: Path) -> None:
    assert connect(tmp_path) is None
    Path(address(tmp_path)).write_text("no socket", "utf-8")
    assert connect(tmp_path) is None


def test_an_instance_that_crashed(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address(tmp_path))
    assert Path(address(tmp_path)).is_socket()
    assert connect(tmp_path) is None


def test_somebody_else_s_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address(tmp_path))
        door.listen()
        there = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: there + 1)
        assert connect(tmp_path) is None


def test_a_reply_among_events_and_in_pieces(tmp_path: Path) -> None:
    with answering(tmp_path, b'{"event": "link"}\nnonsense\n{"reply": 2}\n{"reply"', b': 1, "ok": true}\n') as heard:
        conversation = connect(tmp_path)
        assert conversation is not None
        with conversation:
            assert conversation.ask({"do": "dial", "to": "101"}) == {"reply": 1, "ok": True}
    assert heard == [b'{"id": 1, "do": "dial", "to": "101"}\n']


def test_it_ends_before_it_answers(tmp_path: Path) -> None:
    with answering(tmp_path, b'{"event": "link"}\n'):
        conversation = connect(tmp_path)
        assert conversation is not None
        with conversation, pytest.raises(NotReachable):
            conversation.ask({"do": "exit"})


def test_it_has_ended_before_it_is_asked(tmp_path: Path) -> None:
    class Gone:
        def read(self, size: int) -> bytes:
            raise ConnectionResetError

        def write(self, data: bytes) -> None:
            raise BrokenPipeError

        def close(self) -> None:
            raise BrokenPipeError

    with endpoint.Conversation(Gone()) as conversation:
        with pytest.raises(NotReachable):
            conversation.ask({"do": "status"})
        assert list(conversation.lines()) == []


def test_what_it_says_line_by_line(tmp_path: Path) -> None:
    with answering(tmp_path, b'{"event": "link"}\n{"event": "call"}\n{"event": "devi'):
        conversation = connect(tmp_path)
        assert conversation is not None
        with conversation:
            conversation._stream.write(b"\n")
            assert [line["event"] for line in conversation.lines()] == ["link", "call"]


def test_a_path_too_long_for_a_socket_is_another_one(tmp_path: Path) -> None:
    long, other = tmp_path / ("x" * 120), tmp_path / ("y" * 120)
    assert len(address(long)) <= LONGEST_PATH
    assert len({address(long), address(long), address(other)}) == 2
    assert address(tmp_path) == str(tmp_path / "control")


def test_an_instance_that_does_not_answer(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(address(tmp_path))
        door.listen()
        conversation = connect(tmp_path, 0.2)
        assert conversation is not None
        with conversation, pytest.raises(NotReachable):
            conversation.ask({"do": "exit"})


def test_a_pipe_that_is_silent_speaks_and_ends() -> None:
    there, here = os.pipe()
    with os.fdopen(here, "wb", buffering=0) as end:
        pipe = endpoint.Pipe(os.fdopen(there, "rb", buffering=0), 0.3)
        with pytest.raises(TimeoutError):
            pipe.read(10)
        pipe.close()
        end.write(b"words")
        assert pipe.read(10) == b"words"
    assert pipe.read(10) == b""
    pipe.close()


def test_waiting_for_the_end_of_a_process() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert not wait_for_end(process.pid, 0.2)
    reaper = threading.Thread(target=process.communicate)
    reaper.start()
    assert wait_for_end(process.pid, 20)
    reaper.join()
