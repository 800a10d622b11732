"""The last refusal, until it is dismissed or the next action succeeds; and how every action of the window starts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.sentences import Sentence
from desktop.viewmodels.ports import Run, Translate


class NoticeViewModel(QObject):
    """One sentence that a person should read, or none."""

    changed = Signal()

    def __init__(self, tr: Translate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tr = tr
        self._text = ""

    @property
    def text(self) -> str:
        """What to show; empty when there is nothing."""
        return self._text

    def show(self, sentence: Sentence | str) -> None:
        """Show ``sentence`` in place of what was shown before; a plain string is shown as it is."""
        self._set(self._tr(sentence) if isinstance(sentence, Sentence) else sentence)

    def show_all(self, sentences: Iterable[Sentence]) -> None:
        """Show several at once, each on a line of its own."""
        self._set("\n".join(self._tr(sentence) for sentence in sentences))

    def dismiss(self) -> None:
        """The person has read it."""
        self._set("")

    def succeeded(self) -> None:
        """An action was accepted: what was refused before is of no interest any more."""
        self._set("")

    def _set(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.changed.emit()


class Actions:
    """Starts what a click asks for: through ``run``, and with success clearing the notice."""

    def __init__(self, run: Run, notices: NoticeViewModel) -> None:
        self._run = run
        self.notices = notices

    def start(
        self, key: str, begin: Callable[[], Coroutine[Any, Any, object]], done: Callable[[], None] | None = None
    ) -> bool:
        """Start the coroutine that ``begin`` makes, and call ``done`` when it was accepted.

        :param key: while one with the same key is pending nothing is started.
        :return: whether it was started.
        """
        return self._run(key, self._follow(begin, done))

    async def _follow(self, begin: Callable[[], Coroutine[Any, Any, object]], done: Callable[[], None] | None) -> None:
        await begin()
        self.notices.succeeded()
        if done is not None:
            done()
