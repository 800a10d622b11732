"""The command line: what its options make of the settings."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.csta.dialects import BY_NAME
from desktop.settings import options
from desktop.settings.options import Settings
from desktop.translation import translator


def settings_of(*arguments: str, chosen: Settings | None = None) -> Settings:
    """The settings of a console that is started so."""
    given = cli._parser(translator("en")).parse_args(["console", *arguments])
    return cli._with_options(given, chosen or Settings())


def test_without_a_dialect_the_settings_decide() -> None:
    assert settings_of("--server", "pbx")[options.CONNECTION_DIALECT] == "hipath"
    chosen = Settings().replaced(options.CONNECTION_DIALECT, "panasonic").replaced(options.CONNECTION_PORT, 4000)
    settings = settings_of("--server", "pbx", chosen=chosen)
    assert (settings[options.CONNECTION_DIALECT], settings[options.CONNECTION_PORT]) == ("panasonic", 4000)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_dialect_brings_its_port_unless_another_is_said(name: str) -> None:
    settings = settings_of("--server", "pbx", "--dialect", name)
    assert (settings[options.CONNECTION_DIALECT], settings[options.CONNECTION_PORT]) == (name, BY_NAME[name].port)
    assert settings_of("--server", "pbx:4000", "--dialect", name)[options.CONNECTION_PORT] == 4000


@pytest.mark.parametrize("command", ["console", "switchsim"])
def test_an_unknown_dialect_is_wrong_usage(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        cli.main([command, "--dialect", "klingon"])
    assert raised.value.code == 2
    assert "panasonic" in capsys.readouterr().err


def test_the_simulator_is_told_its_dialect(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []

    def run(given: Any) -> int:
        told.append(given)
        return 0

    monkeypatch.setattr("desktop.switchsim.run", run)
    assert cli.main(["switchsim", "--dialect", "panasonic"]) == 0
    assert cli.main(["switchsim", "--replay", "trace.jsonl"]) == 0
    assert [(given.dialect, given.replay) for given in told] == [("panasonic", None), (None, "trace.jsonl")]


ROOT = Path(__file__).parents[1]
RESULT = "a206020101020101"
DAMAGED = "a15a02010502011530525502"
ROW = '{"hex": "a206020101020101", "name": "ä \\ud800"}'


def decoded(
    tmp_path: Path, *arguments: str, content: str = "", stdout: Any = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """What a process of its own answers, whose standard output is no test's."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHONIO"))}
    return subprocess.run(
        [sys.executable, "-m", "desktop", "decode", *arguments],
        env=plain | {"DESKLINE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)} | environment,
        input=content.encode(),
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    german = {"LANG": "de_DE.UTF-8", "PYTHONIOENCODING": encoding}
    damaged = decoded(tmp_path, DAMAGED, **german)
    assert damaged.returncode == 1
    shown = "Besch\\xe4digte" if encoding == "ascii" else "Beschädigte"
    assert f"!! {shown} Nachricht" in damaged.stdout.decode(encoding)
    assert damaged.stderr.decode(encoding) == f"deskline: {shown} Nachrichten: 1 von 1.\n"
    named = decoded(tmp_path, content=ROW, PYTHONIOENCODING=encoding)
    assert (named.returncode, named.stderr) == (0, b"")
    assert ("\\xe4" if encoding == "ascii" else "ä") in named.stdout.decode(encoding)
    helped = decoded(tmp_path, "--help", **german)
    assert (helped.returncode, helped.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_json_is_utf_8_always(tmp_path: Path, encoding: str) -> None:
    found = decoded(tmp_path, "--json", "-", content=ROW, PYTHONIOENCODING=encoding)
    assert found.returncode == 0
    assert json.loads(found.stdout.decode("utf-8"))["row"] == {"name": "ä \ud800"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("times", [1, 500])
def test_output_that_cannot_be_written(tmp_path: Path, times: int) -> None:
    with Path("/dev/full").open("wb") as full:
        found = decoded(tmp_path, *[RESULT] * times, stdout=full)
    assert found.returncode == 1
    assert found.stderr == b"deskline: The output cannot be written: No space left on device.\n"


def test_nobody_reads_the_output(tmp_path: Path) -> None:
    for times in (1, 500):
        reader, writer = os.pipe()
        os.close(reader)
        try:
            found = decoded(tmp_path, *[RESULT] * times, stdout=writer)
        finally:
            os.close(writer)
        assert (found.returncode, found.stderr) == (1, b"")


def test_without_standard_input_and_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKLINE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", None)
    assert cli.main(["decode"]) == 1
    assert capsys.readouterr().err == "deskline: There is nothing to decode: the input is empty.\n"
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main(["decode", RESULT]) == 0
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert cli.main(["decode", RESULT]) == 0
