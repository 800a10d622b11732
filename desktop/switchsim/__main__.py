"""``python -m desktop.switchsim``: the simulator alone, with the options of ``deskline switchsim``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from desktop.csta.dialects import BY_NAME
from desktop.switchsim.server import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Run with these arguments (by default the program's); returns the exit status."""
    parser = argparse.ArgumentParser(prog="deskline switchsim", description="A simulated OpenScape Business.")
    parser.add_argument("--listen", default="127.0.0.1:8800", metavar="HOST:PORT", help="port 0 picks a free one")
    parser.add_argument("--config", metavar="FILE", help="the company, as TOML; without it a small office")
    parser.add_argument("--dialect", choices=tuple(BY_NAME), help="the kind of telephone system")
    parser.add_argument("--clock", choices=("real", "manual"), default="real", help="manual: time passes by command")
    parser.add_argument("--replay", metavar="FILE", help="a recorded conversation whose events are played (JSON lines)")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with the end of standard input")
    return run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
