"""The README and the docs say what the program does today."""

from pathlib import Path

import pytest

from states.diagram import route_diagram
from states.routes import read_route, shipped_route, shipped_routes
from workflow.cli.main import signoff

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = [README, *(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))]


def test_the_readmes_picture_is_the_default_route() -> None:
    assert route_diagram(shipped_route("pcc-decision")).strip() in README


@pytest.mark.parametrize("name", sorted(signoff.commands))
def test_every_command_stands_in_the_readme_or_the_docs(name: str) -> None:
    assert any(f"signoff {name}" in text for text in DOCS)


def test_the_example_route_of_the_docs_is_in_order() -> None:
    text = (ROOT / "docs" / "routes.md").read_text(encoding="utf-8")
    example = text.split("```toml\n")[1].split("```")[0]
    forms = {key: route.form for key, route in shipped_routes().items()}
    assert read_route(example, name="routes.md", forms=forms).key == "large-grant"
