"""Composition root of the window: builds each object once, by hand, wires, and closes in reverse.

The window is painted before anything slow is imported: what dials, decodes and connects comes after the first paint,
and so does the demo's child process. One :class:`Desk` is a station with its window; a changed connection or language
makes a new one.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import random
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop import __version__, assets, remote
from desktop.desk import Desk, Runner, converse, dial_link
from desktop.diagnostics import logs
from desktop.integration.child import Child, ChildError
from desktop.integration.endpoint import NotReachable
from desktop.integration.instance import Instance
from desktop.integration.windows import set_app_id
from desktop.sentences import Sentence
from desktop.settings import options
from desktop.settings.address import server_of
from desktop.settings.options import Settings
from desktop.settings.paths import Paths
from desktop.settings.secrets import Secrets, SecretsUnavailable
from desktop.settings.state import StateStore
from desktop.settings.store import SettingsStore
from desktop.station.views import DeviceView, LinkView
from desktop.translation import Translator, translator
from desktop.ui.loop import make_application, run_app
from desktop.ui.painted import painted
from desktop.ui.theme import Setting, Theme
from desktop.ui.window import MainWindow
from desktop.viewmodels.bursts import Bursts
from desktop.viewmodels.coming import ComingStation
from desktop.viewmodels.connection import ConnectionForm
from desktop.viewmodels.notices import NoticeViewModel
from desktop.viewmodels.window import WindowViewModel

if TYPE_CHECKING:
    from desktop.station.lookup import Names
    from desktop.station.station import Station

DEMO_USER, DEMO_PASSWORD = "AMHOST", "77777"
"""The public default of HiPath, which the demo's switch has."""
DEMO_STATION = "100"
DEMO_CALLERS = ("04066969210", "03023125341", "06990009450", "02214710120", "101", "108")
"""Who rings when the menu is asked to let somebody call: from outside, one with a withheld number, and colleagues."""
STARTING_SECONDS = 10.0
"""How long another instance may take to open its door, or to end."""
NO_DOOR = Sentence("This window cannot be reached from the command line or by links: its local socket cannot be made.")
_LANGUAGE_NAMES = {"en": "English", "de": "Deutsch"}
_GEOMETRY = "window.geometry"
_FORM: Mapping[str, options.Option[Any]] = {
    "server": options.CONNECTION_SERVER,
    "port": options.CONNECTION_PORT,
    "dialect": options.CONNECTION_DIALECT,
    "tls": options.CONNECTION_TLS,
    "ca_file": options.CONNECTION_CA_FILE,
    "user": options.CONNECTION_USER,
    "station": options.CONNECTION_STATION,
    "controlling": options.CONNECTION_CONTROLS,
    "trunk_code": options.DIALLING_TRUNK_CODE,
    "country_code": options.DIALLING_COUNTRY_CODE,
    "area_code": options.DIALLING_AREA_CODE,
}
"""The options of the connection dialog's values; the password is not among them."""
_SLOW = (
    "desktop.csta.services",
    "desktop.csta.association",
    "desktop.calls.model",
    "desktop.station.build",
    "desktop.contacts",
    "phonenumbers",
)
"""What is imported between the first paint and the log-in."""


def now() -> datetime:
    """The wall clock, aware."""
    return datetime.now().astimezone()


def run(
    store: SettingsStore,
    paths: Paths,
    tr: Translator,
    problems: Sequence[Sentence],
    *,
    demo: list[str] | None,
    minimised: bool,
    link: str | None = None,
) -> int:
    """Show the window until it is closed; returns the exit status.

    :param demo: the command that starts the built-in switch simulator; None: connect to what the settings say.
    :param link: a ``tel:`` link to dial as soon as that can be done.
    """
    settings = store.settings
    set_app_id()
    log = logs.setup(paths.log_file, settings[options.LOGGING_LEVEL], settings[options.LOGGING_FULL_NUMBERS])
    try:
        root = Root(store, paths, log, demo)
        return run_app(lambda app: root.run(app, tr, tuple(problems), minimised, link), make_application(sys.argv[:1]))
    finally:
        log.close()


