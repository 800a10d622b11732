"""Contacts files as spreadsheets and telephone systems export them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import assets
from desktop.contacts import Contact, Number, load
from desktop.contacts.csvfile import parse
from desktop.numbers import DialPlan

PLAN = DialPlan("49", "89", "0", 2, 4)
SOMMER = Contact("Petra Sömmer", "Nordlicht GmbH", (Number("+494066969210", "work"), Number("101", "internal")))


@pytest.mark.parametrize("text", [
    "name,company,number,kind,number2,kind2\nPetra Sömmer,Nordlicht GmbH,040 66969 210,work,101,internal\n",
    "Name;Firma;Nummer;Art;Nummer 2;Art 2\r\nPetra Sömmer;Nordlicht GmbH;040/66969210;geschäftlich;101;\r\n",
    "Vorname\tNachname\tFirma\tGeschäftlich\tNebenstelle\nPetra\tSömmer\tNordlicht GmbH\t+49 (0)40 66969-210\t101",
    ('\n\n"Name","Organisation","Business Phone","Extension"\n'
     '"Petra  Sömmer","Nordlicht GmbH","0049 40 66969210","101"\n\n'),
])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_headings_separators_and_encodings(text: str, encoding: str) -> None:
    loaded = parse(text.encode(encoding), PLAN)
    assert loaded.contacts == (SOMMER,)
    assert loaded.problems == ()


def test_a_cell_may_have_separators_quotes_and_lines() -> None:
    loaded = parse(b'name,company,number\n"Maier, ""Anna""","Two\nLines",100\nB,,\n', PLAN)
    assert loaded.contacts == (Contact('Maier, "Anna"', "Two Lines", (Number("100", "internal"),)),)
    assert [str(problem) for problem in loaded.problems] == ["Line 4: B has no number."]


def test_bad_lines_are_told_by_their_number_and_the_rest_is_used() -> None:
    loaded = parse(b"name,company,number,mobile\nA,,101,\n,,102,\nB,,what?,\n\nC,,nonsense,103\n,Shop,104\nD\n", PLAN)
    assert [(contact.title, contact.numbers) for contact in loaded.contacts] == [
        ("A", (Number("101", "internal"),)), ("C", (Number("103", "mobile"),)), ("Shop", (Number("104", "internal"),))]
    assert [str(problem) for problem in loaded.problems] == [
        "Line 3: there is no name.", 'Line 4: "what?" is not a telephone number.',
        'Line 6: "nonsense" is not a telephone number.', "Line 8: D has no number."]


def test_a_pin_behind_a_comma_is_not_told() -> None:
    loaded = parse(b'name;number\nA;0x89,4711\nB;0891234567,,4711#\n', PLAN)
    assert [str(problem) for problem in loaded.problems] == ['Line 2: "0x89" is not a telephone number.']
    assert "4711" not in repr(loaded)
    assert loaded.contacts[0].numbers[0].stored == "+49891234567"


@pytest.mark.parametrize("data", [b"Anna,101\nB,102\n", b"name,company\nAnna,X\n", b"\x00\x01\x02"])
def test_without_a_heading_the_file_is_refused_with_a_sentence(data: bytes) -> None:
    loaded = parse(data, PLAN)
    assert loaded.contacts == ()
    assert [str(problem) for problem in loaded.problems] == [
        "Line 1: the contacts file needs a heading with at least name (or company) and number."]


def test_an_empty_file_has_no_contacts() -> None:
    assert parse(b"", PLAN) == parse(b"\xef\xbb\xbf\n\n", PLAN)
    assert parse(b"", PLAN).problems == ()


def test_many_bad_lines_are_counted() -> None:
    loaded = parse(b"name,number\n" + b"X,y?\n" * 250, PLAN)
    assert len(loaded.problems) == 101
    assert str(loaded.problems[-1]) == "150 more lines could not be used."


def test_a_forgotten_quotation_mark_is_told_and_ends_the_file_at_worst() -> None:
    loaded = parse(b'name,number\nA,101\n"B,102\n' + b"C,103\n" * 50_000, PLAN)
    assert loaded.contacts[0].name == "A"
    assert "Line 3" in str(loaded.problems[0])


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.csv"):
        loaded = load(path, PLAN)
        assert loaded.contacts == ()
        assert "cannot be read" in str(loaded.problems[0])


def test_the_demo_company_is_whole() -> None:
    loaded = load(assets.path("demo", "contacts.csv"), DialPlan())
    assert loaded.problems == ()
    internal = {number.stored: contact for contact in loaded.contacts for number in contact.numbers
                if number.kind == "internal"}
    assert internal["100"].name == "Anna Maier"
    assert internal["101"].name == "Jonas Weber"
    assert len([number for number in internal if number.startswith("1")]) >= 12
    assert len(loaded.contacts) - len(internal) >= 10
    assert not {"110", "112"} & set(internal)  # call-model rule 10: these are emergency numbers, never a colleague
    # Outside numbers are from the ranges that the Bundesnetzagentur keeps for films: nobody can be disturbed.
    drama = ("+493023125", "+496990009", "+494066969", "+492214710", "+498999998")
    outside = [number.stored for contact in loaded.contacts for number in contact.numbers if number.kind != "internal"]
    assert all(number.startswith(drama) for number in outside)


@given(st.one_of(st.binary(max_size=300), st.text('name,number;"\n\r\t01 ä', max_size=200).map(str.encode)))
def test_any_octets_are_read_or_told(data: bytes) -> None:
    for loaded in (parse(data, PLAN), parse(b"name,number\n" + data, PLAN)):
        assert all(contact.title and contact.numbers for contact in loaded.contacts)
        assert all(str(problem) for problem in loaded.problems)
