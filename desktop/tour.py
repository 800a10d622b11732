"""The guided tour: the window itself, with the demo's switch, goes through the main job by itself.

It drives the view models as hands would, prints each step and each event as it happens, and leaves pictures. Where
there is no display the same window is drawn offscreen. The pictures of the README are made so.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.app import Root
from desktop.desk import Desk
from desktop.diagnostics import logs
from desktop.integration.child import Child, ChildError
from desktop.sentences import Sentence
from desktop.settings import options
from desktop.settings.paths import Paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.station.views import Action, Change, EventView, Phase
from desktop.station.words import PHASES
from desktop.translation import Translator
from desktop.ui.loop import make_application, run_app
from desktop.ui.theme import Setting, Theme

PATIENCE = 30.0
"""Seconds that a step may take; the colleagues of the demo answer within a few."""
COLLEAGUE, SECOND, THIRD = "Jonas", "Sofia", "Mats"
OUTSIDE = "04066969210"


class TourError(Exception):
    """A step did not come to its end."""


def run(paths: Paths, tr: Translator, pictures: Path | None, simulator: list[str], *, test: bool = False) -> int:
    """Go through the tour; returns 0 when every step came to its end.

    :param pictures: where the pictures go; None: a new folder under the system's temporary one.
    :param test: say in the end that all is well (the self-test of an installation); a picture with nothing on it fails.
    """
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = pictures or Path(tempfile.mkdtemp(prefix="deskline-tour-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        _fail(tr(Sentence("The folder {path} cannot be made: {detail}.", path=folder, detail=error.strerror or error)))
        return 1
    log = logs.setup(paths.log_file)
    store = SettingsStore(paths.settings_file, policies(paths), presets(paths))
    store.load()
    try:
        tour = Tour(Root(store, paths, log, simulator), store, tr, folder, test=test)
        return run_app(tour.run, make_application(sys.argv[:1]))
    finally:
        log.close()


class Tour:
    """One go through the tour."""

    def __init__(self, root: Root, store: SettingsStore, tr: Translator, folder: Path, *, test: bool) -> None:
        self._root = root
        self._store = store
        self._tr = tr
        self._folder = folder
        self._test = test
        self._news = asyncio.Event()
        self._pictures = 0

    async def run(self, app: QApplication) -> int:
        """Build the demo's window and go through it."""
        theme = Theme(app, self._look())
        child = self._root.child
        assert child is not None, "the tour needs the demo"
        failure: str | None = None
        try:
            settings = self._root.demo_settings()
            async with self._root.desk(theme, self._tr, settings) as desk:
                desk.window.show()
                end = desk.station.subscribe(self._told)
                try:
                    await self._walk(desk, child, theme)
                except (TourError, ChildError) as error:  # it would leave the desk as a group of exceptions
                    failure = self._tr(error.sentence) if isinstance(error, ChildError) else str(error)
                finally:
                    end()
            if failure is not None:
                _fail(failure)
                return 1
            print(self._tr("The tour came to its end. Pictures are in {folder}", folder=self._folder))
            if self._test:
                print(self._tr("Self-test passed."))
            return 0
        finally:
            await child.close()

    def _look(self) -> Setting:
        chosen = self._store.settings[options.APPEARANCE_THEME]
        return "dark" if chosen == "dark" else "light"

    async def _walk(self, desk: Desk, child: Child, theme: Theme) -> None:
        await self._step(desk, Sentence("Waiting for the link"), lambda: desk.station.link.state == "ready")
        self._picture(desk, "ready")

        self._say(Sentence("Dialling {name} by name", name=COLLEAGUE))
        self._dial(desk, COLLEAGUE)
        await self._phase(desk, "ringing_out")
        self._picture(desk, "calling")
        await self._phase(desk, "talking")
        self._picture(desk, "talking")
        await self._act(desk, "hangup", Sentence("Hanging up"), lambda: not desk.station.calls)

        self._say(Sentence("Somebody calls from outside"))
        await child.ask({"do": "call", "from": OUTSIDE, "to": "100"})
        await self._phase(desk, "ringing_in")
        self._picture(desk, "ringing")
        await self._act(desk, "answer", Sentence("Answering"), lambda: self._has(desk, "talking"))
        await self._consult(desk, COLLEAGUE)
        self._dial(desk, "Weber", press=False)
        self._picture(desk, "consultation")
        theme.choose("dark")
        self._picture(desk, "consultation-dark")
        theme.choose(self._look())
        desk.model.dial.clear()
        await self._act(desk, "transfer", Sentence("Transferring"), lambda: not desk.station.calls)

        self._say(Sentence("Dialling {name} by name", name=SECOND))
        self._dial(desk, SECOND)
        await self._phase(desk, "talking")
        await self._consult(desk, THIRD)
        await self._act(desk, "conference", Sentence("Making a conference"), lambda: self._has(desk, "conference"))
        self._picture(desk, "conference")
        await self._act(desk, "hangup", Sentence("Hanging up"), lambda: not desk.station.calls)
        self._picture(desk, "events")

    async def _consult(self, desk: Desk, name: str) -> None:
        self._say(Sentence("Asking {name} back", name=name))
        first = next(call for call in desk.station.calls if call.phase == "talking")
        desk.model.calls.trigger(first.id, "consult")
        self._dial(desk, name)
        await self._step(
            desk,
            Sentence("Waiting for {name}", name=name),
            lambda: self._has(desk, "held") and self._has(desk, "talking"),
        )

    def _dial(self, desk: Desk, text: str, *, press: bool = True) -> None:
        """Type into the one field, and press Enter."""
        desk.window.dial.edit.setText(text)
        desk.model.dial.set_text(text)
        if press and not desk.model.dial.call():
            raise TourError(self._tr(Sentence("{text} cannot be dialled.", text=text)))

    async def _act(self, desk: Desk, action: Action, sentence: Sentence, reached: Callable[[], bool]) -> None:
        desk.model.calls.trigger_unique(action)
        await self._step(desk, sentence, reached)

    async def _phase(self, desk: Desk, phase: Phase) -> None:
        await self._step(desk, Sentence("Waiting: {phase}", phase=PHASES[phase]), lambda: self._has(desk, phase))

    @staticmethod
    def _has(desk: Desk, phase: Phase) -> bool:
        return any(call.phase == phase for call in desk.station.calls)

    async def _step(self, desk: Desk, sentence: Sentence, reached: Callable[[], bool]) -> None:
        """Say what happens and wait until it has."""
        self._say(sentence)
        try:
            async with asyncio.timeout(PATIENCE):
                while not reached():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            notice = desk.notices.text
            raise TourError(
                self._tr(Sentence("This step did not come to its end: {step} {notice}", step=sentence, notice=notice))
            ) from None

    def _told(self, change: Change) -> None:
        if isinstance(change, EventView):
            print(f"    {change.time:%H:%M:%S}  {self._tr(change.words)}", flush=True)
        self._news.set()

    def _say(self, sentence: Sentence) -> None:
        print(self._tr(sentence), flush=True)

    def _picture(self, desk: Desk, name: str) -> None:
        """Draw the window into a file and say where it is."""
        self._pictures += 1
        desk.model.events.flush()
        path = self._folder / f"{self._pictures:02}-{name}.png"
        drawn = desk.window.grab()
        if self._test and _is_blank(drawn.toImage()):
            raise TourError(self._tr(Sentence("The window is not drawn: {path} would be empty.", path=path)))
        if not drawn.save(str(path)):
            raise TourError(self._tr(Sentence("The picture {path} cannot be written.", path=path)))
        print(f"    {path}", flush=True)


def _fail(text: str) -> None:
    print(f"deskline: {text}", file=sys.stderr)


def _is_blank(picture: QImage) -> bool:
    """Whether everything has one colour, of a point in every square of eight."""
    points = ((x, y) for x in range(0, picture.width(), 8) for y in range(0, picture.height(), 8))
    return len({picture.pixel(x, y) for x, y in points}) < 2
