"""Installs, runs, upgrades, repairs and removes both packages under Wine, and says loudly what is not as it must be."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from installer.windows.inputs import run
from installer.windows.wine import signed
from installer.windows.wine.prefix import Program, TrialError, Wine, seen_from_wine

APP = "Deskline"
CUSTOM = r"C:\Programme für alle\My Desk"
"""A folder with spaces and an umlaut: quoting and character sets are tried with everything else."""
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall"
RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
NUMBERS = {"tel": "+494066969210", "callto": "+493022730"}
"""A number for each kind of link, of another area than the preset one."""
EXTRA = r"lib\of_the_older_version.py"
"""Only the older package has it: an upgrade takes it away."""

KEPT = {"policy.toml", "preset.toml"}
"""What an administrator lays beside the program; no uninstallation takes it away."""
PRESETS = {"connection.server": "127.0.0.1", "connection.station": "100", "appearance.language": "en"}
"""What the properties of the first installation write to the registry."""
POLICIES = r"Software\Policies\Deskline"
PATIENCE = 15
"""Seconds that a program may take to end once it has taken leave of the switch; after 20 it is ended hard."""
THEIRS = r"C:\Tools"
"""A folder of somebody else's, whose subfolders have the same names as ours."""
SETTINGS = "[appearance]\ntheme = 'light'\n"
"""What the user has chosen."""
PRESET = """
[connection]
port = {port}
user = "AMHOST"
[dialling]
trunk_code = "0"
country_code = "49"
area_code = "89"
"""
"""The preset beside the program; the server and the station come from the package's properties."""


def expect(true: object, sentence: str) -> None:
    """Say what is wrong unless it is true.

    :raises TrialError: it is not.
    """
    if not true:
        raise TrialError(sentence)


@dataclass(frozen=True, slots=True)
class Package:
    """What differs between setup.exe and MSI."""

    kind: str
    hive: str
    default: str
    """The folder where nothing is said."""
    menu: str
    old: Path
    new: Path
    versions: tuple[str, str]
    python: Path
    """A Windows Python, for what only a Windows program can start."""

    def install(
        self, wine: Wine, package: Path, folder: str | None = None, status: int = 0, **properties: str
    ) -> float:
        """Install, upgrade or install again, silently; returns the seconds."""
        if self.kind == "msi":
            words: list[str | Path] = ["msiexec", "/i", package, "/qn", *([f"INSTALLDIR={folder}"] if folder else [])]
            words += [f"{name}={value}" for name, value in properties.items()]
        else:
            # NSIS wants its folder last and without quotation marks, which only a whole command line can be
            line = f'"{seen_from_wine(package)}" /S' + (" /AllUsers" if self.hive == "HKLM" else "")
            line += "".join(f" /{name}={value}" for name, value in properties.items())
            line += f" /D={folder}" if folder else ""
            return self.run_line(wine, line, status)
        return wine.wine(*words, seconds=180, status=status).seconds

    def run_line(self, wine: Wine, line: str, status: int = 0) -> float:
        """Run a whole command line as it is, to its end; returns the seconds."""
        code = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1]))"
        return wine.wine(self.python, "-c", code, line, seconds=180, status=status).seconds

    def repair(self, wine: Wine) -> None:
        """Put back what is missing."""
        if self.kind == "msi":
            # what /f stands for, which Wine's msiexec does not know
            repair = ("REINSTALL=ALL", "REINSTALLMODE=omus")
            wine.wine("msiexec", "/i", self.new, *repair, "/qn", seconds=180)
        else:
            self.install(wine, self.new)

    def remove(self, wine: Wine, folder: str, package: Path | None = None, kept: frozenset[str] = frozenset()) -> None:
        """Uninstall silently; returns when the uninstaller's second half is done too."""
        if self.kind == "msi":
            wine.wine("msiexec", "/x", package or self.new, "/qn", seconds=120)
        else:
            wine.wine(rf"{folder}\uninstall.exe", "/S", seconds=120)
        path = wine.path(folder)
        _until(
            lambda: {file.name for file in path.iterdir()} == kept if kept else not path.exists(),
            30,
            f"{folder} is not as it must be after the uninstallation",
        )


