"""One window in a process of its own, for start.py; it imports little, so that it measures the window and not itself.

``start_window.py deskline BEGAN``: Deskline with its demo; ``start_window.py session BEGAN``: as its settings say,
with the password of the demo (for sessions.py). ``start_window.py bare BEGAN < lists``: an empty window on qasync's
loop that imports what the two JSON lists on standard input name, before its first paint and after it. BEGAN is the
monotonic clock when the process was started. Lines of JSON tell when the first paint was over and when the link was
ready (in the bare window: when everything was imported), in seconds since BEGAN, and which modules were there by
then.
"""

from __future__ import annotations

import sys
from time import monotonic

BEGAN = float(sys.argv[2])
OWN = {"desktop", "tests", "__main__", "__mp_main__"}


def tell(what: str) -> None:
    """Print the time and the modules."""
    seconds = monotonic() - BEGAN
    modules = [name for name in sys.modules if name.partition(".")[0] not in OWN]
    import json

    print(json.dumps({"what": what, "seconds": seconds, "modules": modules}), flush=True)


def deskline(arguments: list[str]) -> int:
    """Run Deskline as ``deskline`` with these arguments does, with a window that tells."""
    from desktop import app, cli
    from desktop.ui.window import MainWindow

    told: set[str] = set()

    def once(what: str) -> None:
        if what not in told:
            told.add(what)
            tell(what)

    class Watched(MainWindow):
        def __init__(self, model, *rest) -> None:  # type: ignore[no-untyped-def]
            super().__init__(model, *rest)
            model.link.changed.connect(lambda: once("ready") if model.link.state == "ready" else None)

        def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
            super().paintEvent(event)
            if "painted" not in told:
                from PySide6.QtCore import QTimer

                QTimer.singleShot(0, lambda: once("painted"))  # when the parts have been painted as well

    app.MainWindow = Watched  # type: ignore[misc]
    return cli.main(arguments)


def bare() -> int:
    """Show an empty window."""
    import importlib
    import json

    def load(names: list[str]) -> None:
        for name in names:
            try:
                importlib.import_module(name)
            except Exception:  # not every module can be imported by itself
                continue

    lists = json.loads(sys.stdin.readline())
    load(lists["before"])
    import asyncio
    import signal

    import qasync
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    qt = QApplication([])
    painted: list[bool] = []

    def after() -> None:
        tell("painted")
        load(lists["after"])
        tell("ready")

    class Window(QWidget):
        def paintEvent(self, event) -> None:  # type: ignore[no-untyped-def]
            if not painted:
                painted.append(True)
                QTimer.singleShot(0, after)

    async def main() -> None:
        window = Window()
        window.resize(380, 640)
        window.show()
        ended = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set_result, None)
        await ended

    loop = qasync.QEventLoop(qt)
    loop.run_until_complete(main())
    loop.close()
    return 0


if __name__ == "__main__":
    kinds = {"deskline": lambda: deskline(["--demo"]), "session": lambda: deskline([]), "bare": bare}
    sys.exit(kinds[sys.argv[1]]())
