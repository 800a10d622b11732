"""The templates for Group Policy and the table of options are the same thing, in every language."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from desktop.settings.options import OPTIONS, TABLES, Option
from desktop.settings.sources import POLICIES, RegistryKey
from desktop.settings.templates import LANGUAGES, adml, admx
from desktop.translation import LANGUAGES as SPOKEN
from desktop.translation import translator

SPACE = {"": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def definitions() -> ET.Element:
    return ET.fromstring(admx())


@pytest.fixture(scope="module", params=sorted(LANGUAGES))
def words(request: pytest.FixtureRequest) -> ET.Element:
    return ET.fromstring(adml(translator(LANGUAGES[request.param])))


def policies(definitions: ET.Element, option: Option[Any]) -> list[ET.Element]:
    """The policies that write this option's value, by their keys."""
    return [
        policy
        for policy in definitions.iterfind("policies/policy", SPACE)
        if option.policy_key in (policy.get("valueName"), *(one.get("valueName") for one in policy.iter()))
    ]


def written(policy: ET.Element) -> Iterator[object]:
    """What an administrator can make it write, at least and at most."""
    for tag in ("enabledValue/decimal", "disabledValue/decimal"):
        yield from (int(one.get("value", "")) for one in policy.iterfind(tag, SPACE))
    for one in policy.iterfind("elements/decimal", SPACE):
        yield int(one.get("minValue", ""))
        yield int(one.get("maxValue", ""))
    yield from (one.text for one in policy.iterfind("elements/enum/item/value/string", SPACE))
    if policy.find("elements/text", SPACE) is not None:
        yield ""


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_can_be_fixed_and_preset(definitions: ET.Element, option: Option[Any]) -> None:
    found = policies(definitions, option)
    assert [policy.get("key") for policy in found] == [POLICIES, rf"{POLICIES}\Preset"]
    assert {policy.get("class") for policy in found} == {"Both"}
    for policy in found:
        values = list(written(policy))
        assert values, "it writes nothing"
        assert len(values) == len(set(values))
        for value in values:
            read = RegistryKey("HKEY_LOCAL_MACHINE", "X", lambda *_, value=value: {option.policy_key: value}).read()
            if option.kind is str and not option.choices and read.problems:
                continue  # a text box takes any text; what is wrong with it is said when it is read
            assert read.problems == ()
            assert option.name in read.values


def test_there_is_nothing_else(definitions: ET.Element) -> None:
    assert len(definitions.findall("policies/policy", SPACE)) == 2 * len(OPTIONS)
    names = [policy.get("name") for policy in definitions.iterfind("policies/policy", SPACE)]
    assert len(names) == len(set(names))


def test_every_table_has_a_title() -> None:
    assert list(TABLES) == list(dict.fromkeys(option.name.partition(".")[0] for option in OPTIONS))


def test_policies_stand_in_categories_that_are_there(definitions: ET.Element) -> None:
    categories = {one.get("name") for one in definitions.iterfind("categories/category", SPACE)}
    wanted = {one.get("ref") for one in definitions.iter(f"{{{SPACE['']}}}parentCategory")}
    assert wanted <= categories
    assert categories == wanted, "an empty category"


def test_every_word_is_there_once(definitions: ET.Element, words: ET.Element) -> None:
    values = [value for element in definitions.iter() for value in element.attrib.values()]
    for kind, place in (("string", "stringTable/string"), ("presentation", "presentationTable/presentation")):
        asked = [name for value in values for name in re.findall(rf"\$\({kind}\.(\w+)\)", value)]
        there = [str(one.get("id")) for one in words.iterfind(f"resources/{place}", SPACE)]
        assert set(asked) == set(there)
        assert len(there) == len(set(there))
    assert all(one.text for one in words.iterfind("resources/stringTable/string", SPACE))


def test_a_presentation_shows_the_element_of_its_policy(
    definitions: ET.Element, words: ET.Element
) -> None:
    kinds = {"text": "textBox", "decimal": "decimalTextBox", "enum": "dropdownList"}
    elements = {
        str(one.get("id")): kinds[one.tag.rpartition("}")[2]]
        for policy in definitions.iterfind("policies/policy/elements", SPACE)
        for one in policy
    }
    shown = {
        str(one.get("refId")): one.tag.rpartition("}")[2]
        for presentation in words.iterfind("resources/presentationTable/presentation", SPACE)
        for one in presentation
    }
    assert shown == elements


def test_every_language_has_its_words() -> None:
    assert set(LANGUAGES.values()) == set(SPOKEN)
    english, german = (adml(translator(language)) for language in ("en", "de"))
    assert "Address of the telephone system" in english
    assert "Address of the telephone system" not in german


def test_the_script_writes_them(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "installer" / "policies"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        str(tmp_path / name) for name in ("Deskline.admx", "en-US/Deskline.adml", "de-DE/Deskline.adml")
    ]
    assert ET.parse(tmp_path / "Deskline.admx").getroot().tag.endswith("policyDefinitions")
    assert "Telefonanlage" in (tmp_path / "de-DE" / "Deskline.adml").read_text("utf-8")