def go(wine: Wine, package: Package, pictures: Path, payload: Path) -> dict[str, float]:
    """The whole way of one package; returns what was measured, in seconds."""
    figures: dict[str, float] = {}
    port = free_port()
    own = wine.path(r"C:\users") / _user(wine) / "AppData" / "Local" / "Deskline" / "settings.toml"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(SETTINGS, "utf-8")

    package.install(wine, package.old, CUSTOM, AUTOSTART="0", SERVER="127.0.0.1", STATION="100", LANGUAGE="en")
    _installed(wine, package, CUSTOM, package.versions[0], autostart=False)
    _preset(wine, package, PRESETS)
    expect(wine.path(rf"{CUSTOM}\{EXTRA}").is_file(), "the older package is not the older package")
    if package.kind != "msi":
        signed.verify(wine.path(rf"{CUSTOM}\uninstall.exe"), package.old.with_name("own.pem"))
    wine.path(rf"{CUSTOM}\preset.toml").write_text(PRESET.format(port=port), "utf-8")
    _password(wine, CUSTOM, f"set('127.0.0.1:{port}', 'AMHOST', '77777')")

    with _running(wine, CUSTOM, payload, f"127.0.0.1:{port}", figures) as simulator:
        with _in_order(wine, simulator):
            figures["upgrade"] = package.install(wine, package.new)
        _until(lambda: _link(wine, CUSTOM) == "ready", 60, "the program was not started again after the upgrade")
        _installed(wine, package, CUSTOM, package.versions[1], autostart=False)
        _preset(wine, package, PRESETS)
        expect(not wine.path(rf"{CUSTOM}\{EXTRA}").exists(), "a file of the older version is left")
        _follows_links(wine, package, CUSTOM)
    figures |= _self_test(wine, CUSTOM, pictures)
    _passes_on(wine, CUSTOM)
    own.write_text(f"{SETTINGS}[connection]\nstation = '103'\n", "utf-8")
    policies = _obeys_policies(wine, CUSTOM, payload)
    own.write_text(SETTINGS, "utf-8")

    broken = wine.path(rf"{CUSTOM}\lib\PySide6\QtGui.pyd")
    broken.unlink()
    package.repair(wine)
    expect(broken.is_file(), "the repair did not put back what was missing")
    wine.path(rf"{CUSTOM}\policy.toml").write_text("", "utf-8")
    _password(wine, CUSTOM, f"delete('127.0.0.1:{port}', 'AMHOST')")
    package.remove(wine, CUSTOM, kept=frozenset(KEPT))
    shutil.rmtree(wine.path(CUSTOM))
    for hive, values in policies.items():
        left = wine.registry(rf"{hive}\{POLICIES}")
        expect(left == values, f"the policies of {hive} are {left} after the uninstallation, not {values}")
        wine.wine("reg", "delete", rf"{hive}\{POLICIES}", "/f")
    _nothing_left(wine)
    expect(own.read_text("utf-8") == SETTINGS, "the user's own settings were touched")
    return figures


def fresh(wine: Wine, package: Package, payload: Path) -> dict[str, float]:
    """Install into the folder where nothing is said, and remove again."""
    for_all = package.kind == "setup for all users"
    figures = {"install": package.install(wine, package.old if for_all else package.new)}
    _installed(wine, package, package.default, package.versions[0 if for_all else 1], autostart=True)
    _preset(wine, package, {})
    if for_all:
        figures |= _works(wine, package, payload)
    if package.kind == "msi":
        _replaced_by_rebuild(wine, package)
    else:
        _spares_others(wine, package)
    _nothing_left(wine)
    return figures


