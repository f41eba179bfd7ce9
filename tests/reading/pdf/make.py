#!/usr/bin/env python3
"""Makes the files of this folder that programs print, from report.html; needs Chromium, LibreOffice, reportlab
and Noto CJK.

Chromium draws each glyph of these fonts as a drawing of its own. What they look like is no matter here, and is left out:
a file is a tenth as large without.
"""

import html
import os
import re
import shutil
import subprocess
import tempfile
import zlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PAGE = (FOLDER / "report.html").read_text()


def two_columns(page):
    style = "main { column-count: 2; column-gap: 10mm } main p, main h2 { font-size: 12pt; line-height: 20pt }</style>"
    head, body = page.replace("</style>", style).split("<p>各位代表：", 1)
    return f"{head}<main><p>各位代表：{body}</main>"


def three_columns(page):
    style = "main { column-count: 3; column-gap: 8mm } main p, main h2 { font-size: 10pt; line-height: 16pt }</style>"
    head, body = page.replace("</style>", style).split("<p>各位代表：", 1)
    return f"{head}<main><p>各位代表：{body}</main>"


def table(page):
    rows = [("指标", "单位", "2024年", "增长"), ("地区生产总值", "亿元", "128.6", "6.2%"), ("粮食总产量", "万吨", "15.3", "1.1%")]
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    head = page.split("<h2>", 1)[0]
    return f"{head}<table style='width: 100%'>{cells}</table><p>以上指标为初步统计数。</p>"


def without_shapes(pdf):
    """The file with its glyphs' drawings emptied. It is a plain file: no object streams, one table at its end."""
    objects = {}
    for match in re.finditer(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", pdf, re.S):
        body = match[2]
        stream = re.fullmatch(rb"(<<.*?>>) ?\n?stream\r?\n(.*)\r?\nendstream", body, re.S)
        if stream:
            try:
                content = zlib.decompress(stream[2])
            except zlib.error:
                content = b""
            drawing = re.match(rb"[-\d. ]+ d[01]\b", content)
            if drawing:
                body = b"<</Length %d>> stream\n%s\nendstream" % (len(drawing[0]), drawing[0])
        objects[int(match[1])] = body
    out = bytearray(b"%PDF-1.4\n%\xd3\xeb\xe9\xe1\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    count = max(objects) + 1
    out += b"xref\n0 %d\n" % count
    for number in range(count):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    trailer = re.search(rb"trailer\n?(<<.*?>>)\n?startxref", pdf, re.S)[1]
    out += b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, start)
    return bytes(out)


def chromium(page, name, *options):
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder) / "report.html", Path(folder) / "report.pdf"
        source.write_text(page)
        program = shutil.which("chromium") or "chromium"
        subprocess.run(
            [program, "--headless", "--no-sandbox", f"--print-to-pdf={printed}", *options, source], check=True
        )
        (FOLDER / name).write_bytes(without_shapes(printed.read_bytes()))


def libreoffice(page, name, options=""):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.html"
        source.write_text(page)
        subprocess.run(
            ["soffice", "--headless", "--infilter=HTML (StarWriter)", "--convert-to", f"pdf:writer_pdf_Export{options}",
             "--outdir", folder, source],
            check=True, env=os.environ | {"HOME": folder},
        )
        shutil.copy(Path(folder) / "report.pdf", FOLDER / name)


def reportlab(page, name):
    """Two columns with less than two characters between them, in a font that is not embedded."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    # Lengths in points.
    size, margin, gap = 12, 74, 21
    style = {"fontName": "STSong-Light", "fontSize": size, "leading": 20, "wordWrap": "CJK"}
    centred = ParagraphStyle("centred", **style, alignment=1)
    indented = ParagraphStyle("indented", **style, firstLineIndent=2 * size)
    paragraphs = [
        Paragraph(html.escape(html.unescape(text)), centred if tag in ("h1", "div") else indented)
        for tag, text in re.findall(r"<(h1|h2|p|div)\b[^>]*>([^<]*)", page)
    ]
    across, down = A4
    width = (across - 2 * margin - gap) / 2
    frames = [Frame(margin + at * (width + gap), margin, width, down - 2 * margin, 0, 0, 0, 0) for at in range(2)]
    document = BaseDocTemplate(str(FOLDER / name), pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames))
    document.build(paragraphs)


PLAIN = "--no-pdf-header-footer"
# With the date, the title and the number of the page at its edges.
chromium(PAGE, "chromium-edges.pdf")
chromium(two_columns(PAGE), "chromium-columns.pdf", PLAIN)
chromium(three_columns(PAGE), "chromium-three.pdf", PLAIN)
chromium(table(PAGE), "chromium-table.pdf", PLAIN)
libreoffice(PAGE, "libreoffice.pdf")
reportlab(PAGE, "reportlab-columns.pdf")
SHORT = "<html lang='zh-CN'><meta charset='utf-8'><body><p>各位代表：现在报告工作。</p></body></html>"
libreoffice(
    SHORT, "locked.pdf",
    ':{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"qinghe"}}',
)
# Opens without a password; copying and printing are forbidden.
libreoffice(
    SHORT, "restricted.pdf",
    ':{"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"qinghe"}}',
)
