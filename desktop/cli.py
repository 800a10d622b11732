"""The command line: ``deskline ...`` = ``python -m desktop ...``.

Exit status: 0 done, 1 refused or failed (a sentence on standard error), 2 wrong usage. Every command's own module is
imported only when it is asked for, so that the window is not slowed down by what it does not need.
"""

from __future__ import annotations

import argparse
import io
import locale
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from desktop import __version__, assets, remote
from desktop.csta.dialects import BY_NAME
from desktop.integration.endpoint import NotReachable
from desktop.integration.windows import let_come_to_the_front
from desktop.sentences import Sentence
from desktop.settings import options
from desktop.settings.options import SettingError, Settings
from desktop.settings.paths import Paths, user_paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.translation import Translator, translator


class Said(Exception):
    """Something that ends the command with a sentence on standard error; a text comes from the running window."""

    def __init__(self, sentence: Sentence | str) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class UsageError(Said):
    """The command line cannot be understood."""


class Failure(Said):
    """It was understood, and not done."""


class OutputError(Failure):
    """Standard output takes no more, as on a full disk."""


_LINK = re.compile(r"(?:tel|callto):", re.IGNORECASE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        _take_every_character(stream)
    paths = user_paths(Path(os.environ["DESKLINE_HOME"]) if os.environ.get("DESKLINE_HOME") else None)
    store = SettingsStore(paths.settings_file, policies(paths), presets(paths))
    problems = store.load()
    tr = translator(store.settings[options.APPEARANCE_LANGUAGE] or system_language())
    parser = _parser(tr)
    given = parser.parse_args(_with_link(arguments))
    if given.run is not _window and given.run is not _console:  # these tell them themselves
        for problem in problems:
            print(f"deskline: {tr(problem)}", file=sys.stderr)
    if getattr(given, "json", False):
        _take_every_character(sys.stdout, encoding="utf-8")
    try:
        status = int(given.run(given, store, paths, tr, problems))
        _flush()
        return status
    except (UsageError, SettingError) as error:
        print(f"deskline: {tr(error.sentence)}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read our output has gone; nothing more can be said to them
        _drop_output()
        return 1
    except Failure as error:
        if isinstance(error, OutputError):
            _drop_output()
        print(f"deskline: {tr(error.sentence)}", file=sys.stderr)
        return 1


def _with_link(arguments: Sequence[str]) -> list[str]:
    """Write a link, which systems hand over as an argument of its own, as an option: argparse would want a command."""
    *options, last = [*arguments] or [""]
    link = _LINK.match(last) and all(one.startswith("-") for one in options)
    return [*options, f"--link={last}"] if link else list(arguments)


def _take_every_character(stream: object, encoding: str | None = None) -> None:
    """Let no character stop a command because the terminal's encoding lacks it: it is written as an escape."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _write(line: str) -> None:
    """Write one line on standard output.

    :raises OutputError: it cannot be written.
    """
    try:
        print(line)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(error) from error


def _write_at_once(line: str) -> None:
    """Write one line for somebody who waits for it."""
    _write(line)
    _flush()


def _flush() -> None:
    """Write what is still held back, while a failure can be told; without standard output there is nothing."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritten(error) from error


def _unwritten(error: OSError) -> OutputError:
    return OutputError(Sentence("The output cannot be written: {detail}.", detail=error.strerror or error))


def _drop_output() -> None:
    """What is still held back goes nowhere: at the interpreter's end it would fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def system_language() -> str:
    """Return the language that the system's user has, e.g. "de_DE"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.split(":")[0]
    return locale.getlocale()[0] or "en"


def _parser(tr: Translator) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="deskline",
        description=tr(
            "Steers your desk phone on an OpenScape Business telephone system. Without a command: the window."
        ),
    )
    parser.add_argument("--version", action="version", version=f"Deskline {__version__}")
    parser.add_argument(
        "--demo", action="store_true", help=tr("with the built-in company instead of a telephone system")
    )
    parser.add_argument(
        "--tour", action="store_true", help=tr("the guided tour: goes through a call by itself and leaves pictures")
    )
    parser.add_argument("--minimised", action="store_true", help=tr("start as a minimised window"))
    parser.add_argument("--pictures", metavar="FOLDER", type=Path, help=tr("where the tour leaves its pictures"))
    parser.add_argument(
        "--self-test", action="store_true", help=tr("go through calls with the built-in company: is all well?")
    )
    parser.add_argument("--quit", action="store_true", help=tr("end the running window in order, and wait for it"))
    parser.add_argument("--link", metavar="tel:NUMBER", help=tr("dial a link, in the running window if there is one"))
    parser.set_defaults(run=_window)
    commands = parser.add_subparsers(title=tr("commands"), metavar="COMMAND")

    console = commands.add_parser("console", help=tr("the client without a window, for people and for programs"))
    console.add_argument("--server", metavar="HOST[:PORT]", help=tr("the telephone system; IPv6 as [::1]:8800"))
    console.add_argument(
        "--dialect", choices=tuple(BY_NAME), help=tr("the kind of telephone system; by default an OpenScape Business")
    )
    console.add_argument("--station", metavar="NUMBER", help=tr("the station that is monitored"))
    console.add_argument(
        "--controls", metavar="DEVICE", help=tr("the device that dials, where it is not the monitored one")
    )
    console.add_argument("--user", metavar="NAME", help=tr("the user name for the log-in"))
    console.add_argument(
        "--password-file", metavar="FILE", type=Path, help=tr("a file whose first line is the password")
    )
    console.add_argument("--tls", action="store_true", default=None, help=tr("encrypt the link"))
    console.add_argument("--ca", metavar="FILE", help=tr("the certificates to trust, as PEM"))
    console.add_argument("--json", action="store_true", help=tr("JSON, one object a line, for programs"))
    console.add_argument("--trace", action="store_true", help=tr("csta events with their octets"))
    console.set_defaults(run=_console)

    simulator = commands.add_parser("switchsim", help=tr("the switch simulator"))
    simulator.add_argument(
        "--listen", metavar="HOST:PORT", default="127.0.0.1:8800", help=tr("where to listen; port 0 picks one")
    )
    simulator.add_argument("--config", metavar="FILE", help=tr("stations, trunks, people (TOML)"))
    simulator.add_argument(
        "--dialect", choices=tuple(BY_NAME), help=tr("the kind of telephone system; by default an OpenScape Business")
    )
    simulator.add_argument(
        "--clock", choices=("real", "manual"), default="real", help=tr("manual: time stands until advance")
    )
    simulator.add_argument(
        "--replay", metavar="TRACE", help=tr("a saved trace, played to whoever monitors its devices")
    )
    simulator.add_argument("--until-stdin-closes", action="store_true", help=tr("end when standard input ends"))
    simulator.set_defaults(run=_switchsim)

    decode = commands.add_parser(
        "decode",
        help=tr("explains CSTA messages: hex, files, captures of network traffic"),
        description=tr(
            "Explains CSTA messages, with secrets masked. The exit status is 1 if something was damaged or nothing was "
            "found."
        ),
    )
    decode.add_argument(
        "inputs",
        nargs="*",
        metavar="HEX | FILE | -",
        help=tr("messages in hex; or one file: hex text, octets, .pcap or .pcapng; or - for standard input"),
    )
    decode.add_argument("--json", action="store_true", help=tr("JSON, one object a line, for programs"))
    decode.add_argument(
        "--port", type=_port, metavar="PORT", help=tr("the switch's port in a capture; only its connections are shown")
    )
    decode.set_defaults(run=_decode)
    remote.add_parsers(commands, tr, _remote)
    return parser


def address(text: str, port: int) -> tuple[str, int]:
    """Take ``host``, ``host:port``, ``::1``, ``[::1]`` or ``[::1]:port`` apart.

    :raises UsageError: it is none of these.
    """
    host, given = text, ""
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise UsageError(
                Sentence("{address} is not an address; write HOST, HOST:PORT or [IPv6]:PORT.", address=text)
            )
        given = rest[1:]
    elif text.count(":") == 1:
        host, _, given = text.partition(":")
    if not host or (given and not (given.isdecimal() and 0 <= int(given) <= 65535)):
        raise UsageError(Sentence("{address} is not an address; write HOST, HOST:PORT or [IPv6]:PORT.", address=text))
    return host, int(given) if given else port


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r}: 1 to 65535")
    return int(text)


