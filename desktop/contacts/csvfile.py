"""Contacts files: CSV as spreadsheets and telephone systems export it, with English or German headings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.contacts.book import Contact, Kind, Number
from desktop.contacts.folding import asked, words
from desktop.numbers import DialPlan
from desktop.sentences import Sentence

MOST_PROBLEMS = 100
"""So many bad lines are told; of the others only how many they are."""
LONGEST_CELL = 200
"""A forgotten quotation mark makes one cell of the rest of a file."""

_PARTS: dict[str, str] = {
    **dict.fromkeys(("name", "displayname", "fullname", "anzeigename", "vollername"), "name"),
    **dict.fromkeys(("firstname", "givenname", "vorname"), "first"),
    **dict.fromkeys(("lastname", "surname", "familyname", "nachname", "familienname"), "last"),
    **dict.fromkeys(("company", "organisation", "organization", "firma", "unternehmen"), "company"),
    **dict.fromkeys(("kind", "type", "art", "typ"), "kind"),
}
_NUMBERS: dict[str, Kind] = {
    **dict.fromkeys(("number", "phone", "telephone", "phonenumber", "nummer", "telefon", "rufnummer", "telefonnummer"),
                    "other"),
    **dict.fromkeys(("extension", "internal", "nebenstelle", "durchwahl", "intern"), "internal"),
    **dict.fromkeys(("business", "businessphone", "work", "workphone", "buero", "geschaeftlich",
                     "telefongeschaeftlich"), "work"),
    **dict.fromkeys(("mobile", "mobilephone", "cell", "cellphone", "mobil", "handy", "mobiltelefon"), "mobile"),
    **dict.fromkeys(("home", "homephone", "private", "privat", "telefonprivat"), "home"),
    **dict.fromkeys(("fax", "businessfax", "telefax"), "fax"),
}
_KINDS: dict[str, Kind] = {**_NUMBERS, "other": "other", "sonstige": "other", "firma": "work", "beruflich": "work"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gave."""

    contacts: tuple[Contact, ...]
    problems: tuple[Sentence, ...]
    """What could not be used, with line numbers (from 1, the heading included); none of it stops the rest."""


@dataclass(frozen=True, slots=True)
class _Columns:
    parts: dict[str, int]
    """Which column holds name, first, last, company."""
    numbers: tuple[tuple[int, Kind, int | None], ...]
    """Each number column: where, of which kind by its heading, and where its kind stands."""


def load(path: Path, plan: DialPlan) -> Loaded:
    """Read the contacts file at ``path``, whose numbers are as people at ``plan``'s place write them; never raises."""
    try:
        return parse(path.read_bytes(), plan)
    except OSError as error:
        return Loaded((), (Sentence("The contacts file {file} cannot be read: {reason}",
                                    file=path, reason=error.strerror or error),))


def parse(data: bytes, plan: DialPlan) -> Loaded:
    """Read a contacts file's octets; never raises.

    UTF-8, UTF-16 (with its mark) or Windows' code page; separated by semicolon, comma or tab. The first line names the
    columns: name (or first and last name), company, number, number2 ... with kind, kind2 ..., or phone, mobile, fax ...
    """
    text = _decoded(data)
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=lambda sign: re.sub(r'"[^"]*"', "", heading).count(sign))
    contacts: list[Contact] = []
    problems: list[Sentence] = []
    columns: _Columns | None = None
    for line, row in _rows(text, delimiter, problems):
        if columns is None:
            columns = _columns(row)
            if not columns.numbers or not columns.parts:
                return Loaded((), (Sentence(
                    "Line {line}: the contacts file needs a heading with at least name (or company) and number.",
                    line=line),))
            continue
        contact, trouble = _contact(row, columns, plan, line)
        problems.extend(trouble)
        if contact is not None:
            contacts.append(contact)
    if len(problems) > MOST_PROBLEMS:
        rest = len(problems) - MOST_PROBLEMS
        problems[MOST_PROBLEMS:] = [Sentence("{count} more lines could not be used.", count=rest)]
    return Loaded(tuple(contacts), tuple(problems))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _rows(text: str, delimiter: str, problems: list[Sentence]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Sentence("Line {line} cannot be read: {reason}", line=line, reason=error))
            continue
        if any(cell.strip() for cell in row):
            yield line, row


def _columns(row: Sequence[str]) -> _Columns:
    parts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    numbers: list[tuple[int, Kind, str]] = []
    for place, cell in enumerate(row):
        heading = "".join(map(asked, words(cell.replace("_", " "))))
        base = heading.rstrip("0123456789")
        suffix = heading[len(base):]
        part = _PARTS.get(base)
        if part == "kind":
            kinds.setdefault(suffix, place)
        elif part is not None:
            parts.setdefault(part, place)
        elif base in _NUMBERS:
            numbers.append((place, _NUMBERS[base], suffix))
    return _Columns(parts, tuple((place, kind, kinds.get(suffix) if kind == "other" else None)
                                 for place, kind, suffix in numbers))


def _contact(
        row: Sequence[str], columns: _Columns, plan: DialPlan, line: int) -> tuple[Contact | None, list[Sentence]]:
    cells = {part: _cell(row, place) for part, place in columns.parts.items()}
    name = cells.get("name") or " ".join(filter(None, (cells.get("first"), cells.get("last"))))
    company = cells.get("company", "")
    if not name and not company:
        return None, [Sentence("Line {line}: there is no name.", line=line)]
    numbers: list[Number] = []
    problems: list[Sentence] = []
    for place, kind, kind_place in columns.numbers:
        text = _cell(row, place)
        if not text:
            continue
        stored = plan.dialled(text).stored
        if stored is None:
            # A PIN may stand after a comma: what is told stops there.
            problems.append(Sentence("Line {line}: \"{text}\" is not a telephone number.",
                                     line=line, text=text.partition(",")[0][:40]))
            continue
        numbers.append(Number(stored, _kind(kind if kind_place is None else _cell(row, kind_place), stored, plan)))
    if not numbers and not problems:
        problems.append(Sentence("Line {line}: {name} has no number.", line=line, name=name or company))
    return (Contact(name, company, tuple(numbers)) if numbers else None), problems


def _cell(row: Sequence[str], place: int) -> str:
    return " ".join(row[place].split())[:LONGEST_CELL] if place < len(row) else ""


def _kind(text: str, stored: str, plan: DialPlan) -> Kind:
    kind = _KINDS.get("".join(map(asked, words(text))), "other")
    return "internal" if kind == "other" and plan.is_internal(stored) else kind
