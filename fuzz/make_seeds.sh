#!/bin/sh
# Seeds for the fuzz targets out of the samples: small files of each format, their XML parts, lines of text.
set -eu
cd "$(dirname "$0")/.."
seeds=fuzz/seeds
rm -rf "$seeds"
mkdir -p "$seeds/sheets" "$seeds/xlsx_parts" "$seeds/convert" "$seeds/dates" "$seeds/amounts"
find samples -type f -size -120k \( -name '*.xlsx' -o -name '*.xls' -o -name '*.ods' -o -name '*.csv' -o -name '*.xlsb' \) -exec cp {} "$seeds/sheets/" \;
for book in samples/legacy/*/*.xlsx; do
    name=$(basename "$book" .xlsx)
    # The head of each part is enough to show what parts look like.
    { unzip -p "$book" xl/worksheets/sheet1.xml | head -c 6000; printf '\0'
      unzip -p "$book" xl/sharedStrings.xml 2>/dev/null | head -c 4000; printf '\0'
      unzip -p "$book" xl/styles.xml | head -c 4000; } > "$seeds/xlsx_parts/$name" || true
done
n=0
for case in tests/corpus/*.toml; do
    n=$((n + 1))
    case $case in
        */date-*) cp "$case" "$seeds/dates/$n" ;;
        */amount-* | */count-* | */phone-* | */number-*) grep -o '| [^|]*$' "$case" | cut -c3- > "$seeds/amounts/$n" || true ;;
        *) cp "$case" "$seeds/convert/$n" ;;
    esac
done
