"""The list of files for the MSI, its codes, and what is changed in it afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET

import pytest

from desktop.integration.windows import APP_USER_MODEL_ID
from installer.windows import msi

WIX = "{http://schemas.microsoft.com/wix/2006/wi}"


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    folder = tmp_path / "payload"
    (folder / "lib" / "a & b").mkdir(parents=True)
    (folder / "Deskline.exe").write_bytes(b"MZ")
    (folder / "lib" / "a & b" / "one.py").write_text("1\n")
    return folder


def test_every_file_is_a_component_of_its_own_in_its_folder(payload: Path) -> None:
    tree = ET.fromstring(msi.file_list(payload))
    files = {file.get("Source"): file.get("Name") for file in tree.iter(f"{WIX}File")}
    assert files == {"$(var.PAYLOAD)/Deskline.exe": "Deskline.exe", "$(var.PAYLOAD)/lib/a & b/one.py": "one.py"}
    components = [component.get("Id") for component in tree.iter(f"{WIX}Component")]
    assert [reference.get("Id") for reference in tree.iter(f"{WIX}ComponentRef")] == components
    assert [folder.get("Name") for folder in tree.iter(f"{WIX}Directory")] == ["lib", "a & b"]


def test_codes_stay_and_are_unique(payload: Path) -> None:
    first = msi.file_list(payload)
    (payload / "another.txt").write_text("")
    codes = [component.get("Guid") for component in ET.fromstring(first).iter(f"{WIX}Component")]
    later = msi.file_list(payload)
    assert len(set(codes)) == len(codes) == 2
    assert all(str(code) in later for code in codes)


def test_the_digest_sees_names_contents_and_where_one_ends(payload: Path) -> None:
    before = msi.digest(payload)
    assert msi.digest(payload) == before
    (payload / "Deskline.exe").rename(payload / "deskline.exe")
    assert msi.digest(payload) != before


class Build:
    """A small build, whose tools only note the codes that they are given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.work, self.own = folder / "work", folder / "own"
        self.payload, self.icon, self.helper = (self.work / name for name in ("payload", "icon.ico", "instances.exe"))
        self.source = self.own / "product.wxs"
        self.version, self.epoch = "1.0.0", 1_700_000_000
        self.payload.mkdir(parents=True)
        self.own.mkdir()
        for path in (self.payload / "Deskline.exe", self.icon, self.helper):
            path.write_bytes(b"MZ")
        self.source.write_bytes((msi.HERE / "product.wxs").read_bytes())
        self._codes: list[str] = []
        monkeypatch.setattr(msi, "HERE", self.own)
        monkeypatch.setattr(msi, "run", self._run)
        monkeypatch.setattr(msi, "_settle", lambda _, package, __: self._codes.append(str(package).upper()))

    def _run(self, words: Iterable[str | Path], cwd: Path | None = None) -> str:
        self._codes += [str(word).removeprefix("PRODUCT=") for word in words if str(word).startswith("PRODUCT=")]
        return ""

    def codes(self) -> tuple[UUID, UUID]:
        """Make the MSI; returns its product code and its package code."""
        self._codes.clear()
        output = self.work / "made.msi"
        msi.make(self.payload, self.version, self.icon, self.helper, self.work, output, self.epoch)
        product, package = map(UUID, self._codes)
        return product, package


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    return Build(tmp_path, monkeypatch)


def test_the_same_ingredients_have_the_same_codes_and_no_two_are_equal(build: Build) -> None:
    product, package = build.codes()
    assert build.codes() == (product, package)
    assert product != package


INGREDIENTS: dict[str, Callable[[Build, pytest.MonkeyPatch], object]] = {
    "a file of the payload": lambda build, _: (build.payload / "Deskline.exe").write_bytes(b"MZ2"),
    "a file more": lambda build, _: (build.payload / "more.py").write_bytes(b""),
    "the helper": lambda build, _: build.helper.write_bytes(b"MZ2"),
    "the icon": lambda build, _: build.icon.write_bytes(b"MZ2"),
    "product.wxs": lambda build, _: build.source.write_bytes(build.source.read_bytes() + b"\n"),
    "how files are listed": lambda _, patch: patch.setattr(msi, "file_list", lambda _: "<Wix/>"),
    "a condition": lambda _, patch: patch.setitem(msi.CONDITIONS, "Server", "SERVER AND STATION"),
    "a custom action": lambda _, patch: patch.setitem(msi.PROGRAMS, "Resume", ("resume", 2)),
    "the version": lambda build, _: setattr(build, "version", "1.0.1"),
    "the commit's time": lambda build, _: setattr(build, "epoch", build.epoch + 1),
}


@pytest.mark.parametrize("change", INGREDIENTS.values(), ids=INGREDIENTS)
def test_whatever_differs_both_codes_differ(
    build: Build, monkeypatch: pytest.MonkeyPatch, change: Callable[[Build, pytest.MonkeyPatch], object]
) -> None:
    before = build.codes()
    change(build, monkeypatch)
    after = build.codes()
    assert not set(before) & set(after)


