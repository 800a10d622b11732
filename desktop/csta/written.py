"""Functions written as Python source when they are first needed: straight code for one type, quicker than any loop.

The text is made from our own schema and classes alone; nothing from outside the program becomes part of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Text:
    """The text of one function and the names that it uses.

    :ivar names: what the text refers to.
    """

    def __init__(self, **names: Any) -> None:
        self.names: dict[str, Any] = names
        self._lines: list[str] = []

    def line(self, depth: int, text: str) -> None:
        """Add a line of the function's body; ``depth`` 1 is that of its statements."""
        self._lines.append("    " * depth + text)

    def name(self, value: Any) -> str:
        """Make a value known to the text; return its name, the same one for the same value."""
        for name, known in self.names.items():
            if known is value:
                return name
        name = f"d{len(self.names)}"
        self.names[name] = value
        return name

    def function(self, parameters: str, title: str) -> Callable[..., Any]:
        """The function; ``title`` stands in tracebacks where a file's name would."""
        text = f"def function({parameters}):\n" + "\n".join(self._lines)
        exec(compile(text, f"<{title}>", "exec"), self.names)  # noqa: S102 -- made of our own schema and classes
        function: Callable[..., Any] = self.names["function"]
        return function
