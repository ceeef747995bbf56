"""A group of commands that imports a command's module only when that command is asked for."""

from importlib import import_module

import click


class Later(click.Command):
    """The place of a command that is not imported yet: `module:name`, and its short help.

    The short help stands here a second time so that listing the commands imports none of them.
    """

    def __init__(self, name: str, found_at: str, short_help: str) -> None:
        super().__init__(name, short_help=short_help)
        self.found_at = found_at

    def now(self) -> click.Command:
        """The command itself."""
        module, _, attribute = self.found_at.partition(":")
        found = getattr(import_module(module), attribute)
        if not isinstance(found, click.Command):
            raise TypeError(f"{self.found_at} is no command")
        return found


class LazyGroup(click.Group):
    """A group whose commands may stand in it as `Later`: they are listed as such and imported when run."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        return found.now() if isinstance(found, Later) else found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, command.get_short_help_str(limit=100)) for name, command in self.commands.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