def test_octets_that_move_to_the_neighbour_are_seen(build: Build) -> None:
    build.icon.write_bytes(b"ab")
    build.helper.write_bytes(b"c")
    before = build.codes()
    build.icon.write_bytes(b"a")
    build.helper.write_bytes(b"bc")
    assert not set(before) & set(build.codes())


PRODUCT = ET.parse(msi.HERE / "product.wxs").getroot()
UPDATE = re.compile(r"UPDATE `Component` SET `Condition` = '([^']+)', `Attributes` = (\d+) WHERE `Component` = '(\w+)'")
ACTION = re.compile(r"INSERT INTO `CustomAction` \(.*\) VALUES \('(\w+)', (\d+), '(\w+)', '([\w-]+) \"(.*)\"'\)")


def test_every_component_with_a_choice_has_its_condition_and_is_asked_again_at_a_repair() -> None:
    updates = {found[3]: found for query in msi._queries("1.0.0") if (found := UPDATE.fullmatch(query))}
    chosen = {}  # components whose value a property gives, or whose presence one decides
    for component in PRODUCT.iter(f"{WIX}Component"):
        values = [value.get("Value", "") for value in component.iter(f"{WIX}RegistryValue")]
        if component.get("Id") == "Autostart":
            chosen["Autostart"] = "AUTOSTART"
        elif len(values) == 1 and (name := re.fullmatch(r"\[([A-Z]+)\]", values[0])):
            chosen[str(component.get("Id"))] = name[1]
    assert updates.keys() == chosen.keys() == {"Autostart", "Server", "Station", "Language"}
    for component, name in chosen.items():
        condition, attributes = updates[component][1], int(updates[component][2])
        assert re.fullmatch(rf'{name}( = "1")?', condition)
        assert attributes == 256 | 4 | 64  # 64 bit, key path in the registry, transitive
        assert name in msi.PUBLIC.split(";")


def test_every_action_that_is_added_is_called_with_what_the_helper_knows() -> None:
    queries = msi._queries("1.0.0")
    added = {found[1]: found for query in queries if (found := ACTION.fullmatch(query))}
    own = {action.get("Id") for action in PRODUCT.iter(f"{WIX}CustomAction")}
    called = {action.get("Action") for action in PRODUCT.iter(f"{WIX}Custom")}
    inserted = [query for query in queries if query.startswith("INSERT INTO `InstallExecuteSequence`")]
    assert [re.findall(r"VALUES \('(\w+)', '(.*)', (\d+)\)", query) for query in inserted] == [
        [("ResumeOwn", 'NOT REMOVE~="ALL"', "6601")]
    ]
    assert called - own == added.keys() - {"ResumeOwn"}
    helper = (msi.HERE / "launcher" / "instances.c").read_text("utf-8")
    verbs = set(re.findall(r'is_verb\(arguments\[1\], L"(\w+)", &own\)', helper))
    binaries = {binary.get("Id") for binary in PRODUCT.iter(f"{WIX}Binary")}
    for name, found in added.items():
        kind, source, verb, folder = int(found[2]), found[3], found[4], found[5]
        assert source in binaries
        assert verb.removesuffix("-own") in verbs
        assert folder == "[INSTALLDIR]."
        assert verb.endswith("-own") == name.endswith("Own") == (not kind & 1024)  # with the system's rights: deferred


def test_the_upgrade_takes_the_same_version_too_by_the_code_of_the_source() -> None:
    code = next(PRODUCT.iter(f"{WIX}Product")).get("UpgradeCode")
    assert f"{{{code}}}" == msi.UPGRADE
    inserted = [query for query in msi._queries("1.2.3") if query.startswith("INSERT INTO `Upgrade`")]
    assert len(inserted) == 1
    assert inserted[0].endswith(f"VALUES ('{msi.UPGRADE}', '0.0.0', '1.2.3', 513, 'WIX_UPGRADE_DETECTED')")


def test_taskbar_menu_and_links_know_the_program_by_one_name() -> None:
    script = (msi.HERE / "setup.nsi").read_text("utf-8")
    links = re.findall(r'Deskline\.tel" "AppUserModelID" "(.*)"', script)
    menu = re.findall(r'&w64 "(.*?)"', script)
    assert links == menu == [APP_USER_MODEL_ID]
    values = [value for value in PRODUCT.iter(f"{WIX}RegistryValue") if value.get("Name") == "AppUserModelID"]
    assert [value.get("Value") for value in values] == [APP_USER_MODEL_ID]
    inserted = [query for query in msi._queries("1.0.0") if query.startswith("INSERT INTO `MsiShortcutProperty`")]
    assert [query.rpartition(", ")[2] for query in inserted] == [f"'{APP_USER_MODEL_ID}')"]
    assert [entry.get("Id") for entry in PRODUCT.iter(f"{WIX}Shortcut")] == ["MenuEntry"]
    assert "'MenuEntry'" in inserted[0]
