"""`python -m analysis` does from a checkout what `onrecord` does when installed."""

import sys

from .cli.main import main

if __name__ == "__main__":
    sys.exit(main())
