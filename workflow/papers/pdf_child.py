"""The child that reads one PDF: the only place where pypdf is imported. Started by `pdf`, never imported.

It takes the folder of pypdf as its argument and the file on its standard input, and writes one JSON object:
`pages`, the text of each page, or `fault`, one word for why there is none.
"""

import json
import resource
import sys
from io import BytesIO

_MEMORY = 600 * 2**20
_SECONDS = 10
_DESCRIPTORS = 16
_LIMITS = {
    resource.RLIMIT_AS: _MEMORY,
    resource.RLIMIT_CPU: _SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_NOFILE: _DESCRIPTORS,
    resource.RLIMIT_CORE: 0,
}
"""What a hostile file may take. Source: pypdf's record of denial-of-service advisories."""

if __name__ == "__main__":
    # First of all: from here on nothing that the file or its reader does can take more.
    for limited, most in _LIMITS.items():
        resource.setrlimit(limited, (most, most))
    sys.path.append(sys.argv[1])

from pypdf import PageObject, PdfReader, overwrite_configuration  # noqa: E402  # only within the limits
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError  # noqa: E402
from pypdf.generic import DictionaryObject, NullObject  # noqa: E402

_MOST_PAGES = 500
_MOST_UNPACKED = 50 * 2**20
"""Of one stream, in bytes. Source: the reading contract, "50 MB unpacked"."""


def pages_of(data: bytes) -> dict[str, object]:
    """The text of each page, or the fault that stands against reading it."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "locked"}
        if len(reader.pages) > _MOST_PAGES:
            return {"fault": "long"}
        pages = [_text(page) for page in reader.pages]
    except (MemoryError, LimitReachedError):
        return {"fault": "large"}
    except (FileNotDecryptedError, DependencyError):
        return {"fault": "locked"}
    except Exception:  # pypdf raises whatever a broken file leads it to
        return {"fault": "broken"}
    return {"pages": pages}


def _text(page: PageObject) -> str:
    """The lines of a page as they stand on it, the cells of a table row parted by spaces."""
    text = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    if _letters(text) and not _has_parts(page):
        return text
    # Text in a part that the page places as a whole, or text that is turned, is missing from the layout.
    plain = page.extract_text()
    return plain if _letters(plain) > _letters(text) else text


def _has_parts(page: PageObject) -> bool:
    placed = _entry(_entry(page, "/Resources"), "/XObject")
    return any(_entry(placed, name).get("/Subtype") == "/Form" for name in placed)


def _entry(holder: DictionaryObject, key: str) -> DictionaryObject:
    # What stands there may be a reference, which only `get_object` follows.
    found = holder.get(key, NullObject()).get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def main() -> None:
    """Read the file on standard input and write what was found."""
    overwrite_configuration(
        zlib_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        array_based_stream_maximum_output_length=_MOST_UNPACKED,
    )
    found = pages_of(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
