"""The official ASN.1 modules as text: names and numbers of their enumerations, to compare ours with."""

from __future__ import annotations

import re
from pathlib import Path


class Modules:
    """The folder ``reference/ecma-285`` of the evidence."""

    def __init__(self, evidence: Path) -> None:
        self._folder = evidence / "reference" / "ecma-285"
        self.operations = [
            line.split("\t") for line in (evidence / "reference" / "operations.tsv").read_text("utf-8").splitlines()[1:]
        ]
        """Rows of operations.tsv: name, code, argument, result, module's file."""

    def text(self, file: str) -> str:
        """A module without its comments."""
        return re.sub(r"--.*", "", (self._folder / file).read_text("utf-8"))

    def named(self, file: str, name: str) -> dict[int, str]:
        """Number -> name of the ENUMERATED or BIT STRING that is declared as type or member ``name``."""
        found = re.search(
            rf"\b{name}\s*(?:::=)?\s*(?:\[[^\]]*\]\s*)?(?:IMPLICIT\s+)?(?:ENUMERATED|BIT STRING)\s*\{{([^}}]*)\}}",
            self.text(file),
        )
        assert found, f"{file} declares no {name}"
        return {int(number): word for word, number in re.findall(r"([a-zA-Z][\w-]*)\s*\(\s*(\d+)\s*\)", found[1])}

    def members(self, file: str, name: str) -> list[str]:
        """Names of the members of the SEQUENCE ``name``, in order."""
        body = self.text(file).split(f"{name} ::=", 1)[1]
        start = body.index("{")
        depth, at = 1, start + 1
        names: list[str] = []
        fresh = True
        while depth:
            character = body[at]
            if character == "{":
                depth += 1
            elif character == "}":
                depth -= 1
            elif character == "," and depth == 1:
                fresh = True
            elif fresh and depth == 1 and character.isalpha():
                word = re.match(r"[\w-]+", body[at:])
                assert word
                names.append(word[0])
                fresh = False
                at += len(word[0]) - 1
            at += 1
        return names
