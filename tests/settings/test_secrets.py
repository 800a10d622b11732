"""Passwords: through the keyring, in a thread of their own, every failure one exception."""

from __future__ import annotations

import asyncio
import threading

import keyring.errors
import pytest

from desktop.settings.secrets import Secrets, SecretsUnavailable, system_keyring


class Memory:
    """A keyring in memory that notes what was asked of it, by which thread."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []
        self.threads: set[str] = set()

    def get_password(self, service: str, username: str) -> str | None:
        self._note("get")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._note("set")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._note("delete")
        del self.kept[service, username]

    def _note(self, what: str) -> None:
        self.asked.append(what)
        self.threads.add(threading.current_thread().name)


class Forgetful(Memory):
    def set_password(self, service: str, username: str, password: str) -> None:
        self._note("set")


class Failing(Memory):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error


class Blocking(Memory):
    """Waits for its user before it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.asking = threading.Event()
        self.answer = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asking.set()
        self.answer.wait(10)
        return "late"


@pytest.mark.real_time
async def test_a_password_is_kept_found_and_forgotten_under_the_links_own_name() -> None:
    backend = Memory()
    secrets = Secrets(lambda: backend)
    assert await secrets.get("pbx:8800", "anna") is None
    await secrets.set("pbx:8800", "anna", "geheim")
    assert backend.kept == {("Deskline pbx:8800", "anna"): "geheim"}
    assert await secrets.get("pbx:8800", "anna") == "geheim"
    assert await secrets.get("pbx:7001", "anna") is None
    await secrets.delete("pbx:8800", "anna")
    await secrets.delete("pbx:8800", "anna")
    assert backend.kept == {}
    assert backend.threads == {"deskline-secrets"}
    secrets.close()


@pytest.mark.real_time
async def test_an_old_password_is_deleted_before_the_new_one_is_set() -> None:
    backend = Memory()
    secrets = Secrets(lambda: backend)
    await secrets.set("pbx:8800", "", "old")
    backend.asked.clear()
    await secrets.set("pbx:8800", "", "new")
    assert backend.asked.index("delete") < backend.asked.index("set")
    assert list(backend.kept.values()) == ["new"]
    secrets.close()


@pytest.mark.real_time
@pytest.mark.parametrize("error", [
    keyring.errors.NoKeyringError("no backend"), keyring.errors.KeyringLocked("locked"),
    keyring.errors.InitError("Prompt dismissed"), OSError(1783, "The stub received bad data"), RuntimeError(),
])
async def test_every_failure_is_one_exception_with_a_sentence(error: Exception) -> None:
    secrets = Secrets(lambda: Failing(error))
    for ask in (secrets.get("pbx:8800", "anna"), secrets.delete("pbx:8800", "anna")):
        with pytest.raises(SecretsUnavailable) as caught:
            await ask
        assert (str(error) or "RuntimeError") in str(caught.value.sentence)
    secrets.close()


@pytest.mark.real_time
async def test_a_failure_does_not_repeat_the_password() -> None:
    secrets = Secrets(lambda: Failing(ValueError("cannot store 'geheim'")))
    with pytest.raises(SecretsUnavailable) as caught:
        await secrets.set("pbx:8800", "anna", "geheim")
    assert "geheim" not in str(caught.value)
    assert "geheim" not in str(caught.value.sentence)
    secrets.close()


@pytest.mark.real_time
async def test_a_keyring_that_keeps_nothing_is_found_out() -> None:
    secrets = Secrets(Forgetful)
    with pytest.raises(SecretsUnavailable, match="did not keep"):
        await secrets.set("pbx:8800", "anna", "geheim")
    secrets.close()


@pytest.mark.real_time
async def test_the_loop_goes_on_while_the_keyring_asks_and_a_cancelled_question_harms_nobody() -> None:
    backend = Blocking()
    secrets = Secrets(lambda: backend)
    async with asyncio.TaskGroup() as tasks:
        question = tasks.create_task(secrets.get("pbx:8800", "anna"))
        while not backend.asking.is_set():
            await asyncio.sleep(0)
        question.cancel()
    backend.answer.set()
    assert await secrets.get("pbx:8800", "anna") == "late"
    secrets.close()
    secrets.close()
    assert await secrets.get("pbx:8800", "anna") == "late"  # a later call starts a new thread
    secrets.close()


def test_a_loop_that_is_closed_before_the_answer_harms_nobody() -> None:
    backend = Blocking()
    secrets = Secrets(lambda: backend)

    async def leave() -> None:
        async with asyncio.TaskGroup() as tasks:
            question = tasks.create_task(secrets.get("pbx:8800", "anna"))
            while not backend.asking.is_set():
                await asyncio.sleep(0)
            question.cancel()

    asyncio.run(leave())
    (worker,) = [thread for thread in threading.enumerate() if thread.name == "deskline-secrets"]
    secrets.close()
    backend.answer.set()
    worker.join(10)
    assert not worker.is_alive()


def test_the_system_keyring_is_what_the_library_chooses() -> None:
    assert system_keyring() is keyring.get_keyring()
