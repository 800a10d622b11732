"""Silence is a test: each kind of noise makes a test fail, unless it was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
INI = """
[pytest]
filterwarnings = error
qt_log_level_fail = WARNING
markers =
    allow_log(pattern): allowed
    real_time: real
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with this suite's conftest."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeini(INI)
    pytester.makeconftest("from tests.conftest import *\nfrom tests.conftest import _silence\n")
    return pytester


NOISES = {
    "log": "import logging\ndef test_it():\n    logging.getLogger('desktop').warning('noise')\n",
    "warning": "import warnings\ndef test_it():\n    warnings.warn('noise')\n",
    "qt": "from PySide6.QtCore import qWarning\ndef test_it():\n    qWarning('noise')\n",
    "lost task": """
import asyncio
async def wait():
    await asyncio.Future()
def test_it():
    loop = asyncio.new_event_loop()
    task = loop.create_task(wait())
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    del task
""",
    "unheard exception": """
import asyncio
async def fail():
    raise ValueError('noise')
async def test_it():
    asyncio.get_running_loop().create_task(fail())
    await asyncio.sleep(1)
""",
    "open socket": "import socket\ndef test_it():\n    socket.socket()\n",
    "failing async test": "async def test_it():\n    assert False\n",
}


@pytest.mark.parametrize("noise", NOISES)
def test_noise_fails(noise: str, inner: pytest.Pytester) -> None:
    inner.makepyfile(NOISES[noise])
    result = inner.runpytest_subprocess("-p", "no:cacheprovider")
    outcome = result.parseoutcomes()
    assert outcome.get("failed", 0) + outcome.get("errors", 0) == 1, result.stdout.str()
    assert result.ret == pytest.ExitCode.TESTS_FAILED


def test_noise_that_was_asked_for_passes(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import logging
        import pytest

        @pytest.mark.allow_log("link .* lost")
        def test_marked():
            logging.getLogger("desktop").warning("link %s lost", 1)

        def test_asked(allow_log):
            logging.getLogger("desktop").error("link 2 lost")
            allow_log("link 2 lost")

        def test_quiet():
            logging.getLogger("desktop").info("nothing to fear")

        async def test_async():
            pass

        @pytest.mark.real_time
        async def test_async_in_real_time():
            pass
        """
    )
    inner.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=5)


def test_another_message_than_the_one_asked_for_still_fails(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        "import logging\nimport pytest\n@pytest.mark.allow_log('expected')\n"
        "def test_it():\n    logging.getLogger('desktop').warning('surprise')\n"
    )
    inner.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(passed=1, errors=1)
