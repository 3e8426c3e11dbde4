"""Which encoding a text file has: UTF-8 (with or without mark) or Windows-1252, and nothing by guessing."""

import re

from bildungsnetz.intake.reading.findings import FileRefused, fatal

# What UTF-8 letters look like after they were read as Windows-1252 and saved again.
_DOUBLY_ENCODED = re.compile("Ã[„–œŸ¤¶¼©¨]|Â[§°´]|â€[“™ž]")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def decode(content: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding.

    Raises: FileRefused, with line and place in the line, if the file is no text, mixes two encodings, was encoded
    twice or breaks off inside a letter.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused([fatal("encoding_utf16", line=1, found="UTF-16", expected="UTF-8")])
    _refuse_binary(content)
    try:
        text, name = content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as problem:
        text, name = _as_windows_1252(content, problem), "Windows-1252"
    _refuse_doubly_encoded(text)
    return text, name


def _refuse_binary(content: bytes) -> None:
    if hit := _BINARY.search(content):
        line, place = _position(content, hit.start())
        raise FileRefused(
            [fatal("not_text", line=line, found=f"0x{hit.group()[0]:02X}", expected="CSV, XLSX", place=str(place))]
        )


def _as_windows_1252(content: bytes, problem: UnicodeDecodeError) -> str:
    line, place = _position(content, problem.start)
    if problem.reason == "unexpected end of data":
        raise FileRefused([fatal("ends_inside_letter", line=line, place=str(place))])
    found = f"0x{content[problem.start]:02X}"
    if _UTF8_LETTER.search(content):
        # Some letters are good UTF-8: reading the rest as Windows-1252 would garble these.
        raise FileRefused([fatal("mixed_encodings", line=line, found=found, expected="UTF-8", place=str(place))])
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as second:
        line, place = _position(content, second.start)
        found = f"0x{content[second.start]:02X}"
        raise FileRefused(
            [fatal("unknown_encoding", line=line, found=found, expected="UTF-8, Windows-1252", place=str(place))]
        ) from None


def _refuse_doubly_encoded(text: str) -> None:
    if hit := _DOUBLY_ENCODED.search(text):
        line = text.count("\n", 0, hit.start()) + 1
        place = hit.start() - (text.rfind("\n", 0, hit.start()) + 1) + 1
        raise FileRefused([fatal("doubly_encoded", line=line, found=hit.group(), place=str(place))])


def _position(content: bytes, offset: int) -> tuple[int, int]:
    line = content.count(b"\n", 0, offset) + 1
    return line, offset - (content.rfind(b"\n", 0, offset) + 1) + 1