def _works(wine: Wine, package: Package, payload: Path) -> dict[str, float]:
    """Where the whole way is not gone: the program at a switch, upgraded while it runs, and links."""
    figures: dict[str, float] = {}
    folder, port = package.default, free_port()
    preset = wine.path(rf"{folder}\preset.toml")
    text = PRESET.format(port=port)
    preset.write_text(text.replace("[connection]", "[connection]\nserver = '127.0.0.1'\nstation = '100'"), "utf-8")
    _password(wine, folder, f"set('127.0.0.1:{port}', 'AMHOST', '77777')")
    with _running(wine, folder, payload, f"127.0.0.1:{port}", figures) as simulator:
        with _in_order(wine, simulator):
            figures["upgrade"] = package.install(wine, package.new)
        _until(lambda: _link(wine, folder) == "ready", 60, "the program was not started again after the upgrade")
        _installed(wine, package, folder, package.versions[1], autostart=True)
        expect(not wine.path(rf"{folder}\{EXTRA}").exists(), "a file of the older version is left")
        _follows_links(wine, package, folder)
    _password(wine, folder, f"delete('127.0.0.1:{port}', 'AMHOST')")
    preset.unlink()
    return figures


def _replaced_by_rebuild(wine: Wine, package: Package) -> None:
    """Another MSI of the same version takes the first one's place."""
    rebuilt = package.old.with_name("rebuilt.msi")
    shutil.copyfile(package.new, rebuilt)
    change = "UPDATE `Property` SET `Value` = '{}' WHERE `Property` = 'ProductCode'"
    run(["msibuild", rebuilt, "-q", change.format(f"{{{uuid4()}}}".upper())])
    code = re.search(r"\{[0-9A-F-]{36}\}", run(["msiinfo", "suminfo", rebuilt]))
    assert code is not None
    rebuilt.write_bytes(rebuilt.read_bytes().replace(code[0].encode(), f"{{{uuid4()}}}".upper().encode()))
    package.install(wine, rebuilt)
    _installed(wine, package, package.default, package.versions[1], autostart=True)
    package.remove(wine, package.default, rebuilt)


def _spares_others(wine: Wine, package: Package) -> None:
    """Moved into a folder of somebody else's, it makes a folder of its own there, and takes no more than that away."""
    theirs = [wine.path(rf"{THEIRS}\{name}\theirs.txt") for name in ("app", "lib", "licences", "runtime")]
    for path in theirs:
        path.parent.mkdir(parents=True)
        path.write_text("theirs", "utf-8")
    uninstaller = wine.path(rf"{package.default}\uninstall.exe")
    good = uninstaller.read_bytes()
    uninstaller.write_bytes(b"no program")
    package.install(wine, package.new, THEIRS, status=2)
    _installed(wine, package, package.default, package.versions[1], autostart=True)
    uninstaller.write_bytes(good)

    own = rf"{THEIRS}\Deskline"
    package.install(wine, package.new, THEIRS)
    _installed(wine, package, own, package.versions[1], autostart=True)
    expect(not wine.path(package.default).exists(), "the program is still in the folder where it was")
    stray = wine.path(rf"{THEIRS}\uninstall.exe")
    stray.write_bytes(good)
    wine.wine(rf"{THEIRS}\uninstall.exe", "/S", f"_?={THEIRS}", status=2)
    stray.unlink()
    _removed_in_trouble(wine, package, own)
    expect(all(path.read_text("utf-8") == "theirs" for path in theirs), "files of somebody else are gone")
    shutil.rmtree(wine.path(THEIRS))


def _removed_in_trouble(wine: Wine, package: Package, folder: str) -> None:
    """A file in use stays, and with it what is needed to try again; what a virus scanner took is not missed.

    Last, the folder that the registry names has become somebody else's: only the registry is cleaned.
    """
    used = rf"{folder}\lib\PySide6\QtGui.pyd"
    code = "import sys, time; used = open(sys.argv[1]); print('in use', flush=True); time.sleep(300)"
    user = wine.start(package.python, "-c", code, used)
    _until(lambda: "in use" in user.said(), 30, lambda: f"{used} cannot be used: {user.said()}")
    wine.wine(rf"{folder}\uninstall.exe", "/S", f"_?={folder}", seconds=120, status=2)
    expect(wine.path(used).is_file(), "a file in use was removed, which Windows would not allow: nothing was tried")
    expect(wine.path(rf"{folder}\uninstall.exe").is_file(), "what could not be removed cannot be uninstalled any more")
    entries = wine.registry(rf"{package.hive}\{UNINSTALL}")
    expect(APP in entries.values(), "what could not be removed is no longer in the list of programs")
    wine.end()
    user.process.wait(timeout=30)

    for name in ("Deskline.exe", "desklinectl.exe"):
        wine.path(rf"{folder}\{name}").unlink()
    good = wine.path(rf"{folder}\uninstall.exe").read_bytes()
    package.remove(wine, folder)

    theirs = wine.path(rf"{folder}\lib\theirs.txt")
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs", "utf-8")
    wine.path(rf"{folder}\uninstall.exe").write_bytes(good)
    for name, value in (("InstallDir", folder), ("Setup", "exe")):
        wine.wine("reg", "add", rf"{package.hive}\Software\Deskline", "/v", name, "/d", value, "/f")
    wine.wine(rf"{folder}\uninstall.exe", "/S", f"_?={folder}", seconds=120)
    expect(theirs.is_file(), "a file of somebody else is gone")


