"""The log file: bounded, switchable, silent on the console, without secrets."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.diagnostics import logs
from desktop.diagnostics.logs import LogHandle, setup

LOG = logging.getLogger("desktop.tests")
OTHER = logging.getLogger("some.library")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "deskline.log"


@pytest.fixture
def handle(path: Path) -> Iterator[LogHandle]:
    opened = setup(path)
    yield opened
    opened.close()


def ours(path: Path) -> logging.Handler:
    """The one handler that writes to ``path``, among pytest's own."""
    (handler,) = [entry for entry in logging.getLogger().handlers if getattr(entry, "baseFilename", "") == str(path)]
    return handler


def test_lines_have_time_level_and_logger(handle: LogHandle, path: Path) -> None:
    LOG.info("link %s", "ready")
    (line,) = path.read_text("utf-8").splitlines()
    assert line[:4].isdigit()
    assert line.endswith(" INFO    desktop.tests: link ready")
    assert handle.problem is None


def test_the_level_can_be_switched_and_others_speak_from_warning_on(handle: LogHandle, path: Path) -> None:
    LOG.debug("quiet")
    OTHER.info("library")
    handle.set_level("debug")
    LOG.debug("loud")
    handle.set_level("error")
    LOG.info("quiet again")
    text = path.read_text("utf-8")
    assert "loud" in text
    assert "quiet" not in text
    assert "library" not in text


def test_numbers_are_shortened_until_they_are_wanted_in_full(handle: LogHandle, path: Path) -> None:
    LOG.info("dialling %s", "0891234567")
    assert "dialling 089*****67" in path.read_text("utf-8")
    handle.set_full_numbers(True)
    LOG.info("dialling %s", "0891234567,,4711#")
    text = path.read_text("utf-8")
    assert "dialling 0891234567,•••" in text
    assert "4711" not in text


def test_passwords_stand_neither_in_messages_nor_in_tracebacks_nor_in_stacks(handle: LogHandle, path: Path) -> None:
    handle.hide("geheim77")
    LOG.info("AARQ with %r", b"AMHOST\x00geheim77")
    LOG.info("octets %s", b"geheim77".hex(" "), stack_info=True)
    try:
        raise ValueError("geheim77 for 0891234567")
    except ValueError as error:
        LOG.info("refused", exc_info=error)
    text = path.read_text("utf-8")
    assert "geheim77" not in text
    assert b"geheim77".hex(" ") not in text
    assert "ValueError: ••• for 089*****67" in text
    assert "Stack (most recent call last)" in text


def test_a_message_cannot_pretend_to_be_another_line(handle: LogHandle, path: Path) -> None:
    LOG.info("name: %s", "Anna\n2026-01-01 00:00:00,000 ERROR   desktop: forged")
    assert path.read_text("utf-8").splitlines()[1].startswith("    2026")


def test_a_wrong_log_call_loses_neither_its_line_nor_silence(
    handle: LogHandle, path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    handler = ours(path)
    handler.handle(logging.LogRecord("desktop", logging.INFO, __file__, 1, "number %d of %d", ("one",), None))
    assert "number %d of %d (TypeError while formatting)" in path.read_text("utf-8")
    assert handle.problem is None
    assert capfd.readouterr() == ("", "")


def test_the_files_are_bounded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "MOST_OCTETS", 2000)
    handle = setup(path)
    for number in range(300):
        LOG.info("line %d %s", number, "x" * 50)
    handle.close()
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == ["deskline.log", *(f"deskline.log.{n}" for n in (1, 2, 3))]
    assert all(file.stat().st_size <= 2000 for file in files)
    assert "line 299 " in path.read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no permission bits")
def test_only_this_user_can_read_it(handle: LogHandle, path: Path) -> None:
    assert handle.problem is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_without_a_writable_folder_the_program_goes_on_and_it_is_said_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "state").write_text("in the way")
    handle = setup(tmp_path / "state" / "deskline.log")
    assert "There is no log" in str(handle.problem)
    LOG.info("unheard")
    handle.hide("x")
    handle.close()
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_is_silent(
    handle: LogHandle, path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = ours(path)

    def full(record: logging.LogRecord) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handler, "format", full)
    LOG.info("lost")
    assert capfd.readouterr() == ("", "")
    assert handle.problem is None


def test_closing_puts_logging_back_as_it_was(path: Path) -> None:
    before = (list(logging.getLogger().handlers), logging.getLogger("desktop").level)
    handle = setup(path, "debug", full_numbers=True)
    assert logging.getLogger("desktop").level == logging.DEBUG
    handle.close()
    handle.close()
    assert (list(logging.getLogger().handlers), logging.getLogger("desktop").level) == before
    path.unlink()  # the file is closed: Windows would refuse otherwise
