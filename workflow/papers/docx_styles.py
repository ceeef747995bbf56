"""Styles of a Word file: what they say of a text's look and of a paragraph's number, and no more."""

from dataclasses import dataclass

from workflow.papers.docx_tree import Node

_TOGGLES = ("w:strike", "w:dstrike", "w:vanish")
_NOTHING = Node("", {})
_LONGEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is printed, as far as it changes what is read."""

    is_struck: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: the list's `numId` and the level, 0 to 8."""

    number_id: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    """What one style says itself; `switches` in the order of the toggles, None for each that it leaves."""

    style_id: str
    based_on: str
    switches: tuple[bool | None, ...]
    place: Place


class Styles:
    """The styles by their id; those that the file lacks say nothing."""

    def __init__(self, part: Node) -> None:
        self._styles = {style.style_id: style for style in map(_style, part.all("w:style"))}
        self._looks: dict[tuple[str, str], tuple[bool, ...]] = {}
        defaults = (style for style in part.all("w:style") if _is_default(style))
        self._default = next((style.attributes.get("styleId", "") for style in defaults), "")

    def paragraph_style(self, properties: Node) -> str:
        """The id of a paragraph's style: its own, else the file's default."""
        return properties.value("w:pStyle") or self._default

    def look(self, properties: Node, *, paragraph_style: str) -> Look:
        """The look of a text by its own properties, else by its styles."""
        character_style = properties.value("w:rStyle") or ""
        key = (paragraph_style, character_style)
        if key not in self._looks:
            # A property that both styles switch on is off again: that is how Word toggles.
            toggles = zip(self._switched(paragraph_style), self._switched(character_style), strict=True)
            self._looks[key] = tuple(by_paragraph != by_run for by_paragraph, by_run in toggles)
        styled = self._looks[key]
        if not properties.children:
            strike, double_strike, vanish = styled
        else:
            own = (properties.switch(tag) for tag in _TOGGLES)
            strike, double_strike, vanish = (
                by_style if by_itself is None else by_itself
                for by_itself, by_style in zip(own, styled, strict=True)
            )
        return Look(strike or double_strike, vanish)

    def place(self, style_id: str) -> Place:
        """The list that a style puts its paragraphs in, and the level if it says which."""
        places = [style.place for style in self._chain(style_id)]
        return Place(
            next((place.number_id for place in places if place.number_id is not None), None),
            next((place.level for place in places if place.level is not None), None),
        )

    def family(self, style_id: str) -> list[str]:
        """A style's id and those that it is based on."""
        return [style.style_id for style in self._chain(style_id)]

    def _switched(self, style_id: str) -> list[bool]:
        by_style = [style.switches for style in self._chain(style_id)]
        return [
            next((switches[number] for switches in by_style if switches[number] is not None), None) is True
            for number in range(len(_TOGGLES))
        ]

    def _chain(self, style_id: str) -> list[_Style]:
        chain: list[_Style] = []
        style = self._styles.get(style_id)
        # A damaged file may base a style on itself.
        while style and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._styles.get(style.based_on)
        return chain


def _style(node: Node) -> _Style:
    look = node.child("w:rPr") or _NOTHING
    return _Style(
        style_id=node.attributes.get("styleId", ""),
        based_on=node.value("w:basedOn") or "",
        switches=tuple(look.switch(tag) for tag in _TOGGLES),
        place=place_in(node.child("w:pPr") or _NOTHING),
    )


def _is_default(style: Node) -> bool:
    is_default = style.attributes.get("default") in ("1", "true", "on")
    return is_default and style.attributes.get("type") == "paragraph"


def place_in(properties: Node) -> Place:
    """The place in a list that a paragraph's properties themselves state."""
    stated = properties.child("w:numPr") or _NOTHING
    level = whole_number(stated.value("w:ilvl"))
    return Place(stated.value("w:numId"), level)


def whole_number(written: str | None) -> int | None:
    """The number written in a file, or None if it is none that a list could have."""
    is_number = written is not None and written.isascii() and written.isdigit() and len(written) <= 9
    return int(written) if written is not None and is_number else None
