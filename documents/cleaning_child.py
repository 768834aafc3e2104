"""The process that opens what people upload: no database, no network, little memory and time.

Started by `documents.cleaning`. It reads JSON with the parts in base64 on standard input and
answers with JSON. Pictures are decoded and drawn anew; PDFs are opened, everything that acts,
hides or asks is taken out, and they are written anew. What comes out is of our own making.
"""

from __future__ import annotations

import base64
import io
import json
import resource
import sys
from datetime import datetime
from typing import Any

MEMORY = 768 * 1024**2
CPU_SECONDS = 40
MAX_PIXELS, MAX_SIDE = 25_000_000, 12_000
KEPT_SIDE, QUALITY = 2400, 82
THUMBNAIL = 160
MAX_PAGES = 200
MAX_OBJECTS = 50_000
MAX_UNPACKED = 64 * 1024**2
FORMATS = ("JPEG", "PNG", "WEBP")
# What a page or a document may hold that acts by itself or hides another file.
ACTS = (
    "/OpenAction", "/AA", "/JavaScript", "/JS", "/EmbeddedFiles", "/AcroForm", "/XFA", "/Launch",
    "/RichMedia", "/Collection", "/AF", "/Metadata", "/PieceInfo", "/URI", "/Dests", "/Perms",
    "/DSS", "/Threads", "/SpiderInfo",
)  # fmt: skip
NEVER = ("/JavaScript", "/JS", "/Launch", "/RichMedia", "/EmbeddedFiles", "/XFA")


class Refused(Exception):
    """The part is not taken; the text is a code of `documents.cleaning.REFUSALS`."""


def limit() -> None:
    """Let the kernel stop what grows or runs too long, and every file that would be written."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def kind_of(content: bytes) -> str:
    """Return `pdf` or `image` by how the content begins; Refused for anything else."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "image"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image"
    raise Refused("type")


# --- pictures ------------------------------------------------------------------------------------


def picture_of(content: bytes) -> Any:
    """Return the opened picture; its size is judged from the header, before it is decoded."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("broken") from None
    except Image.DecompressionBombError:
        raise Refused("pixels") from None
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise Refused("pixels")
    return picture


def position_of(picture: Any) -> dict[str, Any] | None:
    """Return where the picture was taken, in degrees, and when by the camera; None if unknown."""
    exif = picture.getexif()
    place = exif.get_ifd(0x8825)
    try:
        latitude, longitude = _degrees(place[2], place[1]), _degrees(place[4], place[3])
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    taken = str(exif.get_ifd(0x8769).get(0x9003, ""))
    try:
        at = datetime.fromisoformat(f"{taken[:10].replace(':', '-')}T{taken[11:19]}").isoformat()
    except ValueError:
        at = ""
    return {"latitude": latitude, "longitude": longitude, "taken_at": at}


def _degrees(parts: Any, side: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return round(-value if str(side) in {"S", "W"} else value, 6)


def upright(picture: Any) -> Any:
    """Return the picture decoded, turned as it was held, at most KEPT_SIDE px, without metadata."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((KEPT_SIDE, KEPT_SIDE))
    flat = Image.new("RGB", turned.size, "white")
    clear = turned.convert("RGBA")
    flat.paste(clear, mask=clear.getchannel("A"))
    return flat


