"""settings.toml: a bad value never prevents a start, nothing that a person wrote is lost, a policy wins."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st
from tomlkit.exceptions import TOMLKitError

from desktop.settings import options
from desktop.settings.options import SettingError, Settings
from desktop.settings.sources import TomlFile
from desktop.settings.store import SettingsStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def written(path: Path, text: str | bytes) -> SettingsStore:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return SettingsStore(path)


def test_without_a_file_the_defaults_are_used_and_nothing_is_wrong(path: Path) -> None:
    store = SettingsStore(path)
    assert store.load() == ()
    assert store.settings == Settings()
    assert not path.parent.exists()


def test_what_was_set_is_there_after_saving_and_loading(path: Path) -> None:
    store = SettingsStore(path)
    store.load()
    store.set(options.CONNECTION_SERVER, "pbx.example.com")
    store.set(options.CONNECTION_PORT, 7001)
    store.set(options.CONNECTION_TLS, True)
    store.set(options.CALLS_SHORT_RING_SECONDS, 1.5)
    store.save()
    again = SettingsStore(path)
    assert again.load() == ()
    assert again.settings[options.CONNECTION_SERVER] == "pbx.example.com"
    assert again.settings[options.CONNECTION_PORT] == 7001
    assert again.settings[options.CONNECTION_TLS] is True
    assert again.settings[options.CALLS_SHORT_RING_SECONDS] == 1.5
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.toml"]  # no temporary file is left


def test_comments_unknown_keys_and_order_are_kept(path: Path) -> None:
    store = written(
        path, '# mine\n[future]\nkey = [1, 2] # later\n\n[connection] # office\nport = 1 # odd\nuser = "x"\n')
    assert store.load() == ()
    store.set(options.CONNECTION_PORT, 8800)
    store.set(options.APPEARANCE_THEME, "dark")
    store.save()
    assert path.read_text("utf-8") == (
        '# mine\n[future]\nkey = [1, 2] # later\n\n[connection] # office\nport = 8800 # odd\nuser = "x"\n'
        '\n[appearance]\ntheme = "dark"\n')


def test_a_bad_value_names_line_and_option_and_the_default_is_used(path: Path) -> None:
    store = written(path, '# top\n[connection]\nserver = "pbx"\nport = "many"\n\n[appearance]\ntheme = "pink"\n')
    problems = [str(problem) for problem in store.load()]
    assert problems == [
        ('settings.toml, line 4: connection.port = "many" is not right; it must be a number from 1 to 65535. '
         "8800 is used."),
        ('settings.toml, line 7: appearance.theme = "pink" is not right; it must be one of: "system", "light", "dark". '
         '"system" is used.')]
    assert store.settings[options.CONNECTION_SERVER] == "pbx"
    assert store.settings[options.CONNECTION_PORT] == 8800
    store.set(options.CONNECTION_SERVER, "new")
    store.save()
    assert 'port = "many"' in path.read_text("utf-8")  # the person's own, until they change it


def test_a_long_or_nested_bad_value_is_shortened_and_named(path: Path) -> None:
    store = written(path, f'[connection]\nserver = "{"a" * 300}"\n[connection.port]\nnumber = 1\n')
    first, second = (str(problem) for problem in store.load())
    assert "line 2" in first
    assert "…" in first
    assert len(first) < 250
    assert "connection.port = {'number': 1}" in second
    assert "line 3" in second


def test_a_misspelt_option_gets_a_hint_and_a_strange_one_none(path: Path) -> None:
    store = written(path, "[connection]\nprot = 1\nzzzzz = 2\n[other]\nthing = 3\n")
    assert [str(problem) for problem in store.load()] == [
        "settings.toml, line 2: there is no option connection.prot; connection.port may be meant."]


@pytest.mark.parametrize("text", [b"[connection\nport = 1", b"a = 1\na = 2", b"\xff\xfe = 1", b"x",
                                  b"a = " + b"[" * 5000])
def test_a_file_that_is_not_toml_is_kept_aside_and_nothing_is_lost(path: Path, text: bytes) -> None:
    store = written(path, text)
    for _ in range(2):  # who only reads, leaves it where it is
        (problem,) = store.load()
        assert str(problem).startswith(f"{path} cannot be read (")
        assert store.settings == Settings()
        assert path.read_bytes() == text
    store.set(options.CONNECTION_PORT, 1)
    store.save()
    assert path.with_name("settings.toml.broken-1").read_bytes() == text
    again = written(path, text)
    again.set(options.CONNECTION_PORT, 1)
    again.save()
    assert path.with_name("settings.toml.broken-2").read_bytes() == text


def test_a_byte_order_mark_is_no_harm(path: Path) -> None:
    store = written(path, b"\xef\xbb\xbf[connection]\nport = 9\n")
    assert store.load() == ()
    assert store.settings[options.CONNECTION_PORT] == 9


def test_what_somebody_wrote_meanwhile_is_kept_when_saving(path: Path) -> None:
    store = written(path, "[connection]\nport = 1\n")
    store.load()
    path.write_text('[connection]\nport = 1\nuser = "by hand"\n', "utf-8")
    store.set(options.CONNECTION_PORT, 2)
    store.save()
    assert path.read_text("utf-8") == '[connection]\nport = 2\nuser = "by hand"\n'


def test_what_somebody_broke_meanwhile_is_kept_aside_when_saving(path: Path) -> None:
    store = SettingsStore(path)
    store.set(options.CONNECTION_PORT, 2)
    written(path, "broken [")
    store.save()
    assert path.read_text("utf-8") == "[connection]\nport = 2\n"
    assert path.with_name("settings.toml.broken-1").read_text("utf-8") == "broken ["


@pytest.mark.parametrize("text", ["connection.port = 1\n", "connection = { port = 1 }\n", "connection = 5\n",
                                  "[connection]\nuser = 'x'\n[other]\na = 1\n[connection.sub]\nb = 2\n"])
def test_every_way_of_writing_a_table_can_be_saved_into(path: Path, text: str) -> None:
    store = written(path, text)
    store.load()
    store.set(options.CONNECTION_PORT, 4242)
    store.set(options.CONNECTION_USER, "me")
    store.save()
    again = SettingsStore(path)
    assert again.load() == ()
    assert again.settings[options.CONNECTION_PORT] == 4242
    assert again.settings[options.CONNECTION_USER] == "me"


def test_a_folder_in_the_files_place_is_said_and_the_defaults_are_used(path: Path) -> None:
    path.mkdir(parents=True)
    store = SettingsStore(path)
    (problem,) = store.load()
    assert "cannot be read" in str(problem)
    store.set(options.CONNECTION_PORT, 2)
    with pytest.raises(SettingError, match="cannot be read"):
        store.save()
    assert store.settings[options.CONNECTION_PORT] == 2


def test_a_file_in_the_folders_place_makes_saving_fail_with_a_sentence_and_can_be_tried_again(path: Path) -> None:
    path.parent.write_text("in the way")
    store = SettingsStore(path)
    store.set(options.CONNECTION_PORT, 2)
    with pytest.raises(SettingError, match="cannot be"):
        store.save()
    path.parent.unlink()
    store.save()
    assert "port = 2" in path.read_text("utf-8")


def test_a_broken_file_that_cannot_be_renamed_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = written(path, "broken [")

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    store.set(options.CONNECTION_PORT, 2)
    with pytest.raises(SettingError, match="Permission denied"):
        store.save()
    assert path.read_text("utf-8") == "broken ["


def test_saving_without_a_change_writes_nothing(path: Path) -> None:
    SettingsStore(path).save()
    assert not path.exists()


def test_a_linked_file_stays_a_link(path: Path, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("links need a privilege on Windows")
    real = tmp_path / "dotfiles.toml"
    real.write_text("[connection]\nport = 1\n", "utf-8")
    path.parent.mkdir()
    path.symlink_to(real)
    store = SettingsStore(path)
    store.load()
    store.set(options.CONNECTION_PORT, 2)
    store.save()
    assert path.is_symlink()
    assert "port = 2" in real.read_text("utf-8")


def test_a_policy_wins_and_marks_its_options_as_fixed(path: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[connection]\nserver = "pbx"\nport = 0\n', "utf-8")
    written(path, '[connection]\nserver = "mine"\nport = 5\n')
    store = SettingsStore(path, [TomlFile(policy)])
    (problem,) = store.load()
    assert str(problem).startswith("policy.toml, line 3: connection.port")
    assert store.settings[options.CONNECTION_SERVER] == "pbx"
    assert store.settings[options.CONNECTION_PORT] == 5
    assert store.settings.is_fixed(options.CONNECTION_SERVER)
    assert not store.settings.is_fixed(options.CONNECTION_PORT)
    with pytest.raises(SettingError, match="administrator"):
        store.set(options.CONNECTION_SERVER, "other")


def test_a_broken_policy_is_said_and_left_where_it_is(path: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("broken [", "utf-8")
    store = SettingsStore(path, [TomlFile(policy)])
    (problem,) = store.load()
    assert "policy" in str(problem)
    assert policy.read_text("utf-8") == "broken ["
    policy.unlink()
    assert store.load() == ()


def test_a_preset_holds_until_the_user_chooses_and_policies_stay_above(path: Path, tmp_path: Path) -> None:
    (tmp_path / "weak.toml").write_text('[connection]\nserver = "weak"\nstation = "199"\nuser = "all"\n', "utf-8")
    (tmp_path / "strong.toml").write_text('[connection]\nserver = "strong"\nport = 0\n', "utf-8")
    (tmp_path / "policy.toml").write_text('[connection]\nuser = "fixed"\n', "utf-8")
    presets = [TomlFile(tmp_path / "weak.toml"), TomlFile(tmp_path / "strong.toml")]
    written(path, '[connection]\nstation = "100"\n')
    store = SettingsStore(path, [TomlFile(tmp_path / "policy.toml")], presets)
    (problem,) = store.load()
    assert str(problem).startswith("strong.toml, line 3: connection.port")
    asked = (options.CONNECTION_SERVER, options.CONNECTION_STATION, options.CONNECTION_USER)
    assert [store.settings[option] for option in asked] == ["strong", "100", "fixed"]
    assert store.settings.fixed == {"connection.user"}
    store.set(options.CONNECTION_SERVER, "mine")
    store.save()
    again = SettingsStore(path, [], presets)
    again.load()
    assert again.settings[options.CONNECTION_SERVER] == "mine"
    assert "199" not in path.read_text("utf-8"), "what was not chosen is not written down"


def test_listeners_hear_of_each_change_once_and_until_they_end_it(path: Path) -> None:
    heard: list[tuple[int, frozenset[str]]] = []
    store = SettingsStore(path)
    end = store.subscribe(lambda settings, changed: heard.append((settings[options.CONNECTION_PORT], changed)))
    store.set(options.CONNECTION_PORT, 1)
    store.set(options.CONNECTION_PORT, 1)
    written(path, '[connection]\nport = 3\nuser = "u"\n')
    store.load()
    assert heard == [(1, frozenset({"connection.port"})), (1, frozenset({"connection.user"}))]  # what was set stays
    end()
    end()
    store.set(options.CONNECTION_PORT, 2)
    assert len(heard) == 2


PIECES = ["[connection]", "port = ", "1", '"x"', "\n", "[[", "]]", "connection", ".", "=", "{", "}", "#", "\ud800"]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES)).map("".join)))
def test_any_file_can_be_started_with(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "settings.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    store = SettingsStore(path)
    for problem in store.load():
        assert str(problem)
    store.set(options.CONNECTION_PORT, 4242)
    store.save()
    again = SettingsStore(path)
    again.load()
    assert again.settings[options.CONNECTION_PORT] == 4242


def test_what_the_writing_library_cannot_change_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> object:
        raise TOMLKitError("odd")

    monkeypatch.setattr(tomlkit, "parse", refuse)
    store = written(path, "")
    store.set(options.CONNECTION_PORT, 2)
    with pytest.raises(SettingError, match="edit it by hand: odd"):
        store.save()
