"""The command line: what its options make of the settings."""

from __future__ import annotations

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
