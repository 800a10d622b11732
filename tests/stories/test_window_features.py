"""The real window at the switch simulator, by keyboard, mouse and menu: what is switched at the telephone, and others'
calls.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.app import Root
from desktop.diagnostics import logs
from desktop.settings.paths import user_paths
from desktop.settings.sources import policies, presets
from desktop.settings.store import SettingsStore
from desktop.ui.loop import run_app
from desktop.ui.window import MainWindow
from tests.support.program import drive, says, until

COMPANY = """
[logins]
AMHOST = "77777"

[[station]]
number = "100"

[[station]]
number = "101"

[[station]]
number = "102"

[[station]]
number = "103"
habits = { busy = true }

[[station]]
number = "113"
remote_answer = false

[[group]]
number = "790"
kind = "ucd"
members = ["100"]
"""

pytestmark = pytest.mark.real_time


class Office:
    """The window of 100, and the switch that it is linked to."""

    def __init__(self, window: MainWindow, root: Root) -> None:
        self.window = window
        self._root = root

    async def switch(self, do: str, **members: Any) -> dict[str, Any]:
        """Somebody does something at the switch; it must be done."""
        assert self._root.child is not None
        told = {name.rstrip("_"): value for name, value in members.items()}
        reply = await self._root.child.ask({"do": do, **told})
        assert reply["ok"], reply
        return reply

    async def device(self, number: str) -> dict[str, Any]:
        """What the switch knows of a station."""
        devices = (await self.switch("state"))["devices"]
        return next(device for device in devices if device["device"] == number)

    async def until_device(self, number: str, reached: Callable[[dict[str, Any]], object]) -> None:
        """Wait until the switch knows something of a station."""
        while not reached(await self.device(number)):
            await asyncio.sleep(0.01)

    def entry(self, name: str) -> QAction:
        """An entry of the Telephone menu: "Agent/Log on"; what stands behind a colon is how things are."""
        menu: QMenu = self.window.telephone
        *groups, last = name.split("/")
        for group in groups:
            found = next(action for action in menu.actions() if action.text().partition(":")[0] == group)
            menu = next(one for one in self.window.telephone.submenus if one.menuAction() is found)
        return next(action for action in menu.actions() if action.text() == last)

    def state(self, group: str) -> str:
        """How a thing is switched, as the menu says it."""
        texts = (action.text().partition(": ") for action in self.window.telephone.actions())
        return next(state for name, _, state in texts if name == group)

    async def ask(self, name: str, whom: str) -> None:
        """Choose an entry that asks for somebody, and type who."""
        self.entry(name).trigger()
        await until(self.window.dial.edit.hasFocus)
        self.answer(whom)
        await until(lambda: not self.window.dial.edit.text())

    def answer(self, whom: str) -> None:
        """Type into the one field and press Enter."""
        QTest.keyClicks(self.window.dial.edit, whom)
        QTest.keyClick(self.window.dial.edit, Qt.Key.Key_Return)


Work = Callable[[Office], Coroutine[Any, Any, None]]


def show(folder: Path, app: QApplication, work: Work) -> None:
    """Run the program with a switch of its own; ``work`` begins when they are linked and all is known."""
    (folder / "company.toml").write_text(COMPANY, "utf-8")
    paths = user_paths(folder)
    store = SettingsStore(paths.settings_file, policies(paths), presets(paths))
    store.load()
    log = logs.setup(paths.log_file)
    listen = ("switchsim", "--listen", "127.0.0.1:0", "--until-stdin-closes")
    root = Root(store, paths, log, [sys.executable, "-m", "desktop", *listen, "--config", str(folder / "company.toml")])

    async def begin(window: MainWindow) -> None:
        office = Office(window, root)
        await until(lambda: "connected to" in says(window.link_line) and office.state("Loudspeaker"))
        await work(office)

    try:
        assert run_app(lambda app: drive(root, app, begin), app) == 0
    finally:
        log.close()


def test_what_is_switched_is_shown_whoever_switches_it_and_after_the_link_was_lost(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def work(office: Office) -> None:
        window, bar = office.window, office.window.station_bar
        things = ("Agent", "Answering by itself", "Microphone", "Loudspeaker", "Message lamp")
        assert [office.state(thing) for thing in things] == ["not logged on", "Off", "On", "50 %", "Off"]

        for name, state in (("Log on", "on a break"), ("Ready for calls", "ready for calls")):
            office.entry(f"Agent/{name}").trigger()
            await until(lambda state=state: office.state("Agent") == state)  # type: ignore[misc]
        assert (await office.device("100"))["agent"] == "ready"
        office.entry("Loudspeaker/Soft").trigger()
        office.entry("Answering by itself/On").trigger()
        await until(lambda: (office.state("Loudspeaker"), office.state("Answering by itself")) == ("20 %", "On"))
        await office.switch("feature", device="100", mute=True)  # by hand, at the telephone
        await until(lambda: office.state("Microphone") == "Muted")
        assert office.entry("Microphone/Muted").isChecked()
        assert bar._switched.text() == "agent ready for calls · microphone mute · answers by itself"

        await office.switch("fault", name="cut")
        await until(lambda: not bar._switched.isVisible())
        await office.switch("agent", device="100", state="notReady")  # unheard
        await until(lambda: "connected to" in says(window.link_line))
        await until(lambda: bar._switched.text() == "agent on a break · microphone mute · answers by itself")
        assert [office.state(thing) for thing in things] == ["on a break", "On", "Muted", "20 %", "Off"]

    show(tmp_path, qapp, work)


def test_what_cannot_be_done_says_why(qapp: QApplication, tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        window = office.window
        office.entry("Fetch a parked call…").trigger()
        office.answer("102")
        await until(lambda: says(window.notice) == "No call is parked at 102.")
        assert window.dial.edit.text() == "102", "what was refused can be mended"

        await office.switch("fault", name="cut")
        grey = "Fetch a parked call…: there is no link to the telephone system"
        await until(lambda: grey in [action.text() for action in window.telephone.actions()])
        assert not any(action.isEnabled() for action in window.telephone.actions() if not action.isSeparator())
        await until(lambda: "connected to" in says(window.link_line))
        assert office.entry("Fetch a parked call…").isEnabled()

    show(tmp_path, qapp, work)


def test_others_calls_are_joined_and_parked_ones_fetched(qapp: QApplication, tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        window = office.window
        await office.switch("call", from_="101", to="102")
        await office.switch("answer", device="102")
        await office.ask("Join a conversation…", "102")
        await until(lambda: window.calls.cards and window.calls.cards[0]._state.whole() == "conference")
        QTest.keyClick(window.dial.edit, Qt.Key.Key_F3)
        await until(lambda: not window.calls.cards)

        await office.switch("hangup", device="101")
        await office.switch("call", from_="101", to="100")
        await until(lambda: window.calls.cards)
        QTest.keyClick(window.dial.edit, Qt.Key.Key_F2)
        await until(lambda: window.calls.cards[0].more is not None)
        (park,) = window.calls.cards[0].menu.actions()
        park.trigger()
        office.answer("113")
        await until(lambda: not window.calls.cards)
        await office.ask("Fetch a parked call…", "113")
        await until(lambda: window.calls.cards and window.calls.cards[0]._state.whole() == "talking")
        assert "Jonas Weber" in says(window.calls.cards[0])

    show(tmp_path, qapp, work)


def test_a_call_back_is_shown_and_given_up_and_a_colleague_s_lamp_is_lit(qapp: QApplication, tmp_path: Path) -> None:
    async def work(office: Office) -> None:
        window, strip = office.window, office.window.callbacks
        office.answer("103")
        await until(lambda: window.calls.cards and "callback" in window.calls.cards[0].buttons)
        QTest.mouseClick(window.calls.cards[0].buttons["callback"], Qt.MouseButton.LeftButton)
        await until(strip.isVisible)
        assert strip.text.whole() == "Call back when free: Emre Yılmaz"
        assert [one["to"] for one in (await office.switch("state"))["call_backs"]] == ["103"]
        strip.button.setFocus()
        QTest.keyClick(strip.button, Qt.Key.Key_Space)
        await until(strip.isHidden)
        assert (await office.switch("state"))["call_backs"] == []

        await office.ask("Message lamp/On at another telephone…", "102")
        await office.until_device("102", lambda device: device["message_waiting"])
        await office.ask("Message lamp/Off at another telephone…", "102")
        await office.until_device("102", lambda device: not device["message_waiting"])
        assert office.state("Message lamp") == "Off"

    show(tmp_path, qapp, work)