def _preset(wine: Wine, package: Package, wanted: dict[str, str]) -> None:
    """What a fresh user finds set is that, and nothing else."""
    presets = wine.registry(rf"{package.hive}\Software\Deskline\Preset")
    expect(presets == wanted, f"the presets are {presets}, not {wanted}")


def _installed(wine: Wine, package: Package, folder: str, version: str, *, autostart: bool) -> None:
    """Everything that the system must know is there, and once."""
    hive = package.hive
    facts = wine.registry(rf"{hive}\Software\Deskline")
    expect(facts.get("InstallDir", "").rstrip("\\") == folder, f"InstallDir is {facts.get('InstallDir')}, not {folder}")
    expect(facts.get("Version") == version, f"Version is {facts.get('Version')}, not {version}")
    for scheme in ("tel", "callto"):
        expect(facts.get(rf"Capabilities\URLAssociations\{scheme}") == "Deskline.tel", f"no capability for {scheme}:")
    command = wine.registry(rf"{hive}\Software\Classes\Deskline.tel").get("shell\\open\\command\\", "")
    expect(command == rf'"{folder}\Deskline.exe" "%1"', f"the command for links is {command}")
    registered = wine.registry(rf"{hive}\Software\RegisteredApplications").get(APP)
    expect(registered == r"Software\Deskline\Capabilities", f"RegisteredApplications says {registered}")
    run = wine.registry(rf"{hive}\{RUN}").get(APP)
    wanted = rf'"{folder}\Deskline.exe" --minimised' if autostart else None
    expect(run == wanted, f"the autostart entry is {run}, not {wanted}")
    entries = wine.registry(rf"{hive}\{UNINSTALL}")
    versions = [
        entries.get(name.replace("DisplayName", "DisplayVersion"))
        for name, value in entries.items()
        if name.endswith("DisplayName") and value == APP
    ]
    expect(versions == [version], f"the list of programs has {versions}, not once {version}")
    expect(wine.path(package.menu).is_file(), f"no entry in the Start menu: {package.menu}")
    # only the target, in either character set: Wine keeps no AppUserModelID
    shortcut = wine.path(package.menu).read_bytes()
    target = "Deskline.exe".encode("utf-16-le")
    expect(target in shortcut or b"Deskline.exe" in shortcut, "the entry starts something else")
    for name in ("Deskline.exe", "desklinectl.exe", r"runtime\pythonw.exe", r"app\desktop\resources\icons\phone.svg"):
        expect(wine.path(rf"{folder}\{name}").is_file(), f"{name} is not installed")


@contextmanager
def _running(wine: Wine, folder: str, payload: Path, address: str, figures: dict[str, float]) -> Iterator[Program]:
    """The installed program with its window, at a switch simulator; what is set is enough to find it."""
    simulator = wine.start(
        # from the folder of the build: an upgrade ends the programs of the installed one
        payload / "desklinectl.exe",
        *("switchsim", "--listen", address),
        *("--config", payload / "app/desktop/resources/demo/company.toml"),
    )
    try:
        _until(lambda: '"ready": true' in simulator.said(), 60, lambda: f"no simulator: {simulator.said()}")
        began = time.monotonic()
        wine.start(rf"{folder}\Deskline.exe")
        _until(lambda: bool(_links(simulator)), 60, "the installed program does not call the switch")
        figures["start to the link"] = time.monotonic() - began
        _until(lambda: _link(wine, folder) == "ready", 60, "the installed program does not reach the switch")
        yield simulator
        wine.wine(rf"{folder}\Deskline.exe", "--quit", seconds=60)
        expect(_link(wine, folder) is None, "the program still runs after --quit")
    finally:
        wine.end()
        simulator.process.wait(timeout=30)


