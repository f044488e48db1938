"""``python -m policy_xwalk``."""

import sys

from policy_xwalk.cli import main

if __name__ == "__main__":
    sys.exit(main())
