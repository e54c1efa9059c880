"""`python -m linen_upgrade` is the same program as `linen-upgrade`."""

from linen_upgrade.cli import main

if __name__ == "__main__":
    main()
