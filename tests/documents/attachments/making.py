"""Files for the tests: good ones, and the hostile ones of threat A12."""

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

from PIL import Image
from PIL.PngImagePlugin import PngInfo

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MAIN = {
    "docx": ("word/document.xml", "application/vnd.openxmlformats-officedocument."
             "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument."
             "spreadsheetml.sheet.main+xml"),
}  # fmt: skip


def zipped(members, method=zipfile.ZIP_DEFLATED):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return into.getvalue()


def office(ending="docx", *, kind=None, **more):
    """A Word or Excel file; `more` adds members, `__` in a name standing for `/`."""
    part, media = MAIN[ending]
    contents = f'<Types><Override PartName="/{part}" ContentType="{kind or media}"/></Types>'
    extra = {name.replace("__", "/"): content for name, content in more.items()}
    return zipped({"[Content_Types].xml": contents, part: "<document>Words</document>"} | extra)


def relation(kind, target, ending="docx"):
    """An office file that fetches something when it is opened."""
    rels = (
        f'<Relationships><Relationship Id="r1" Type="http://schemas.example/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return office(ending, **{"word__rels__document.xml.rels": rels})


def picture(kind="JPEG", size=(40, 30), mode="RGB", **options):
    into = io.BytesIO()
    Image.new(mode, size, "white" if mode == "RGB" else 1).save(into, kind, **options)
    return into.getvalue()


def picture_with_a_place():
    """A photograph that says where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "CNRY-CAMERA", "CNRY-AUTHOR"
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 34.0, 40.0), 3: "W", 4: (2.0, 25.0, 41.0)})
    return picture(exif=exif, comment=b"CNRY-COMMENT") + b"CNRY-BEHIND"


def png_with_words():
    words = PngInfo()
    words.add_text("Comment", "CNRY-WORDS")
    return picture("PNG", pnginfo=words)


def png_that_is_huge():
    """A few hundred bytes that would be drawn as a picture of ten thousand million points."""

    def chunk(kind, data):
        return (
            struct.pack("!L", len(data)) + kind + data + struct.pack("!L", zlib.crc32(kind + data))
        )

    head = struct.pack("!LLBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def with_declared_size(content, size):
    """The archive with its first member's unpacked size understated, as a bomb would."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<L", size) + content[at + 28 :]


def email_with(name=None, content=b"", *, inner=None):
    message = EmailMessage()
    message["From"], message["To"] = "head@school.example", "unit@example.gov.uk"
    message["Date"], message["Subject"] = "Tue, 24 Nov 2026 10:00:00 +0000", "Acceptance"
    message.set_content("We accept the plan.")
    if name:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    if inner:
        message.add_attachment(inner, filename="inner.eml")
    return message.as_bytes()
