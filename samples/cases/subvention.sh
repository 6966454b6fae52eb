#!/bin/sh
# Interest subvention on the crop loans of three PACS: the half-yearly claim, the claim of the year, the orders by which a due date moves, what farmers are told.
set -eu
here=$(dirname "$0")
list=$here/../subvention/fasal-rin-2025-26.xlsx
examples=$here/../subvention/worked-examples.csv
office=$COOP_OFFICE
out=$office/reports
returns() { coop-returns --as-of 2026-07-15 --fail-on never --quiet "$@"; }

# The worked examples, to the paisa, and one of them step by step.
returns subvention compute "$examples" --scheme union --lang en
returns subvention explain "$examples" --scheme mp --account E1 --lang hi

# The half-year to 30 September: the general parts only, for nothing is repaid yet.
returns subvention compute "$list" --scheme mp --fy 2025-26 --upto 2025-09-30 --format csv -o "$out/half-year.csv"
# The year, with what was claimed at the half-year taken off; once more with this claim behind it nothing is left.
returns subvention claim "$list" --scheme mp --fy 2025-26 --earlier "$out/half-year.csv" --format xlsx,html,csv -o "$out" --lang hi
returns subvention claim "$list" --scheme mp --fy 2025-26 --earlier "$out/subvention_claim-mp-2025-26.xlsx" --format csv -o "$office/outbox" --lang en

# The State moves the due date of kharif: the difference is what a claim after the order adds.
cat > "$office/subvention.toml" <<'ORDER'
[[due]]
purpose = "crop_kharif"
fy = "2025-26"
on = 2026-04-27
ordered_on = 2026-03-25
ordered = "F 1-2/2026 (invented)"
source = "order in the file"
ORDER
returns subvention claim "$list" --scheme mp --fy 2025-26 --earlier "$out/subvention_claim-mp-2025-26.xlsx" --dry-run --lang en

# What each farmer is told.
returns subvention farmer-note "$list" --scheme mp --lang hi --format csv
