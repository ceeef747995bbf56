"""Signs that Word prints from fonts of pictures, as the characters that they look like."""

UNKNOWN = "\ufffd"
"""Stands for a sign that is not known: something is printed there, and nobody guesses what."""

_EMPTY_BOXES = (0x6F, 0x70, 0x71, 0x72, 0xA8)
_BULLETS = (0x6C, 0x6E, 0x76, 0x9E, 0x9F, 0xA7, 0xD8)
_WINGDINGS = (
    dict.fromkeys(_EMPTY_BOXES, "☐")
    | dict.fromkeys(_BULLETS, "•")
    | {0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xDF: "←", 0xE0: "→"}
)
_WINGDINGS_2 = {0xA3: "☐", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "•"}
_SYMBOL = {0xB7: "•", 0x2D: "−", 0xB4: "×", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xAE: "→"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_DINGBATS = ("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol")

_PRIVATE_START, _PRIVATE_END = 0xF000, 0xF0FF
_MARKED_BOXES = "☑☒"


def symbol(code: str, *, font: str) -> str:
    """The character of a `w:sym`: its code in hexadecimal digits, looked up in its font."""
    try:
        number = int(code[:6], 16)
    except ValueError:
        return UNKNOWN
    is_private = _PRIVATE_START <= number <= _PRIVATE_END
    if is_private or font.casefold() in _DINGBATS:
        return _looked_up(number, font)
    return chr(number) if 0x20 <= number < 0xD800 else UNKNOWN


def in_font(text: str, *, font: str) -> str:
    """A text as it looks in its font: letters of a font of pictures are pictures."""
    name = font.casefold()
    if name not in ("wingdings", "wingdings 2"):
        return text
    return "".join(
        character if character.isspace() else _looked_up(ord(character), font) for character in text
    )


def bullet(text: str, *, font: str) -> str:
    """The sign before an item of a bulleted list: a marked box where it is one, else a plain bullet."""
    if not text.strip():
        return ""
    sign = in_font(text[0], font=font)
    # Word offers empty boxes and ticks as plain bullets; a marked box is nobody's bullet by chance.
    return sign if sign in _MARKED_BOXES else "•"


def _looked_up(number: int, font: str) -> str:
    if _PRIVATE_START <= number <= _PRIVATE_END:
        number -= _PRIVATE_START
    return _FONTS.get(font.casefold(), {}).get(number, UNKNOWN)
