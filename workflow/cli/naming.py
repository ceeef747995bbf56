"""Routes as commands are given them: by name, or as a file."""

from pathlib import Path

from states.routes import Route, load_route, shipped_route


def named_route(name: str) -> Route:
    """The shipped route of that key, or the route of that file. RouteFault if there is neither."""
    return load_route(Path(name)) if name.endswith(".toml") or "/" in name else shipped_route(name)
