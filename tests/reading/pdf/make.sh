#!/bin/sh
# Makes the files of this folder that programs print: `./make.sh`, with Chromium, LibreOffice and Noto CJK installed.
set -eu
cd "$(dirname "$0")"
for page in report columns; do
    chromium --headless --no-sandbox --print-to-pdf="chromium-$page.pdf" --no-pdf-header-footer "$page.html"
done
# With the date, the title and the number of the page at its edges.
chromium --headless --no-sandbox --print-to-pdf=chromium-edges.pdf report.html
soffice --headless --convert-to pdf:writer_web_pdf_Export --outdir . report.html
mv report.pdf libreoffice-report.pdf
