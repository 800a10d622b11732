"""The simulator as a program: a TCP server, and commands on standard input."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from desktop import assets, lines
from desktop.csta.dialects import BY_NAME, HIPATH, Dialect
from desktop.switchsim import replay
from desktop.switchsim.commands import failed
from desktop.switchsim.company import Company, small_office
from desktop.switchsim.config import ConfigError, read_company
from desktop.switchsim.links import Clock, Simulator

_log = logging.getLogger(__name__)


class Options(Protocol):
    """What the command line must say."""

    listen: str
    config: str | None
    dialect: str | None
    clock: Clock
    until_stdin_closes: bool
    replay: str | None


def run(options: Options) -> int:
    """Run as a program until SIGTERM, Ctrl-C or (if asked for) the end of standard input; returns the exit status."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(message)s")
    try:
        host, port = split_address(options.listen)
        dialect = None if options.dialect is None else BY_NAME[options.dialect]
        company = small_office(dialect or HIPATH) if options.config is None else load(find(options.config), dialect)
        trace = None if options.replay is None else read_trace(options.replay)
        if trace is not None:
            company = replay.with_stations(company, replay.read(trace))
    except OSError as error:
        _log.error("%s cannot be read: %s.", error.filename, error.strerror)
        return 2
    except (ConfigError, ValueError) as error:
        _log.error("%s", error)
        return 2
    try:
        # unbuffered: a thread that waits in a buffered read would hold a lock that the program's end needs
        with open(0, "rb", buffering=0, closefd=False) as stdin:
            asyncio.run(
                serve(
                    host,
                    port,
                    config=company,
                    clock=options.clock,
                    until_stdin_closes=options.until_stdin_closes,
                    trace=trace,
                    stdin=stdin,
                    stdout=sys.stdout.buffer,
                )
            )
    except OSError as error:
        _log.error("Cannot listen on %s: %s", options.listen, error)
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def find(config: str) -> Path:
    """The file that a person means: a path, or the name of a company that is shipped ("company", "tr82")."""
    shipped = assets.path("demo", f"{config}.toml")
    return shipped if config.isalnum() and shipped.exists() and not Path(config).exists() else Path(config)


def load(path: Path, dialect: Dialect | None = None) -> Company:
    """Read a company from a TOML file.

    :param dialect: in place of the file's.
    :raises ConfigError: the file does not say what it should; :raises OSError: it cannot be read.
    """
    try:
        return read_company(path.read_text("utf-8"), dialect)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def read_trace(path: str) -> str:
    """Read a trace as text.

    :raises OSError: it cannot be read; :raises ValueError: it is not UTF-8.
    """
    return Path(path).read_text("utf-8")


def split_address(text: str) -> tuple[str, int]:
    """Split ``127.0.0.1:8800`` or ``[::1]:8800``.

    :raises ValueError: it is neither.
    """
    host, colon, port = text.rpartition(":")
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        colon = ""
    if not colon or not port.isdecimal() or int(port) > 0xFFFF:
        raise ValueError(f"{text} is not an address such as 127.0.0.1:8800 or [::1]:8800")
    return host, int(port)


async def serve(
    host: str,
    port: int,
    *,
    config: Company,
    clock: Clock,
    until_stdin_closes: bool,
    stdin: BinaryIO,
    stdout: BinaryIO,
    trace: str | None = None,
) -> None:
    """Listen, say so on ``stdout``, and carry out commands from ``stdin`` until SIGTERM or (if asked for) its end.

    :param stdin: unbuffered, so that ``read`` returns what is there.
    :param trace: a trace to replay as soon as one of its devices is monitored.
    :raises OSError: the address cannot be listened on.
    """
    loop = asyncio.get_running_loop()
    simulator = Simulator(config, start=datetime.now(), clock=clock)
    if trace is not None:
        simulator.command({"do": "replay", "trace": trace, "wait": True})
    server = await loop.create_server(simulator.protocol, host or None, port)
    stop = asyncio.Event()
    for name in ("SIGTERM", "SIGINT"):
        with suppress(NotImplementedError):  # Windows: Ctrl-C interrupts the run
            loop.add_signal_handler(getattr(signal, name), stop.set)
    address, bound = server.sockets[0].getsockname()[:2]
    shown = f"[{address}]:{bound}" if ":" in address else f"{address}:{bound}"
    _say(stdout, {"ready": True, "listen": shown})
    reading = _CommandReader(loop, simulator, stdin, stdout, stop if until_stdin_closes else None)
    reading.start()
    try:
        await stop.wait()
    finally:
        simulator.close()
        server.close()
        await asyncio.sleep(0)


def _say(stdout: BinaryIO, message: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):  # nobody listens any more; the end of input says so too
        stdout.write(lines.encode(message))
        stdout.flush()


class _CommandReader:
    """Reads commands in a thread of its own: standard input may be a file, a pipe or a console, on every system.

    The thread is a daemon: it cannot be woken from its read, and must not keep the program from ending.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        simulator: Simulator,
        stdin: BinaryIO,
        stdout: BinaryIO,
        at_end: asyncio.Event | None,
    ) -> None:
        self._loop = loop
        self._simulator = simulator
        self._stdin = stdin
        self._stdout = stdout
        self._at_end = at_end
        self._lines = lines.LineReader()

    def start(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._read, name="commands", daemon=True).start()

    def _read(self) -> None:
        while data := self._stdin.read(65536):
            if not self._hand_over(self._take, data):
                return
        self._hand_over(self._end)

    def _hand_over(self, action: Any, *arguments: Any) -> bool:
        try:
            self._loop.call_soon_threadsafe(action, *arguments)
        except RuntimeError:  # the loop has been closed
            return False
        return True

    def _take(self, data: bytes) -> None:
        for line in self._lines.feed(data):
            self._carry_out(line)

    def _end(self) -> None:
        for line in self._lines.close():
            self._carry_out(line)
        if self._at_end is not None:
            self._at_end.set()

    def _carry_out(self, line: lines.Line) -> None:
        if isinstance(line, lines.BadLine):
            _say(self._stdout, {"reply": None, **failed("usage", "malformed", str(line.sentence))})
        else:
            _say(self._stdout, self._command(line))

    def _command(self, command: dict[str, Any]) -> dict[str, Any]:
        """Carry a command out; a file that it names is read here, for the switch itself reads none."""
        file = command.get("file")
        if command.get("do") == "replay" and isinstance(file, str):
            try:
                command = {**command, "trace": read_trace(file)}
            except (OSError, ValueError) as error:
                text = f"The trace {file} cannot be read: {getattr(error, 'strerror', None) or error}."
                return {"reply": command.get("id"), **failed("usage", "badArgument", text)}
        return self._simulator.command(command)
