#!/bin/sh
# Makes the files of this folder from report.fodt with LibreOffice; made with 7.4. What they must read as is
# report.wanted.txt. The pages in html/ are by hand.
set -eu
cd "$(dirname "$0")"
profile=$(mktemp -d)
trap 'rm -r "$profile"' EXIT
for format in odt docx doc rtf html; do
    soffice "-env:UserInstallation=file://$profile" --headless --convert-to "$format" report.fodt >/dev/null
done
# What a person gets who saves a text as a page: one `pre`.
soffice "-env:UserInstallation=file://$profile" --headless --convert-to html:"HTML (StarWriter)" --outdir "$profile" report.wanted.txt >/dev/null
mv "$profile/report.wanted.html" report-text.html
