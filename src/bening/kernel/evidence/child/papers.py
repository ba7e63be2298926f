"""PDF files and pictures: whether they are sound, their text, one page as a picture, and a copy without metadata."""

import io
import warnings
from collections.abc import Iterable
from typing import BinaryIO

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from bening.kernel.evidence.child.parts import Unfit

_FORMATS = ("JPEG", "PNG", "WEBP")
_PIXELS = 60_000_000
_PAGES = 1000
_WIDTH, _HEIGHT = 1200, 3600
_PAGE_TEXT = 200_000
_ALL_TEXT = 2_000_000
_PICTURED = 0.1  # share of a page that pictures cover, beyond which its text alone does not tell what stands there
_PLUGINS = JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin
_DROPPED = ("/Names", "/OpenAction", "/AA", "/AcroForm", "/PieceInfo", "/Metadata", "/Collection", "/AF", "/Threads")
_DROPPED_OF_PAGE = ("/AA", "/Thumb", "/AF", "/Annots")
_DROPPED_EVERYWHERE = ("/Metadata", "/PieceInfo", "/LastModified")

Image.preinit()  # loaded now, as the plugins: later nothing can be opened
Image.MAX_IMAGE_PIXELS = _PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def picture(file: BinaryIO) -> Image.Image:
    """Return a picture, decoded and turned upright; raise where it is broken or too large."""
    try:
        file.seek(0)
        # ast-grep-ignore: text-has-an-encoding
        image = Image.open(file, formats=_FORMATS)
        if image.width * image.height > _PIXELS:
            raise Unfit("bomb")
        image.load()
        return ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unfit("bomb") from error
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, EOFError, IndexError) as error:
        raise Unfit("broken") from error


def small(image: Image.Image) -> bytes:
    """Return a picture as PNG that fits on a page of ours."""
    image = image.convert("RGBA" if "A" in image.getbands() or image.mode == "P" else "RGB")
    image.thumbnail((_WIDTH, _HEIGHT))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def bare_picture(file: BinaryIO, kind: str) -> bytes:
    """Return the pixels of a picture in their own format, without anything else."""
    image = picture(file)
    if kind == "jpeg" and image.mode not in ("RGB", "L", "CMYK"):
        image = image.convert("RGB")
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    if image.mode == "P" and (palette := image.getpalette()) is not None:
        bare = image.convert("RGBA")
        bare.info = {}
        del palette
    out = io.BytesIO()
    bare.save(out, kind.upper(), **({"quality": 92} if kind != "png" else {}))
    return out.getvalue()


def open_pdf(file: BinaryIO) -> pypdfium2.PdfDocument:
    """Return a PDF; raise where it is locked, broken or has too many pages."""
    try:
        file.seek(0)
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        raise Unfit("locked" if "password" in str(error).lower() else "broken") from error
    if not 1 <= len(document) <= _PAGES:
        raise Unfit("too_many_pages" if len(document) else "broken")
    return document


def pdf_pages(file: BinaryIO) -> list[tuple[str, bool]]:
    """Return the text of each page, and whether pictures or notes cover much of it."""
    pages: list[tuple[str, bool]] = []
    left = _ALL_TEXT
    document = open_pdf(file)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage().get_text_bounded()
        left -= len(text)
        if len(text) > _PAGE_TEXT or left < 0:
            raise Unfit("too_much_text")
        pages.append((text, _is_pictured(page)))
        page.close()
    return pages


def _is_pictured(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        left, bottom, right, top = piece.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return bool(covered > _PICTURED * width * height)


def pdf_picture(file: BinaryIO, number: int) -> bytes:
    """Return a page, from 1, as PNG."""
    document = open_pdf(file)
    if not 1 <= number <= len(document):
        raise Unfit("no_such_page")
    page = document[number - 1]
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise Unfit("broken")
    image = page.render(scale=min(_WIDTH / width, _HEIGHT / height), may_draw_forms=False).to_pil()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def bare_pdf(file: BinaryIO) -> bytes:
    """Return the pages of a PDF without properties, history, scripts, notes, forms and attached files."""
    out = io.BytesIO()
    try:
        file.seek(0)
        # ast-grep-ignore: text-has-an-encoding
        with pikepdf.open(file) as pdf:
            if pdf.is_encrypted:
                raise Unfit("locked")
            _drop(pdf.Root, _DROPPED)
            for page in pdf.pages:
                _drop(page.obj, _DROPPED_OF_PAGE)
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                    _drop(thing, _DROPPED_EVERYWHERE)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.remove_unreferenced_resources()
            pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    except pikepdf.PasswordError as error:
        raise Unfit("locked") from error
    except pikepdf.PdfError as error:
        raise Unfit("broken") from error
    return out.getvalue()


def _drop(thing: pikepdf.Object, names: Iterable[str]) -> None:
    for name in names:
        if name in thing:
            del thing[name]