def _links(simulator: Program) -> list[str]:
    """Return the numbers of the links that the simulator has had."""
    return re.findall(r"link (\d+): connected", simulator.said())


@contextmanager
def _in_order(wine: Wine, simulator: Program) -> Iterator[None]:
    """The program that runs is ended meanwhile, and by itself: it takes leave of the switch and ends soon after."""
    before, left = set(wine.running()), f"link {_links(simulator)[-1]}: Abort"
    expect(before, "no program runs")

    def watch() -> tuple[float, float]:
        _until(lambda: left in simulator.said(), 120, lambda: f"the program was ended hard: {simulator.said()}")
        leave = time.monotonic()
        _until(lambda: not before & set(wine.running()), 120, "the running program was not ended by the upgrade")
        return leave, time.monotonic()

    with ThreadPoolExecutor(1) as pool:
        watching = pool.submit(watch)
        yield
    leave, end = watching.result()
    expect(end - leave < PATIENCE, f"the program still ran {end - leave:.0f} s after it had left the switch")


def _obeys_policies(wine: Wine, folder: str, payload: Path) -> dict[str, dict[str, str]]:
    """What an administrator fixes holds against presets and the user's choice; returns what is left in the registry.

    The user's policies say where the switch is; the computer's say the rest, and win where both say something.
    """
    address, port = "127.0.0.2", free_port()
    policies = {
        "HKLM": {"connection.port": str(port), "connection.station": "101", r"Preset\appearance.language": "de"},
        "HKCU": {"connection.server": address, "connection.station": "102", r"Preset\appearance.language": "en"},
    }
    found = {}
    for hive, values in policies.items():
        for place, value in values.items():
            key, _, name = place.rpartition("\\")
            key = rf"{hive}\{POLICIES}" + (rf"\{key}" if key else "")
            kind = "REG_DWORD" if name == "connection.port" else "REG_SZ"
            wine.wine("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")
        found[hive] = wine.registry(rf"{hive}\{POLICIES}")
        expect(found[hive].keys() == values.keys(), f"the policies of {hive} were not written: {found[hive]}")
    _password(wine, folder, f"set('{address}:{port}', 'AMHOST', '77777')")
    with _running(wine, folder, payload, f"{address}:{port}", {}):
        devices = json.dumps((_status(wine, folder) or {}).get("devices"))
        expect('"101"' in devices, f"the policy fixes station 101, and the program has {devices}")
        said = wine.wine(rf"{folder}\desklinectl.exe", "status").text
        expect("Keine Gespräche." in said, f"the policy presets German, and the program says: {said}")
    _password(wine, folder, f"delete('{address}:{port}', 'AMHOST')")
    return found


def _password(wine: Wine, folder: str, call: str) -> None:
    """Keep or forget a password, in Windows' own keyring and by the program's own code."""
    code = f"import asyncio; from desktop.settings.secrets import Secrets; asyncio.run(Secrets().{call})"
    wine.wine(rf"{folder}\runtime\python.exe", "-I", "-B", "-c", code)


def _status(wine: Wine, folder: str) -> dict[str, object] | None:
    """What the running program says of itself; None: none runs."""
    done = wine.wine(rf"{folder}\desklinectl.exe", "status", "--json", status=None)
    return dict(json.loads(done.text)) if done.status == 0 else None


def _link(wine: Wine, folder: str) -> object:
    status = _status(wine, folder)
    link = status and status.get("link")
    return link.get("state") if isinstance(link, dict) else None


