"""Passwords, in the system's keyring, through one worker thread of their own.

A keyring may ask the user and block for minutes, so it is never called on the loop's thread nor in its default executor
(which would hold up the end of the program). Which keyring was chosen proves nothing: with a locked or half-installed
one only the first use fails. So every failure is one exception, and the caller asks for the password each time.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from desktop.sentences import Sentence

R = TypeVar("R")


class SecretsUnavailable(Exception):
    """The keyring cannot be used now; ``sentence`` says why. Ask for the password each time."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Keyring(Protocol):
    """What is asked of a keyring; every backend of the ``keyring`` library is one."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


def system_keyring() -> Keyring:
    """Return the system's keyring; slow (0.2 s), so only called in the worker thread."""
    import keyring

    return keyring.get_keyring()


class Secrets:
    """The passwords of links, one a server and user. Every method is a coroutine of the loop that calls it."""

    def __init__(self, backend: Callable[[], Keyring] = system_keyring) -> None:
        self._backend = backend
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def get(self, server: str, user: str) -> str | None:
        """Return the password for ``user`` at ``server`` ("host:port"); None when there is none.

        :raises SecretsUnavailable: the keyring cannot be used now.
        """
        return await self._work(lambda: self._backend().get_password(_service(server), _name(user)))

    async def set(self, server: str, user: str, password: str) -> None:
        """Keep ``password``, in place of any earlier one, and make sure that it was kept.

        :raises SecretsUnavailable: the keyring cannot be used now, or did not keep it.
        """
        def job() -> None:
            keyring = self._backend()
            service, name = _service(server), _name(user)
            # Windows copies the old password to a second entry, where it stays, unless it is deleted first.
            _delete(keyring, service, name)
            keyring.set_password(service, name, password)
            if keyring.get_password(service, name) != password:
                raise SecretsUnavailable(Sentence("The system's keyring did not keep the password."))

        await self._work(job, password)

    async def delete(self, server: str, user: str) -> None:
        """Forget the password, if there is one.

        :raises SecretsUnavailable: the keyring cannot be used now.
        """
        await self._work(lambda: _delete(self._backend(), _service(server), _name(user)))

    def close(self) -> None:
        """End the worker thread after its present job, without waiting for it; later calls start a new one."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread = None
            self._jobs = queue.SimpleQueue()

    async def _work(self, job: Callable[[], R], password: str = "") -> R:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[R] = loop.create_future()

        def settle(result: Callable[[], None]) -> None:
            if not done.done():
                result()

        def run() -> None:
            try:
                value = job()
            except Exception as error:  # noqa: BLE001 - backends raise their D-Bus and Windows errors as they come
                failure = _unavailable(error, password)
                _tell(loop, lambda: settle(lambda: done.set_exception(failure)))
            else:
                _tell(loop, lambda: settle(lambda: done.set_result(value)))

        if self._thread is None:
            self._thread = threading.Thread(target=_serve, args=(self._jobs,), name="deskline-secrets", daemon=True)
            self._thread.start()
        self._jobs.put(run)
        return await done


def _serve(jobs: queue.SimpleQueue[Callable[[], None] | None]) -> None:
    while (job := jobs.get()) is not None:
        job()


def _tell(loop: asyncio.AbstractEventLoop, callback: Callable[[], None]) -> None:
    try:
        loop.call_soon_threadsafe(callback)
    except RuntimeError:  # the loop was closed while the keyring waited for its user: nobody listens any more
        return


def _unavailable(error: Exception, password: str) -> SecretsUnavailable:
    if isinstance(error, SecretsUnavailable):
        return error
    reason = str(error) or type(error).__name__
    if password:
        reason = reason.replace(password, "•••")
    return SecretsUnavailable(Sentence("The system's keyring cannot be used ({reason}).", reason=reason))


def _delete(keyring: Keyring, service: str, name: str) -> None:
    if keyring.get_password(service, name) is not None:
        keyring.delete_password(service, name)


def _service(server: str) -> str:
    return f"Deskline {server}"


def _name(user: str) -> str:
    return user or "-"  # Windows and some others take no empty user name