class Root:
    """What lives as long as the program."""

    def __init__(self, store: SettingsStore, paths: Paths, log: logs.LogHandle, demo: list[str] | None) -> None:
        self._store = store
        self._paths = paths
        self._log = log
        self._secrets = Secrets()
        self._state = StateStore(paths.state_file)
        self._child = Child(demo) if demo is not None else None
        self._demo_listens: str | None = None
        self._qt_translator: QTranslator | None = None
        self._instance: Instance | None = None
        self._unkept: dict[tuple[str, str], str] = {}
        """Passwords that no keyring keeps, by server and user: used until the program ends."""
        self._said: list[Sentence] = []
        """What the next window is to say."""

    async def run(
        self,
        app: QApplication,
        tr: Translator,
        problems: tuple[Sentence, ...],
        minimised: bool,
        link: str | None = None,
    ) -> int:
        """Show windows until one is closed for good; nothing where another process has the window."""
        if self._child is not None:
            return await self._run(app, tr, problems, minimised, link)
        instance = Instance(self._paths.runtime)
        try:
            if await self._hand_over(instance, link):
                return 0
            return await self._run(app, tr, problems, minimised, link)
        finally:
            instance.close()

    async def _hand_over(self, instance: Instance, link: str | None) -> bool:
        """Leave it to the instance that there is; else become it, or say why the command line cannot reach this one."""
        until = time.monotonic() + STARTING_SECONDS
        claim = instance.claim()
        while claim == "taken" and time.monotonic() < until:
            # it may be just about to open its door, or to end
            with contextlib.suppress(NotReachable):
                if await asyncio.to_thread(remote.show, self._paths.runtime, link):
                    return True
            await asyncio.sleep(0.1)
            claim = instance.claim()
        if claim == "mine" and instance.listen():
            self._instance = instance
        else:
            self._said.append(NO_DOOR)
        return False

    async def _run(
        self, app: QApplication, tr: Translator, problems: tuple[Sentence, ...], minimised: bool, link: str | None
    ) -> int:
        self._state.load()
        self._said += (*problems, *((self._log.problem,) if self._log.problem else ()))
        theme = Theme(app, cast(Setting, self._store.settings[options.APPEARANCE_THEME]))
        try:
            settings = self.demo_settings() if self._child is not None else self._store.settings
            outcome: Literal["quit", "again"] = "again"
            while outcome == "again":
                self._translate_qt(app, tr)
                async with self.desk(theme, tr, settings) as desk:
                    if self._said:
                        desk.notices.show_all(self._said)
                        self._said.clear()
                    outcome = await self._live(desk, settings, minimised, link)
                minimised, link = False, None
                if self._child is None:
                    settings = self._store.settings
                tr = translator(self._store.settings[options.APPEARANCE_LANGUAGE] or tr.language)
            return 0
        finally:
            if self._child is not None:
                await self._child.close()
            self._secrets.close()

    def demo_settings(self) -> Settings:
        """Return the settings for the built-in company, but for its port; one's own are left alone."""
        chosen: dict[options.Option[Any], Any] = {
            options.CONNECTION_SERVER: "127.0.0.1",
            options.CONNECTION_TLS: False,
            options.CONNECTION_USER: DEMO_USER,
            options.CONNECTION_STATION: DEMO_STATION,
            options.CONNECTION_CONTROLS: "",
            options.DIALLING_TRUNK_CODE: "0",
            options.DIALLING_COUNTRY_CODE: "49",
            options.DIALLING_AREA_CODE: "89",
            options.CONTACTS_FILE: str(assets.path("demo", "contacts.csv")),
        }
        settings = Settings()
        for option, value in chosen.items():
            settings = settings.replaced(option, value)
        return settings

    @property
    def child(self) -> Child | None:
        """The demo's switch simulator."""
        return self._child

    @contextlib.asynccontextmanager
    async def desk(self, theme: Theme, tr: Translator, settings: Settings) -> AsyncIterator[Desk]:
        """Build a station with its window, keep its link, and close both in reverse order."""
        notices = NoticeViewModel(tr)
        async with asyncio.TaskGroup() as group:
            label = tr("the built-in demo") if self._child is not None else server_of(settings)
            state: Literal["connecting", "down"] = "connecting" if _complete(settings) else "down"
            station = ComingStation(
                DeviceView(settings[options.CONNECTION_STATION], None, None, None, None, None), LinkView(state, label)
            )
            run = Runner(group, notices)
            model = WindowViewModel(station, tr, run, notices, now)
            chosen_here: dict[Literal["look", "language"], options.Option[Any]] = {
                "look": options.APPEARANCE_THEME,
                "language": options.APPEARANCE_LANGUAGE,
            }
            fixed = [name for name, option in chosen_here.items() if self._store.settings.is_fixed(option)]
            languages = tuple(_LANGUAGE_NAMES.items())
            window = MainWindow(model, tr, theme, __version__, languages, tr.language, fixed=fixed)
            end = station.subscribe(Bursts(model.apply, model).apply)
            built: asyncio.Future[Station] = asyncio.get_running_loop().create_future()
            desk = Desk(station, built, model, window, notices, run, tr)
            link = group.create_task(self._keep(desk, settings, label))
            try:
                yield desk
            finally:
                end()
                run.close()
                link.cancel()
                built.cancel()
                station.close()
                window.close()
                window.deleteLater()

    async def _keep(self, desk: Desk, settings: Settings, label: str) -> None:
        """After the first paint: build the station, and keep its link until cancelled."""
        await painted(desk.window)
        try:
            if self._child is not None:
                listens, _ = await asyncio.gather(self._start_demo(self._child), _import_slow())
                settings = settings.replaced(options.CONNECTION_PORT, int(listens.rpartition(":")[2]))
            else:
                await _import_slow()
        except ChildError as error:
            desk.notices.show(error.sentence)
            desk.station.fail(LinkView("down", label, error.sentence, "demo", since=now()))
            return
        station = self._build(settings, desk.notices, label)
        desk.station.arrive(station)
        desk.built.set_result(station)
        desk.model.dial.look_again()
        if _complete(settings):
            await station.run()

    async def _start_demo(self, child: Child) -> str:
        """Start the built-in company where it does not run yet; returns where it listens."""
        if self._demo_listens is None:
            try:
                self._demo_listens = str((await child.start())["listen"])
            except asyncio.CancelledError:
                await child.close()
                raise
        return self._demo_listens

    def _build(self, settings: Settings, notices: NoticeViewModel, label: str) -> Station:
        from desktop.station.build import build_station

        return build_station(
            settings,
            self._names(settings, notices),
            lambda: self._password(settings, notices),
            now=now,
            rng=random.Random(),
            label=label,
        )

    async def _live(
        self, desk: Desk, settings: Settings, minimised: bool, link: str | None
    ) -> Literal["quit", "again"]:
        """Show the window until it is closed, or something was chosen that takes a new one."""
        window = desk.window
        done: asyncio.Future[Literal["quit", "again"]] = asyncio.get_running_loop().create_future()

        def finish(outcome: Literal["quit", "again"]) -> None:
            self._remember(window)
            if not done.done():
                done.set_result(outcome)

        def language(code: str) -> None:
            if self._choose(options.APPEARANCE_LANGUAGE, code, desk):
                finish("again")

        async def saved(form: ConnectionForm) -> None:
            if await self._save_connection(form, desk):
                finish("again")

        window.closing.connect(lambda: finish("quit"))
        window.theme_chosen.connect(lambda code: self._choose(options.APPEARANCE_THEME, code, desk))
        window.language_chosen.connect(language)
        window.connection_saved.connect(lambda form: desk.run("connection", saved(form)))
        window.connection_wanted.connect(lambda: window.open_connection(connection_form(settings)))
        child = self._child
        if child is not None:
            window.offer(
                window.look.tr("&Somebody calls"),
                "bell-ring",
                lambda: desk.run("somebody calls", self._somebody_calls(child, desk)),
            )
        self._restore(window)
        if minimised:
            window.showMinimized()
        else:
            window.show()
        if not _complete(settings):
            window.open_connection(connection_form(settings))
        if link is not None:
            desk.run("link", dial_link(desk, link))
        if self._instance is None:
            return await done
        with self._instance.attend(desk.run.keep, lambda lines, write: converse(desk, lines, write, finish)):
            return await done

    async def _somebody_calls(self, child: Child, desk: Desk) -> None:
        """Let one of the demo's people ring us."""
        try:
            reply = await child.ask({"do": "call", "from": random.choice(DEMO_CALLERS), "to": DEMO_STATION})
        except ChildError as error:
            desk.notices.show(error.sentence)
        else:
            if not reply["ok"]:
                desk.notices.show(Sentence("Nobody can call just now: {reason}", reason=reply["error"]["text"]))

    async def _save_connection(self, form: ConnectionForm, desk: Desk) -> bool:
        """Write what the dialog says; True when the link must be made anew."""
        if self._child is not None:
            desk.notices.show(
                Sentence("The demo keeps its own connection. Start Deskline without --demo to use another.")
            )
            return False
        before = self._store.settings
        # a preset stays one until it is changed
        changed = {
            option: getattr(form, name)
            for name, option in _FORM.items()
            if getattr(form, name) != before[option] and not before.is_fixed(option)
        }
        try:
            for option, value in changed.items():
                option.checked(value)  # all of them, or none
            for option, value in changed.items():
                self._store.set(option, value)
            self._store.save()
            if form.password:
                self._log.hide(form.password)
                self._unkept[where := (server_of(self._store.settings), form.user)] = form.password
                await self._secrets.set(*where, form.password)
                del self._unkept[where]
        except options.SettingError as error:
            desk.notices.show(error.sentence)
            return False
        except SecretsUnavailable as error:
            self._said.append(error.sentence)
        return True

    async def _password(self, settings: Settings, notices: NoticeViewModel) -> str | None:
        if self._child is not None:
            return DEMO_PASSWORD
        user = settings[options.CONNECTION_USER]
        if not user:
            return None
        found = self._unkept.get((server_of(settings), user))
        if found is None:
            try:
                found = await self._secrets.get(server_of(settings), user)
            except SecretsUnavailable as error:
                notices.show(error.sentence)
        if found:
            self._log.hide(found)
        return found

    def _choose(self, option: options.Option[Any], value: str, desk: Desk) -> bool:
        """Keep what was chosen; False, with a notice, where that cannot be done."""
        try:
            self._store.set(option, value)
            self._store.save()
        except options.SettingError as error:
            desk.notices.show(error.sentence)
            return False
        return True

    def _names(self, settings: Settings, notices: NoticeViewModel) -> Names:
        from desktop.contacts import Book, load
        from desktop.settings.plan import dial_plan
        from desktop.station.names import BookNames

        plan = dial_plan(settings)
        if not settings[options.CONTACTS_FILE]:
            return BookNames(Book())
        loaded = load(Path(settings[options.CONTACTS_FILE]), plan)
        if loaded.problems:
            notices.show(loaded.problems[0])
        return BookNames(Book(loaded.contacts, plan))

    def _restore(self, window: MainWindow) -> None:
        """Put the window where it was, if that is still on a screen."""
        geometry = self._state.get(_GEOMETRY)
        if isinstance(geometry, str):
            window.restoreGeometry(bytes.fromhex(geometry))

    def _remember(self, window: MainWindow) -> None:
        self._state.set(_GEOMETRY, bytes(window.saveGeometry().data()).hex())
        self._state.save()

    def _translate_qt(self, app: QApplication, tr: Translator) -> None:
        """Qt's own texts (buttons, context menus) in the same language."""
        if self._qt_translator is not None:
            app.removeTranslator(self._qt_translator)
        QLocale.setDefault(QLocale(tr.language))
        self._qt_translator = QTranslator(app)
        if self._qt_translator.load(
            f"qtbase_{tr.language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        ):
            app.installTranslator(self._qt_translator)


async def _import_slow() -> None:
    """Import with a turn of the loop after each, so that the window answers meanwhile."""
    for name in _SLOW:
        importlib.import_module(name)
        await asyncio.sleep(0)


def _complete(settings: Settings) -> bool:
    """Whether it is known where to connect and for whom; an administrator may have said only the first."""
    return bool(settings[options.CONNECTION_SERVER] and settings[options.CONNECTION_STATION])


def connection_form(settings: Settings) -> ConnectionForm:
    """The connection dialog's values for settings; the password stays where it is."""
    values = {name: settings[option] for name, option in _FORM.items()}
    fixed = frozenset(name for name, option in _FORM.items() if settings.is_fixed(option))
    return ConnectionForm(**values, password=None, fixed=fixed)