def _follows_links(wine: Wine, package: Package, folder: str) -> None:
    """Links are dialled by the program that runs, with the command that the package registered for each kind.

    Which program opens them Windows asks the user once; then it runs what is registered, as is done here.
    """
    programs = wine.running()
    for scheme, number in NUMBERS.items():
        name = wine.registry(rf"{package.hive}\Software\Deskline\Capabilities\URLAssociations")[scheme]
        command = wine.registry(rf"{package.hive}\Software\Classes\{name}\shell\open\command").get("", "")
        package.run_line(wine, command.replace("%1", f"{scheme}:{number}"))
        _until(lambda: _calls(wine, folder) != "[]", 30, f"the {scheme}: link was not dialled")
        calls = _calls(wine, folder)
        expect(number[3:] in calls, f"the {scheme}: link was dialled as something else: {calls}")
        wine.wine(rf"{folder}\desklinectl.exe", "hangup")
        _until(lambda: _calls(wine, folder) == "[]", 30, f"the call of the {scheme}: link did not end")
    expect(set(wine.running()) <= set(programs), "a link started a second program")


def _calls(wine: Wine, folder: str) -> str:
    return json.dumps((_status(wine, folder) or {}).get("calls", []))


def _self_test(wine: Wine, folder: str, pictures: Path) -> dict[str, float]:
    """The installed program goes through calls by itself with Windows' own platform plugin, and leaves pictures."""
    pictures.mkdir(parents=True, exist_ok=True)
    done = wine.wine(rf"{folder}\desklinectl.exe", "--self-test", "--pictures", seen_from_wine(pictures), seconds=180)
    drawn = sorted(pictures.glob("*.png"))
    expect(len(drawn) >= 8, f"the self-test left {len(drawn)} pictures:\n{done.text}")
    return {"self-test": done.seconds}


def _passes_on(wine: Wine, folder: str) -> None:
    """The console launcher hands arguments, standard input and the exit status on as they are."""
    done = wine.wine(rf"{folder}\desklinectl.exe", "decode", "no such file", status=None)
    expect(done.status in {1, 2} and "no such file" in done.text, f"desklinectl says {done.status}: {done.text}")
    done = wine.wine(rf"{folder}\desklinectl.exe", "--no-such-option", "two words", status=2)
    expect("usage: " in done.text, f"desklinectl has no help: {done.text}")


def _nothing_left(wine: Wine) -> None:
    """No file, no key and no process of ours, but the user's own folder."""
    expect(not wine.running(), "a program of the package still runs")
    wine.end()
    files = [
        path.relative_to(wine.drive).as_posix()
        for path in wine.drive.rglob("*")
        if re.search(r"deskline|My Desk", path.name, re.IGNORECASE)
    ]
    left = [path for path in files if not re.fullmatch(r"users/[^/]+/AppData/Local/(Temp/)?Deskline(/.*)?", path)]
    expect(not left, f"files are left: {left}")
    for name in ("system.reg", "user.reg"):
        lines = (wine.folder / name).read_text("utf-8", "replace").splitlines()
        keys = [line for line in lines if re.search(r"deskline|My Desk", line, re.IGNORECASE)]
        expect(not keys, f"{name} still has {keys[:5]}")


def _user(wine: Wine) -> str:
    return next(path.name for path in (wine.drive / "users").iterdir() if path.name != "Public")


def _until(reached: Callable[[], bool], seconds: float, sentence: str | Callable[[], str]) -> None:
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            raise TrialError(sentence if isinstance(sentence, str) else sentence())
        time.sleep(0.2)


def free_port() -> int:
    """Return a port of this computer that nobody has."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def packages(wine: Wine, dist: Path, older: Path, versions: tuple[str, str], python: Path) -> list[Package]:
    """The two kinds, and setup.exe for all users."""
    user = rf"C:\users\{_user(wine)}"
    start = rf"{user}\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Deskline.lnk"
    common = r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs\Deskline.lnk"
    setups = (
        older / f"deskline-{versions[0]}-windows-x64-setup.exe",
        dist / f"deskline-{versions[1]}-windows-x64-setup.exe",
    )
    msis = (older / f"deskline-{versions[0]}-windows-x64.msi", dist / f"deskline-{versions[1]}-windows-x64.msi")
    program_files = r"C:\Program Files\Deskline"
    return [
        Package("setup", "HKCU", rf"{user}\AppData\Local\Programs\Deskline", start, *setups, versions, python),
        Package("setup for all users", "HKLM", program_files, common, *setups, versions, python),
        # Wine's Windows Installer takes the user's Start menu for everybody's
        Package("msi", "HKLM", program_files, start, *msis, versions, python),
    ]