def captioned(picture: Any, text: str) -> Any:
    """Return the picture with a line below it: day, place and who took it."""
    from PIL import Image, ImageDraw, ImageFont

    size = max(14, picture.width // 40)
    font = ImageFont.load_default(size)
    band = Image.new("RGB", (picture.width, picture.height + 2 * size), "black")
    band.paste(picture, (0, 0))
    ImageDraw.Draw(band).text((size // 2, picture.height + size // 2), text, "white", font=font)
    return band


def jpeg(picture: Any) -> bytes:
    """Return the picture as JPEG, nothing else in it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def small(picture: Any) -> bytes:
    """Return a picture too small to read a number on it."""
    copy = picture.copy()
    copy.thumbnail((THUMBNAIL, THUMBNAIL))
    return jpeg(copy)


# --- PDFs ----------------------------------------------------------------------------------------


def opened(content: bytes) -> Any:
    """Return the PDF; Refused when it is locked, broken or larger inside than outside."""
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise Refused("locked") from None
    except pikepdf.PdfError:
        raise Refused("broken") from None
    if pdf.is_encrypted:
        raise Refused("locked")
    if not 1 <= len(pdf.pages) <= MAX_PAGES or len(pdf.objects) > MAX_OBJECTS:
        raise Refused("pages")
    return pdf


def emptied(pdf: Any) -> None:
    """Take out all that acts, hides or asks, wherever it hangs; Refused when some of it stays."""
    import pikepdf

    for key in (*ACTS, "/Names"):
        if key in pdf.Root:
            del pdf.Root[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        page.obj["/Annots"] = pikepdf.Array()
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            for key in ACTS:
                if key in found:
                    del found[key]
            _check_object(found)


def _check_object(found: Any) -> None:
    if str(found.get("/S", "")) in NEVER or str(found.get("/Type", "")) == "/EmbeddedFile":
        for key in set(found.keys()) - {"/Length"}:
            del found[key]


def weighed(pdf: Any) -> None:
    """Refuse pictures and streams that unpack beyond all measure."""
    import pikepdf

    total = 0
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Stream):
            continue
        if str(found.get("/Subtype", "")) == "/Image":
            width, height = int(found.get("/Width", 0)), int(found.get("/Height", 0))
            if width * height > 4 * MAX_PIXELS:
                raise Refused("pixels")
            continue
        total += _unpacked(found)
        if total > MAX_UNPACKED:
            raise Refused("unpacks")


def _unpacked(stream: Any) -> int:
    """Return how many bytes a deflated stream unpacks to, counted while unpacking."""
    import zlib

    if str(stream.get("/Filter", "")) != "/FlateDecode":
        return len(stream.read_raw_bytes())
    unpacker, size, data = zlib.decompressobj(), 0, stream.read_raw_bytes()
    while data:
        try:
            size += len(unpacker.decompress(data, 1024 * 1024))
        except zlib.error:
            return size
        data = unpacker.unconsumed_tail
        if size > MAX_UNPACKED:
            return size
    return size


def as_page(picture: bytes, size: tuple[int, int]) -> Any:
    """Return a PDF of one A4 page that holds the JPEG."""
    import pikepdf

    pdf = pikepdf.new()
    width, height = (595, 842) if size[0] <= size[1] else (842, 595)
    scale = min((width - 20) / size[0], (height - 20) / size[1])
    across, down = size[0] * scale, size[1] * scale
    image = pikepdf.Stream(pdf, picture)
    image["/Type"], image["/Subtype"] = pikepdf.Name("/XObject"), pikepdf.Name("/Image")
    image["/Width"], image["/Height"] = size
    image["/ColorSpace"], image["/BitsPerComponent"] = pikepdf.Name("/DeviceRGB"), 8
    image["/Filter"] = pikepdf.Name("/DCTDecode")
    left, low = (width - across) / 2, (height - down) / 2
    place = f"q {across:.2f} 0 0 {down:.2f} {left:.2f} {low:.2f} cm /P Do Q"
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj["/Resources"] = pikepdf.Dictionary(
        {"/XObject": pikepdf.Dictionary({"/P": pdf.make_indirect(image)})}
    )
    page.obj["/Contents"] = pdf.make_stream(place.encode())
    return pdf


# --- one file ------------------------------------------------------------------------------------


def made(request: dict[str, Any]) -> dict[str, Any]:
    """Return one clean file of all parts: a JPEG for one picture, a PDF for anything else."""
    parts = [base64.b64decode(part) for part in request.pop("parts")]
    kinds = [kind_of(part) for part in parts]
    position, thumbnail, pages = None, b"", []
    for kind, part in zip(kinds, parts, strict=True):
        if kind == "image":
            picture = picture_of(part)
            if request.get("keeps_position"):
                position = position or position_of(picture)
            drawn = upright(picture)
            if request.get("keeps_position"):
                drawn = captioned(drawn, caption(request.get("caption", ""), position))
            thumbnail = thumbnail or small(drawn)
            pages.append((jpeg(drawn), drawn.size))
        else:
            pages.append((part, None))
    if kinds == ["image"]:
        content, count, media_type = pages[0][0], 1, "image/jpeg"
    else:
        content, count = bound(pages)
        media_type = "application/pdf"
    return {
        "content": base64.b64encode(content).decode(), "media_type": media_type, "pages": count,
        "thumbnail": base64.b64encode(thumbnail).decode(), "position": position,
    }  # fmt: skip


def caption(text: str, position: dict[str, Any] | None) -> str:
    """Return the line below a visit photo."""
    if position is None:
        return text
    place = f"{position['latitude']:.5f}, {position['longitude']:.5f}"
    return " · ".join(filter(None, [text, position["taken_at"].replace("T", " "), place]))


def bound(pages: list[Any]) -> tuple[bytes, int]:
    """Return one PDF of pictures and PDFs in their order, and how many pages it has."""
    import pikepdf

    whole = pikepdf.new()
    for content, size in pages:
        pdf = as_page(content, size) if size else opened(content)
        if size is None:
            weighed(pdf)
            emptied(pdf)
        whole.pages.extend(pdf.pages)
    if len(whole.pages) > MAX_PAGES:
        raise Refused("pages")
    emptied(whole)
    out = io.BytesIO()
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    content = out.getvalue()
    _look_again(content)
    return content, len(whole.pages)


def _look_again(content: bytes) -> None:
    """Open what was written: nothing in it may act. Refused when something was missed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        for found in pdf.objects:
            is_map = isinstance(found, pikepdf.Dictionary | pikepdf.Stream)
            if is_map and any(key in found for key in ACTS):
                raise Refused("acts")


def main() -> None:
    """Answer one request."""
    import warnings

    warnings.simplefilter("error")
    limit()
    try:
        answer = made(json.load(sys.stdin))
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except (OSError, ValueError, SyntaxError, RuntimeError, Warning):
        answer = {"refused": "broken"}
    except MemoryError:
        answer = {"refused": "pixels"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
