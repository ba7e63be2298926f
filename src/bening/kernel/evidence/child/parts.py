"""Office files as archives: whether they are sound, what they are, their text, and a copy without their history."""

import io
import re
import zipfile
from typing import IO
from xml.parsers import expat

_PARTS = 3000
_INFLATED = 300 * 1024 * 1024
_RATIO, _RATIO_FROM = 200, 1024 * 1024
_PART_BYTES = 100 * 1024 * 1024
_TEXT = 1_000_000
_CHUNK = 1 << 16
_MIMES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_MAINS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_PROPERTIES = re.compile(r"docProps/.*|meta\.xml|Thumbnails/.*")
_CARRIES_MORE = re.compile(
    r"(?:word|xl|ppt)/(?:media|embeddings|charts/embeddings)/.|(?:Pictures|Object[^/]*|ObjectReplacements|media)/."
)
_AUTHOR = re.compile(
    rb'((?:w|w15|p|a|xr|x|p15|p188)?:?(?:author|initials|lastModifiedBy|userName|userId|name-of-author)=")[^"]*(")'
)
_AUTHOR_TAGS = re.compile(rb"(<(dc:creator|meta:initial-creator|author|meta:creator-initials)>)[^<]*(</\2>)")


class Unfit(Exception):  # noqa: N818 - not a fault of ours: the file cannot be taken, the key says why
    """A file that we do not take; carries the key of the reason."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def check_archive(file: IO[bytes]) -> None:
    """Raise where an archive is locked, too large when unpacked, or names places outside itself; unpacks every part."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            if len(entries) > _PARTS or sum(entry.file_size for entry in entries) > _INFLATED:
                raise Unfit("bomb")
            if entries and min(entry.header_offset for entry in entries) != 0:
                raise Unfit("two_kinds")
            for entry in entries:
                _check_entry(entry)
            if len({entry.filename for entry in entries}) != len(entries):
                raise Unfit("broken")
            _unpack(archive, entries)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError, OverflowError) as error:
        raise Unfit("broken") from error
    except OSError as error:
        raise Unfit("broken") from error


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Unfit("locked")
    if entry.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", entry.filename):
        raise Unfit("broken")
    if entry.file_size > max(_RATIO_FROM, entry.compress_size * _RATIO):
        raise Unfit("bomb")
    if entry.filename.lower().endswith("vbaproject.bin"):
        raise Unfit("macros")


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every part, counting what comes out: what the archive says of itself may be wrong."""
    total = 0
    for entry in entries:
        # ast-grep-ignore: text-has-an-encoding
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                if total > _INFLATED:
                    raise Unfit("bomb")


def office_kind(file: IO[bytes]) -> str:
    """Return the kind of an archive that has been checked; raise where it is another kind of archive."""
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if "mimetype" in names:
            kind = _MIMES.get(archive.read("mimetype").strip())
            if kind:
                return kind
        if "[Content_Types].xml" in names:
            for main, kind in _MAINS.items():
                if main in names:
                    return kind
    raise Unfit("kind_not_taken")


def office_text(file: IO[bytes]) -> str:
    """Return the text of all parts: also of comments, notes, hidden sheets and headers."""
    texts: list[str] = []
    left = _TEXT
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if not entry.filename.endswith(".xml") or entry.filename.startswith("[") or left <= 0:
                continue
            if entry.file_size > _PART_BYTES:
                raise Unfit("bomb")
            text = _xml_text(archive.read(entry), left)
            left -= len(text)
            texts.append(text)
    if left <= 0:
        raise Unfit("too_much_text")
    return "\n".join(texts)


def _xml_text(content: bytes, most: int) -> str:
    pieces: list[str] = []
    size = 0

    def take(data: str) -> None:
        nonlocal size
        size += len(data)
        if size <= most:
            pieces.append(data)

    def end(name: str) -> None:
        # Runs of one word may be split among tags; a paragraph, a cell or a line ends a word.
        if name.rpartition(":")[2] in {"p", "tab", "br", "c", "si", "v", "table-cell", "h", "row", "tc"}:
            pieces.append("\n")

    def refuse(*_: object) -> None:
        raise Unfit("broken")

    parser = expat.ParserCreate()
    parser.CharacterDataHandler = take
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unfit("broken") from error
    return "".join(pieces)


def carries_more(file: IO[bytes]) -> bool:
    """Return whether an Office file holds pictures or other files, which no text tells of."""
    with zipfile.ZipFile(file) as archive:
        return any(_CARRIES_MORE.match(name) for name in archive.namelist())


def without_history(file: IO[bytes]) -> bytes:
    """Return the Office file without properties, thumbnails and names of authors."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            content = archive.read(entry)
            if _PROPERTIES.fullmatch(entry.filename):
                content = _emptied(content) if entry.filename.endswith(".xml") else b""
            elif entry.filename.endswith(".xml"):
                content = _AUTHOR_TAGS.sub(rb"\1\3", _AUTHOR.sub(rb"\1\2", content))
            fresh = zipfile.ZipInfo(entry.filename)  # without the time of the entry
            fresh.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            copy.writestr(fresh, content)
    return out.getvalue()


def _emptied(content: bytes) -> bytes:
    """Return the XML with its root alone, so that what refers to the part still finds one."""
    match = re.search(rb"<(?![?!])([A-Za-z_][\w.:-]*)([^>]*?)/?>", content)
    if match is None:
        return b""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<' + match.group(1) + match.group(2) + b"/>"
