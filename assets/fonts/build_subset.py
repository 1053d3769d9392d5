#!/usr/bin/env python3
"""Cut the program's one font out of Noto Sans CJK.

    pip install fonttools==4.68.0
    python build_subset.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

The collection comes from the Debian package fonts-noto-cjk (version 2.004 of
the font); face 2 is the simplified Chinese one. Written beside this script:
NotoSansCJKsc-subset.otf, family name unchanged ("Noto Sans CJK SC").

What is kept: Latin-1, Latin Extended-A, all of GB 2312, general punctuation,
the symbols of SYMBOLS, and every character that occurs in ../../maps and
../../src/words. No layout features, no hints, no vertical metrics: the default
digits of the font all have the same width, and nothing else is needed.
The script prints the wanted characters that the font does not have.
The same input gives the same bytes.
"""
import os
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = HERE / "NotoSansCJKsc-subset.otf"
FACE = 2  # 0 JP, 1 KR, 2 SC, 3 TC, 4 HK
TEXT_FILES = {".geojson", ".json", ".csv", ".md", ".txt", ".ftl", ".toml", ".rs"}
SYMBOLS = (
    "←↑→↓↔↕⇄⇒⇔●○◐◑◉◎■□▲△▼▽▶▷◀◁◆◇✓✗✕×÷±≈≠≤≥−∞√∑"
    "·…–—•‰°′″¥€£№²³¹₀₁₂₃⌂⏻⊘☰⚠★☆ℹ⌘"
)


def wanted():
    chars = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180))
    chars |= set(range(0x2010, 0x2028)) | set(range(0x2030, 0x205F))
    for row in range(0xA1, 0xF8):  # GB 2312: every assigned pair of bytes
        for cell in range(0xA1, 0xFF):
            try:
                chars.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    chars |= {ord(c) for c in SYMBOLS}
    return chars


def from_texts():
    chars = set()
    for folder in (ROOT / "maps", ROOT / "src" / "words"):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix in TEXT_FILES:
                chars |= {ord(c) for c in path.read_text(encoding="utf-8") if c >= " "}
    return chars


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    font = TTFont(sys.argv[1], fontNumber=FACE, recalcTimestamp=False)
    assert font["name"].getDebugName(1) == "Noto Sans CJK SC", "not the SC face"
    have = set(font.getBestCmap())
    texts = from_texts()
    chars = wanted() | texts
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.recalc_timestamp = False
    cut = subset.Subsetter(options)
    cut.populate(unicodes=chars & have)
    cut.subset(font)
    font.save(OUT, reorderTables=True)
    done = TTFont(OUT)
    cmap, hmtx = done.getBestCmap(), done["hmtx"]
    assert len({hmtx[cmap[ord(d)]][0] for d in "0123456789"}) == 1, "digits differ in width"
    print(f"{OUT.name}: {len(cmap)} characters, {os.path.getsize(OUT):,} bytes")
    for name, group in (("symbols", {ord(c) for c in SYMBOLS}), ("texts", texts)):
        lacking = "".join(map(chr, sorted(group - set(cmap))))
        print(f"{name} the font lacks: {lacking or 'none'}")


if __name__ == "__main__":
    main()
