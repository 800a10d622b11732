"""For the whole suite: nothing of the person's own is touched, silence is a test, async tests run in virtual time."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import os
import tempfile
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support import virtualtime
from tests.support.chance import Chance, todays_seed
from tests.support.display import Display, real_display
from tests.support.require import evidence_folder
from tests.support.silence import Listener

# Before anybody imports Qt or asks for a path: no window on the person's screen, no file in their home, no keyring.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

_HOMES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
_CHANCE = pytest.StashKey[Chance]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """What only this suite knows."""
    group = parser.getgroup("deskline")
    group.addoption("--long", action="store_true", help="random tests take all their cases, not only a share")
    group.addoption("--seed", type=int, help="random tests take the cases of this seed")
    group.addoption("--record-traces", action="store_true", help="write tests/data/traces anew (see its README)")


def pytest_report_header(config: pytest.Config) -> str:
    """Say which random cases this run takes."""
    return str(config.stash[_CHANCE])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say with a random test's failure how to have it again."""
    report = yield
    if report.failed and "chance" in getattr(item, "fixturenames", ()):
        report.sections.append(("again", str(item.config.stash[_CHANCE])))
    return report


def pytest_configure(config: pytest.Config) -> None:
    """Give this run folders of its own."""
    seed = config.getoption("seed")
    seed = todays_seed(datetime.now(UTC).date()) if seed is None else seed
    config.stash[_CHANCE] = Chance(seed, config.getoption("long"))
    home = tempfile.TemporaryDirectory(prefix="deskline-tests-")
    config.add_cleanup(home.cleanup)
    for name in _HOMES:
        folder = Path(home.name, name.lower())
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)


def pytest_collection_finish() -> None:
    """What is imported by now stays; leaving it out makes the collection after each test quick."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an ``async def`` test to its end: in virtual time, or with the ordinary loop where it is marked real_time."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    test = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
    if pyfuncitem.get_closest_marker("real_time"):
        asyncio.run(test)
    else:
        loop = pyfuncitem.funcargs.get("virtual_loop")
        virtualtime.run(test, loop=loop if isinstance(loop, virtualtime.VirtualTimeLoop) else None)
    return True


@pytest.fixture(autouse=True)
def _silence(request: pytest.FixtureRequest) -> Iterator[Listener]:
    listener = Listener()
    for marker in request.node.iter_markers("allow_log"):
        listener.allow(*marker.args)
    root = logging.getLogger()
    root.addHandler(listener)
    yield listener
    # A lost task is reported when it is collected. Where a loop or a window was at work everything is looked through;
    # for the thousands of other tests the young objects do, which takes no time.
    has_loop = inspect.iscoroutinefunction(request.function) or "qapp" in request.fixturenames
    gc.collect(2 if has_loop else 1)
    root.removeHandler(listener)
    if listener.unexpected:
        lines = "\n".join(listener.unexpected)
        pytest.fail(f"log lines that nobody asked for (allow_log allows them):\n{lines}", pytrace=False)


@pytest.fixture
def allow_log(_silence: Listener) -> Callable[..., None]:
    """``allow_log(pattern, ...)``: regular expressions of log lines at WARNING or above that this test provokes."""
    return _silence.allow


@pytest.fixture
def virtual_loop() -> Iterator[virtualtime.VirtualTimeLoop]:
    """The loop that this async test runs on; a plain test drives it with ``virtualtime.run(main, loop=...)``."""
    loop = virtualtime.VirtualTimeLoop()
    yield loop
    if not loop.is_closed():
        loop.close()


@pytest.fixture(scope="session")
def chance(pytestconfig: pytest.Config) -> Chance:
    """How many random cases, and from which seed."""
    return pytestconfig.stash[_CHANCE]


@pytest.fixture(scope="session")
def evidence() -> Path:
    """The folder with ``reference/`` and ``tools/`` (official modules, captures, witness), or a skip; failure in CI."""
    return evidence_folder()


@pytest.fixture
def display() -> Iterator[Display]:
    """A real display with a window manager; its ``environment`` is for a child process. Mark the test ``display``."""
    with real_display() as shown:
        yield shown