def _window(
    given: argparse.Namespace, store: SettingsStore, paths: Paths, tr: Translator, problems: tuple[Sentence, ...]
) -> int:
    if given.quit:
        if remote.end(paths.runtime):
            return 0
        raise Failure(Sentence("Deskline does not end. Close it by hand."))
    if given.tour or given.self_test:
        from desktop import tour

        return tour.run(paths, tr, given.pictures, simulator_command(), test=given.self_test)
    if not given.demo and _leave_it_to_the_window(given, paths.runtime):
        return 0
    from desktop import app

    return app.run(
        store,
        paths,
        tr,
        problems,
        demo=simulator_command() if given.demo else None,
        minimised=given.minimised,
        link=given.link,
    )


def _leave_it_to_the_window(given: argparse.Namespace, runtime: Path) -> bool:
    """Whether there is a window, which has done it; at log-on it need not come to the front."""
    if given.minimised and given.link is None:
        return remote.is_running(runtime)
    let_come_to_the_front()
    try:
        return remote.show(runtime, given.link)
    except NotReachable:
        return False  # the new window waits for it to end, and says so


def _remote(
    given: argparse.Namespace, store: SettingsStore, paths: Paths, tr: Translator, problems: tuple[Sentence, ...]
) -> int:
    why_not = remote.run(given, paths.runtime, tr, _write_at_once)
    if why_not is None:
        return 0
    if not given.json:
        raise Failure(why_not)
    return 1


