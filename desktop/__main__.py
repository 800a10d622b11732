"""``python -m desktop``: the same as ``deskline``."""

import sys

from desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
