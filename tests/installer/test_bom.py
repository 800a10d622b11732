"""The bill of materials is complete, and the same for the same commit. CycloneDX' schema is installer/bills'."""

from __future__ import annotations

from installer.bom import bom
from installer.thirdparty import Component

PART = Component("icu", "73", "Unicode-3.0", (), "pkg:generic/icu@73")
QT = Component("pyside6", "6.11.3", "LGPL-3.0-only OR GPL-3.0-only", (), "pkg:pypi/pyside6@6.11.3", (PART,))
ODD = Component("xz", "5", "LicenseRef-public-domain", (), "pkg:deb/debian/xz@5")


def test_the_same_commit_gives_the_same_document() -> None:
    assert bom([QT], 1_700_000_000) == bom([QT], 1_700_000_000)
    assert bom([QT], 1_700_000_000)["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"


def test_another_content_has_another_serial_number() -> None:
    assert bom([QT], 0)["serialNumber"] != bom([QT, ODD], 0)["serialNumber"]
    assert bom([QT], 0)["serialNumber"].startswith("urn:uuid:")


def test_what_is_carried_stands_in_its_carrier() -> None:
    document = bom([QT, ODD], 0)
    assert [one["name"] for one in document["components"]] == ["pyside6", "xz"]
    assert [one["name"] for one in document["components"][0]["components"]] == ["icu"]
    assert document["dependencies"][0]["dependsOn"] == [QT.purl, ODD.purl]


def test_licences_are_identifiers_or_expressions() -> None:
    pyside, odd = bom([QT, ODD], 0)["components"]
    assert pyside["licenses"] == [{"expression": "LGPL-3.0-only OR GPL-3.0-only"}]
    assert pyside["components"][0]["licenses"] == [{"license": {"id": "Unicode-3.0"}}]
    assert odd["licenses"] == [{"expression": "LicenseRef-public-domain"}]


def test_what_two_carry_has_two_references_and_one_name() -> None:
    other = Component("icu4c", "1", "MIT", (), "pkg:generic/icu4c@1", (PART,))
    carried = [one["components"][0] for one in bom([QT, other], 0)["components"]]
    assert {one["purl"] for one in carried} == {PART.purl}
    assert len({one["bom-ref"] for one in carried}) == 2


def test_a_version_that_nothing_tells_is_left_out() -> None:
    (listed,) = bom([Component("libffi", "", "MIT", (), "pkg:generic/libffi")], 0)["components"]
    assert "version" not in listed
