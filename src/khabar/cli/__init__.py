"""The command line: one command per verb. Results go to stdout, everything else to stderr."""

from khabar.cli.program import cli, main

__all__ = ["cli", "main"]
