"""Templates for Group Policy and Intune (ADMX, ADML), made from the table of options: what is added there appears here.

Each option stands in them twice: to be fixed, and under "Presets" to be decided until the user chooses otherwise
(:mod:`desktop.settings.sources` has the keys). The form is that of Microsoft's "Administrative Template Files (ADMX)
Syntax", schema version 1.0.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from desktop.sentences import Sentence
from desktop.settings.options import OPTIONS, TABLES, Option
from desktop.settings.sources import POLICIES
from desktop.translation import Translator

LANGUAGES: Mapping[str, str] = {"en-US": "en", "de-DE": "de"}
"""Folders of ADML files, and the language in each."""
_DEFINITIONS = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"
_NAMESPACE = "Deskline.Policies.Deskline"
_LARGEST = 2**32 - 1
_FIX = Sentence(
    "Enabled: the users get this value and cannot change it. Not configured: the users choose for themselves."
)
_PRESET = Sentence(
    "Enabled: this value holds until a user chooses another one. Not configured: the program's own default holds."
)
_SWITCH = Sentence("Disabled: as enabled, with the value no.")


@dataclass(frozen=True, slots=True)
class _Policy:
    """An option, to be fixed or preset."""

    option: Option[Any]
    preset: bool

    @property
    def name(self) -> str:
        return self.option.name.replace(".", "_") + ("_preset" if self.preset else "")

    @property
    def category(self) -> str:
        return self.option.name.partition(".")[0] + ("_presets" if self.preset else "")

    @property
    def key(self) -> str:
        return rf"{POLICIES}\Preset" if self.preset else POLICIES


def _policies() -> Iterator[_Policy]:
    for preset in (False, True):
        for option in OPTIONS:
            yield _Policy(option, preset)


def admx() -> str:
    """Return Deskline.admx: which policies there are and what they write into the registry."""
    root = ET.Element("policyDefinitions", xmlns=_DEFINITIONS, revision="1.0", schemaVersion="1.0")
    namespaces = ET.SubElement(root, "policyNamespaces")
    ET.SubElement(namespaces, "target", prefix="deskline", namespace=_NAMESPACE)
    ET.SubElement(root, "resources", minRequiredRevision="1.0")
    supported = ET.SubElement(ET.SubElement(root, "supportedOn"), "definitions")
    ET.SubElement(supported, "definition", name="windows10", displayName="$(string.windows10)")
    categories = ET.SubElement(root, "categories")
    ET.SubElement(categories, "category", name="deskline", displayName="$(string.deskline)")
    _category(categories, "presets", "deskline")
    for suffix, parent in (("", "deskline"), ("_presets", "presets")):
        for table in TABLES:
            _category(categories, table + suffix, parent, text=table)
    policies = ET.SubElement(root, "policies")
    for policy in _policies():
        _policy(policies, policy)
    return _written(root)


def _category(above: ET.Element, name: str, parent: str, *, text: str | None = None) -> None:
    element = ET.SubElement(above, "category", name=name, displayName=f"$(string.{text or name})")
    ET.SubElement(element, "parentCategory", ref=parent)


def _policy(above: ET.Element, policy: _Policy) -> None:
    option, name = policy.option, policy.name
    element = ET.SubElement(
        above,
        "policy",
        {
            "name": name,
            "class": "Both",
            "displayName": f"$(string.{name})",
            "explainText": f"$(string.{name}_help)",
            "key": policy.key,
        }
        | ({"valueName": option.policy_key} if option.kind is bool else {"presentation": f"$(presentation.{name})"}),
    )
    ET.SubElement(element, "parentCategory", ref=policy.category)
    ET.SubElement(element, "supportedOn", ref="windows10")
    if option.kind is bool:
        for tag, value in (("enabledValue", "1"), ("disabledValue", "0")):
            ET.SubElement(ET.SubElement(element, tag), "decimal", value=value)
        return
    elements = ET.SubElement(element, "elements")
    attributes = {"id": name, "valueName": option.policy_key, "required": "true"}
    if option.choices:
        enum = ET.SubElement(elements, "enum", attributes)
        for index, choice in _choices(option):
            item = ET.SubElement(enum, "item", displayName=f"$(string.{name}_{index})")
            ET.SubElement(ET.SubElement(item, "value"), "string").text = str(choice)
    elif option.kind is str:
        ET.SubElement(elements, "text", attributes)
    else:
        least = 0 if option.minimum is None else math.ceil(option.minimum)
        most = _LARGEST if option.maximum is None else math.floor(option.maximum)
        ET.SubElement(elements, "decimal", attributes, minValue=str(least), maxValue=str(most))


def _choices(option: Option[Any]) -> Iterator[tuple[int, Any]]:
    """The choices that can be made: an empty text is "not chosen", as which a policy is not configured."""
    return ((index, choice) for index, choice in enumerate(option.choices) if choice != "")


def adml(tr: Translator) -> str:
    """Return Deskline.adml: the words of :func:`admx` in a language."""
    root = ET.Element("policyDefinitionResources", xmlns=_DEFINITIONS, revision="1.0", schemaVersion="1.0")
    ET.SubElement(root, "displayName").text = "Deskline"
    ET.SubElement(root, "description").text = tr(Sentence("Settings of Deskline, the telephone on the desk."))
    resources = ET.SubElement(root, "resources")
    strings = ET.SubElement(resources, "stringTable")
    presentations = ET.SubElement(resources, "presentationTable")
    words = {
        "deskline": "Deskline",
        "presets": tr(Sentence("Presets (the users may change them)")),
        "windows10": tr(Sentence("Windows 10 and newer")),
        **{table: tr(title) for table, title in TABLES.items()},
    }
    for policy in _policies():
        words |= _words(policy, tr)
        if policy.option.kind is not bool:
            _presentation(presentations, policy, tr)
    for name, text in words.items():
        ET.SubElement(strings, "string", id=name).text = text
    return _written(root)


def _words(policy: _Policy, tr: Translator) -> dict[str, str]:
    option, name = policy.option, policy.name
    meaning = tr(_PRESET if policy.preset else _FIX)
    if option.kind is bool:
        meaning, form = f"{meaning} {tr(_SWITCH)}", tr(_default(option))
    else:
        form = f"{tr(Sentence('It must be {right}.', right=option.right))} {tr(_default(option))}"
    texts = {name: tr(option.sentence), f"{name}_help": f"{tr(option.sentence)}.\n\n{meaning}\n\n{form}"}
    return texts | {f"{name}_{index}": str(choice) for index, choice in _choices(option)}


def _default(option: Option[Any]) -> Sentence:
    if option.default == "":
        return Sentence("The default is empty.")
    if option.kind is bool:
        return Sentence("The default is yes.") if option.default else Sentence("The default is no.")
    shown = option.default if option.kind is str else f"{option.default:g}"
    return Sentence("The default is {default}.", default=shown)


def _presentation(above: ET.Element, policy: _Policy, tr: Translator) -> None:
    option, name = policy.option, policy.name
    label = tr(option.sentence) + ":"
    presentation = ET.SubElement(above, "presentation", id=name)
    if option.choices:
        place = next((index for index, (_, choice) in enumerate(_choices(option)) if choice == option.default), 0)
        shown = ET.SubElement(presentation, "dropdownList", refId=name, noSort="true", defaultItem=str(place))
        shown.text = label
    elif option.kind is str:
        box = ET.SubElement(presentation, "textBox", refId=name)
        ET.SubElement(box, "label").text = label
        ET.SubElement(box, "defaultValue").text = option.default
    else:
        shown = ET.SubElement(presentation, "decimalTextBox", refId=name, defaultValue=str(int(option.default)))
        shown.text = label


def _written(root: ET.Element) -> str:
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, "unicode")}\n'
