"""The command line. Reads arguments, calls use cases and reads, prints; decides nothing."""

from workflow.cli.main import main

__all__ = ["main"]
