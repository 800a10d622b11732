"""Names, companies, suggestions and the line that says what will be dialled."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.contacts import Book, Contact, Number
from desktop.numbers import DialPlan
from desktop.station.lookup import Lookup
from desktop.station.names import BookNames

PLAN = DialPlan(country_code="49", area_code="89", trunk_code="0")
PEOPLE = [
    Contact("Anna Maier", "Lindenhof", (Number("100"),)),
    Contact("Jonas Weber", "Lindenhof", (Number("101"),)),
    Contact("Friedrich Weber", "Weber & Söhne", (Number("+493023125340"),)),
    Contact("", "Hotline AG", (Number("+498912345678"),)),
]


def lookup() -> Lookup:
    return Lookup(PLAN, BookNames(Book(PEOPLE, PLAN)), "100", lambda: datetime(2026, 11, 23, 9, 5, tzinfo=UTC))


def test_colleagues_come_first_and_only_others_have_a_company() -> None:
    entries = lookup().suggest("weber")
    assert [(entry.name, entry.number, entry.company) for entry in entries] == [
        ("Jonas Weber", "101", None),
        ("Friedrich Weber", "+493023125340", "Weber & Söhne"),
    ]


def test_a_company_without_a_person_is_its_own_name() -> None:
    (entry,) = lookup().suggest("hotline")
    assert (entry.name, entry.company) == ("Hotline AG", None)


def test_last_calls_are_suggested_newest_first_once_each() -> None:
    names = lookup()
    names.remember("101", outgoing=True)
    names.remember("+493023125340", outgoing=False)
    names.remember("101", outgoing=True)
    entries = names.suggest("")
    assert [(entry.number, str(entry.note), entry.source) for entry in entries] == [
        ("101", "called at 09:05", "recent"),
        ("+493023125340", "called you at 09:05", "recent"),
    ]
    assert len(names.suggest("3125")) == 1
    for number in range(200, 220):
        names.remember(str(number), outgoing=True)
    assert len(names.suggest("")) == 8


def test_what_will_be_dialled_shows_the_trunk_code_apart() -> None:
    preview = lookup().preview("030 23125340")
    assert (preview.dialled, preview.shown, preview.name, preview.external) == (
        "003023125340",
        "0 03023125340",
        "Friedrich Weber",
        True,
    )
    inside = lookup().preview("101,,77#")
    assert (inside.dialled, inside.shown, inside.tones, inside.external) == ("101", "101", 3, False)
    service = lookup().preview("*97")
    assert (service.dialled, service.shown, service.name) == ("*97", "*97", None)
    assert lookup().preview("?").problem is not None


def test_a_number_as_reported_finds_its_name() -> None:
    names = lookup()
    assert names.named("003023125340") == "Friedrich Weber"
    assert names.named("0089555123") == "+49 89 555123"
    assert names.named("x") == "x"
