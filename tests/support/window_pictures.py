"""Pictures of the window over the fake station: ``python -m tests.support.window_pictures FOLDER LANGUAGE LOOK``.

A child process, so that QT_SCALE_FACTOR may differ; file names say size, scene, language and look.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.sentences import Sentence
from desktop.station.views import LinkView
from desktop.ui.loop import make_application
from desktop.ui.theme import Setting, Theme
from desktop.ui.window import MainWindow
from desktop.viewmodels.connection import ConnectionForm
from desktop.viewmodels.notices import NoticeViewModel
from desktop.viewmodels.ports import Translate
from desktop.viewmodels.window import WindowViewModel
from tests.support import fake_station as office
from tests.support.fake_german import english, german
from tests.support.fake_station import FakeClock, FakeRun, FakeStation

SIZES = {"small": (320, 420), "usual": (380, 640), "wide": (900, 640)}


@dataclass
class Scene:
    """A window over a fake station."""

    station: FakeStation
    clock: FakeClock
    run: FakeRun
    model: WindowViewModel
    window: MainWindow


def build(app: QApplication, tr: Translate, look: Setting, theme: Theme | None = None) -> Scene:
    """Build a window; every change of the station reaches it at once."""
    station, clock, notices = FakeStation(), FakeClock(), NoticeViewModel(tr)
    run = FakeRun(notices.show)
    model = WindowViewModel(station, tr, run, notices, clock)
    station.subscribe(model.apply)
    window = MainWindow(model, tr, theme or Theme(app, look), "0.1.0", (("en", "English"), ("de", "Deutsch")), "en")
    return Scene(station, clock, run, model, window)


def _events(scene: Scene) -> None:
    for event in office.day():
        scene.station.tell(event)
    scene.model.events.flush()
    scene.clock.advance(252)


def _consultation(scene: Scene) -> None:
    _events(scene)
    scene.station.tell(office.held())
    scene.station.tell(office.consulting(since=office.START.replace(minute=6, second=41)))


def _ringing(scene: Scene) -> None:
    _events(scene)
    scene.station.tell(
        office.ringing(
            actions=("deflect", "reject"),
            blocked={"answer": Sentence("this phone cannot be answered from the PC")},
            since=office.START.replace(minute=7, second=14),
        )
    )


def _talking(scene: Scene) -> None:
    _events(scene)
    scene.station.tell(office.talking())


def _search(scene: Scene) -> None:
    scene.station.tell(replace(scene.station.device, message_waiting=True))
    _consultation(scene)
    scene.model.dial.set_text("web")


def _tones(scene: Scene) -> None:
    _talking(scene)
    scene.window.toggle_keypad()


def _asks(scene: Scene) -> None:
    _talking(scene)
    scene.model.calls.trigger("c1", "consult")
    scene.model.dial.set_text("web")


def _switched(scene: Scene) -> None:
    """An agent with a mute microphone, whom two colleagues are to call."""
    _talking(scene)
    scene.station.tell(
        replace(
            scene.station.device,
            message_waiting=True,
            call_backs=("231", "+493055501820"),
            agent="ready",
            auto_answer=True,
            mute=True,
            volume=50,
            caller_id=False,
        )
    )
    scene.model.features.choose("unpark")


def _down(scene: Scene) -> None:
    _events(scene)
    reason = Sentence("the password is wrong")
    scene.station.tell(LinkView("down", "192.168.1.2:8800", reason, "wrongPassword", 12.0, office.START))
    scene.model.notices.show(Sentence("The number 999 does not exist."))


def _forwarded(scene: Scene) -> None:
    _events(scene)
    scene.station.tell(replace(scene.station.device, forwarding=office.forwarded("+493055501820")))
    tree = scene.window.events.tree
    index = scene.model.events.index(7, 0)
    tree.setExpanded(index, True)


SCENES: dict[str, tuple[Callable[[Scene], None], tuple[str, ...]]] = {
    "idle": (_events, ("small", "usual", "wide")),
    "search": (_search, ("small", "usual", "wide")),
    "consultation": (_consultation, ("small", "usual", "wide")),
    "ringing": (_ringing, ("small", "usual")),
    "talking": (_talking, ("usual",)),
    "tones": (_tones, ("small", "usual")),
    "asks": (_asks, ("small", "usual")),
    "switched": (_switched, ("small", "usual", "wide")),
    "down": (_down, ("small", "usual")),
    "unfolded": (_forwarded, ("usual", "wide")),
}


def take_all(app: QApplication, folder: Path, language: str, look: Setting) -> list[Path]:
    """Draw every scene in its sizes; returns the files."""
    tr = german if language == "de" else english
    theme = Theme(app, look)
    taken = []
    for name, (play, sizes) in SCENES.items():
        for size in sizes:
            scene = build(app, tr, look, theme)
            scene.window.resize(*SIZES[size])
            scene.window.show()
            play(scene)
            taken.append(take(scene.window, folder / f"{name}-{size}-{language}-{look}.png"))
            scene.window.close()
    scene = build(app, tr, look, theme)
    scene.window.show()
    scene.window.open_connection(ConnectionForm("192.168.1.2", user="AMHOST", password=None, area_code="089"))
    dialog = scene.window.connection_dialog
    if dialog is None:
        raise AssertionError("the dialog is open")
    dialog.accept()  # its area code is wrong, so it stays
    taken.append(take(dialog, folder / f"connection-{language}-{look}.png"))
    dialog.reject()
    scene.window.station_bar.menu.click()
    taken.append(take(scene.window.menu, folder / f"menu-{language}-{look}.png"))
    _switched(scene)
    scene.station.not_offered["auto_answer"] = Sentence("this telephone does not offer this")
    telephone = scene.window.telephone
    for name, menu in {"telephone": telephone, "agent": telephone.submenus[0], "lamp": telephone.submenus[-1]}.items():
        menu.popup(QPoint(0, 0))
        taken.append(take(menu, folder / f"{name}-{language}-{look}.png"))
        menu.close()
    return taken


def take(widget: QWidget, path: Path) -> Path:
    """Let layouts settle and draw ``widget`` into a file."""
    widget.activateWindow()
    QTest.qWaitForWindowActive(widget)
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.sendPostedEvents()
    if not widget.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path


def main(arguments: list[str]) -> int:
    """Draw into FOLDER in LANGUAGE and LOOK."""
    folder, language, look = Path(arguments[0]), arguments[1], arguments[2]
    app = make_application(["deskline"])
    for setting in get_args(Setting):
        if setting == look:
            for path in take_all(app, folder, language, setting):
                print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
