"""`python -m desktop` is `pressmark`."""

from desktop.cli import main

main()
