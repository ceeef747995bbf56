"""The register: what the office holds under its numbers. Reads what others have kept; decides nothing."""

from workflow.register.comparing import Runs, Version, register_for

__all__ = ["Runs", "Version", "register_for"]