def simulator_command() -> list[str]:
    """The command that starts the built-in switch simulator as a child process of the demo."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    company = str(assets.path("demo", "company.toml"))
    return [*own, "switchsim", "--listen", "127.0.0.1:0", "--config", company, "--until-stdin-closes"]


def _console(
    given: argparse.Namespace, store: SettingsStore, paths: Paths, tr: Translator, problems: tuple[Sentence, ...]
) -> int:
    from desktop import console

    for problem in problems:
        print(f"deskline: {tr(problem)}", file=sys.stderr)
    settings = _with_options(given, store.settings)
    for option, name in ((options.CONNECTION_SERVER, "--server"), (options.CONNECTION_STATION, "--station")):
        if not settings[option]:
            raise UsageError(Sentence("Say {option}, or choose it in the window's connection settings.", option=name))
    password = _password_file(given.password_file)
    return console.run(
        settings,
        paths,
        tr,
        password=password or os.environ.get("DESKLINE_PASSWORD"),
        json_lines=given.json,
        trace=given.trace,
    )


def _with_options(given: argparse.Namespace, settings: Settings) -> Settings:
    """:raises UsageError: an administrator has fixed what is given, to something else."""
    chosen: dict[options.Option[Any], Any] = {}
    port = settings[options.CONNECTION_PORT]
    if given.dialect is not None:
        chosen[options.CONNECTION_DIALECT], port = given.dialect, BY_NAME[given.dialect].port
    if given.server is not None:
        host, port = address(given.server, port)
        chosen |= {options.CONNECTION_SERVER: host, options.CONNECTION_PORT: port}
    for option, value in (
        (options.CONNECTION_STATION, given.station),
        (options.CONNECTION_CONTROLS, given.controls),
        (options.CONNECTION_USER, given.user),
        (options.CONNECTION_TLS, given.tls),
        (options.CONNECTION_CA_FILE, given.ca),
    ):
        if value is not None:
            chosen[option] = value
    for option, value in chosen.items():
        if settings.is_fixed(option) and settings.chosen[option.name] != value:
            raise UsageError(Sentence("{option} is fixed by your administrator.", option=option.name))
        settings = settings.replaced(option, value)
    return settings


def _password_file(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        first, _, _ = path.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        detail = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(
            Sentence("The password file {path} cannot be read: {detail}.", path=path, detail=detail)
        ) from error
    return first.removesuffix("\r")


def _switchsim(
    given: argparse.Namespace, store: SettingsStore, paths: Paths, tr: Translator, problems: tuple[Sentence, ...]
) -> int:
    from desktop import switchsim

    return switchsim.run(cast(Any, given))


def _decode(
    given: argparse.Namespace, store: SettingsStore, paths: Paths, tr: Translator, problems: tuple[Sentence, ...]
) -> int:
    from desktop.diagnostics import decoding, inputs

    try:
        return decoding.run(
            given.inputs,
            io.BytesIO() if sys.stdin is None else sys.stdin.buffer,
            _write,
            lambda sentence: print(f"deskline: {tr(sentence)}", file=sys.stderr),
            tr,
            json_lines=given.json,
            port=given.port,
        )
    except inputs.UnclearInput as error:
        raise UsageError(error.sentence) from error
