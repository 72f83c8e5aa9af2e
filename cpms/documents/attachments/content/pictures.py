"""Pictures: drawn anew, so that nothing but the picture is left of them."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from cpms.documents.attachments.content.refusal import NotAcceptable

MOST_PIXELS = 30_000_000
FORMATS = {"jpeg": "JPEG", "png": "PNG"}
PLAIN = {"JPEG": {"L", "RGB"}, "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}}
TOO_LARGE = "The picture has too many points to be opened safely. Make it smaller, then add it."


def redrawn(content: bytes, kind: str) -> bytes:
    """Return the picture without place, camera, author, thumbnail or anything behind it."""
    wanted = FORMATS[kind]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[wanted]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NotAcceptable(TOO_LARGE)
                return _saved(picture, wanted)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAcceptable(TOO_LARGE) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise NotAcceptable("The picture is damaged: it cannot be opened.") from None


def _saved(picture: Image.Image, wanted: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    if "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if upright.mode not in PLAIN[wanted]:
        upright = upright.convert("RGB")
    bare = Image.new(upright.mode, upright.size)
    if upright.mode == "P":
        bare.putpalette(upright.getpalette() or [])
    bare.paste(upright)
    into = io.BytesIO()
    if wanted == "JPEG":
        bare.save(into, wanted, quality=90, optimize=True)
    else:
        bare.save(into, wanted)
    return into.getvalue()
