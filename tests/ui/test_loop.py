from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.loop import make_application, run_app


def test_main_runs_to_its_end_and_gives_the_exit_status(qapp: QApplication) -> None:
    async def main(app: QApplication) -> int:
        assert app is qapp
        async with asyncio.TaskGroup() as group:
            waited = group.create_task(asyncio.sleep(0.01, 7))
        return waited.result()

    assert run_app(main, qapp) == 7
    assert not qapp.quitOnLastWindowClosed()


def test_an_error_of_main_is_its_callers(qapp: QApplication) -> None:
    async def main(_: QApplication) -> int:
        await asyncio.sleep(0)
        raise ValueError("no settings")

    with pytest.raises(ValueError, match="no settings"):
        run_app(main, qapp)


def test_tasks_left_behind_are_cancelled_and_heard(qapp: QApplication) -> None:
    ended: list[str] = []

    async def behind() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("cleaned up")

    tasks: set[asyncio.Task[None]] = set()

    async def main(_: QApplication) -> int:
        tasks.add(asyncio.get_running_loop().create_task(behind()))
        await asyncio.sleep(0)
        return 0

    assert run_app(main, qapp) == 0
    assert ended == ["cleaned up"]


def test_an_error_nobody_waits_for_is_logged(
    qapp: QApplication, allow_log: object, caplog: pytest.LogCaptureFixture
) -> None:
    allow_log("unheard")  # type: ignore[operator]

    async def main(_: QApplication) -> int:
        asyncio.get_running_loop().call_exception_handler({"message": "unheard", "exception": ValueError("lost")})
        return 0

    run_app(main, qapp)
    (record,) = [record for record in caplog.records if record.getMessage() == "unheard"]
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], ValueError)


_CHILD = """
    import asyncio, sys
    from PySide6.QtWidgets import QWidget
    from desktop.ui.loop import make_application, run_app

    class Window(QWidget):
        def closeEvent(self, event):
            closed.set()

    async def main(app):
        global closed
        closed = asyncio.Event()
        window = Window()
        window.show()
        {start}
        try:
            await closed.wait()
        finally:
            await asyncio.sleep(0.05)
            print("stopped the monitors", flush=True)
        return 3

    sys.exit(run_app(main, make_application(["deskline"])))
"""


def _child(start: str) -> subprocess.Popen[str]:
    code = textwrap.dedent(_CHILD).format(start=start)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)


def test_closing_the_last_window_lets_main_clean_up() -> None:
    child = _child("asyncio.get_running_loop().call_later(0.01, window.close)")
    output, _ = child.communicate(timeout=30)
    assert output == "stopped the monitors\n"
    assert child.returncode == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_a_signal_lets_main_clean_up() -> None:
    child = _child("print('ready', flush=True)")
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.send_signal(signal.SIGTERM)
    output, _ = child.communicate(timeout=30)
    assert output == "stopped the monitors\n"
    assert child.returncode == 130


def test_the_application_outlives_its_windows(qapp: QApplication) -> None:
    qapp.setQuitOnLastWindowClosed(True)
    child = "from desktop.ui.loop import make_application; print(make_application(['x']).quitOnLastWindowClosed())"
    told = subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True, timeout=30)
    assert told.stdout == "False\n"
    qapp.setQuitOnLastWindowClosed(False)
    assert make_application.__doc__
