#!/bin/sh
# Reads:   samples/ of this repository (legacy workbooks, real files, returns, the panel of auditors)
# Writes:  demo/, an office folder made new each time, with reports in demo/reports/hi and demo/reports/en
# When:    by hand, to see the whole way of the data; also by .ci/run
# Takes:   under 60 seconds when built; the first build some minutes (typst is large)
# Again:   run it again; demo/ is made afresh.   Options: --release, --no-print (no PDF, no fonts), --no-build
set -eu
cd "$(dirname "$0")/.."

profile=debug
features=
print=yes
build=yes
for option in "$@"; do
    case $option in
        --release) profile=release ;;
        --no-print) print=no; features=--no-default-features ;;
        --no-build) build=no ;;
        *) echo "demo.sh: unknown option $option (known: --release --no-print --no-build)" >&2; exit 2 ;;
    esac
done

as_of=2025-12-31
fy=2024-25
demo=demo
started=$(date +%s)

say() { printf '\n== %s\n' "$*"; }

# Runs a command; codes 0 (done) and 1 (done, with findings) go on, everything else ends the job.
go() {
    code=0
    "$@" || code=$?
    if [ "$code" -gt 1 ]; then
        echo "demo.sh: '$*' ended with $code" >&2
        exit "$code"
    fi
}

# First number under a key of a JSON text.
number() { tr ',{}' '\n\n\n' <"$2" | sed -n "s/.*\"$1\": *\([0-9][0-9]*\).*/\1/p" | head -n 1; }
word() { tr ',{}' '\n\n\n' <"$2" | sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }

fonts_here() { find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -name "$1" 2>/dev/null | grep -q .; }

if [ "$print" = yes ] && ! { fonts_here 'NotoSansDevanagari-Regular.*' && fonts_here 'NotoSans-Regular.*' && fonts_here 'Lohit-Devanagari.*'; }; then
    say "Fonts for Hindi on paper are missing: installing fonts-noto-core and fonts-lohit-deva"
    if ! command -v apt-get >/dev/null; then
        echo "demo.sh: no apt-get here; install Noto Sans, Noto Sans Devanagari and Lohit Devanagari, or use --no-print" >&2
        exit 4
    fi
    root=
    [ "$(id -u)" = 0 ] || root=sudo
    $root apt-get -qq update
    $root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends fonts-noto-core fonts-lohit-deva >/dev/null
fi

if [ "$build" = yes ]; then
    say "Build ($profile)"
    # shellcheck disable=SC2086
    cargo build --locked --bins $features $([ "$profile" = release ] && echo --release)
fi
PATH="${CARGO_TARGET_DIR:-target}/$profile:$PATH"
export PATH
built=$(date +%s)

say "Office folder $demo/"
if [ -e "$demo" ] && [ ! -e "$demo/coop.toml" ] && [ -n "$(ls -A "$demo" 2>/dev/null)" ]; then
    echo "demo.sh: $demo is there but is no office folder; move it away" >&2
    exit 6
fi
rm -rf "$demo"
go coop-register office init "$demo" --state BR --code BR-HQ \
    --name-hi 'निबंधक, सहयोग समितियाँ, बिहार' --name-en 'Registrar, Co-operative Societies, Bihar'
COOP_OFFICE=$PWD/$demo
export COOP_OFFICE
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Imports one file, proves it by reconcile, and prints a line about it.
take() {
    file=$1
    shift
    go coop-migrate import "$file" --as-of "$as_of" --format json --progress never "$@" >"$scratch/import.json"
    batch=$(word batch "$scratch/import.json")
    go coop-migrate reconcile "$batch" --format json >"$scratch/reconcile.json"
    if [ "$code" -ne 0 ]; then
        echo "demo.sh: reconcile of $file finds a difference; see: coop-migrate reconcile $batch" >&2
        exit "$code"
    fi
    printf '%-62s %6s rows %6s imported %4s rejected\n' "${file#samples/}" \
        "$(number rows "$scratch/import.json")" "$(number imported "$scratch/import.json")" "$(number rejected "$scratch/import.json")"
}

# Registers that speak of societies come after these.
of_societies() { grep -q '^register = "society"$' "${1%/*}/expected.toml"; }

say "Import: every file is followed by a reconciliation of rows and sums"
for file in samples/legacy/*/*.xlsx samples/legacy/*/*.xls samples/legacy/*/*.ods samples/legacy/*/*.csv; do
    ! of_societies "$file" || take "$file"
done
take samples/real/multistate_societies_crcs.csv --register society --set act=mscs_2002
take samples/real/census2011_village_directory_goa.xls --register place
for file in samples/legacy/*/*.xlsx; do
    of_societies "$file" || take "$file"
done
take samples/returns/returns-2023-24.csv --register annual_return
take samples/returns/returns-2024-25.csv --register annual_return

say "The same again changes nothing"
before=$(coop-register db digest --as-of "$as_of")
go coop-migrate import samples/legacy/english-list/english-list.xlsx --as-of "$as_of" --quiet --progress never >/dev/null
after=$(coop-register db digest --as-of "$as_of")
if [ "$before" != "$after" ]; then
    echo "demo.sh: a second import changed the register" >&2
    exit 8
fi
echo "$after"

say "Returns of $fy"
go coop-returns return check --fy "$fy" --as-of "$as_of" --format csv -o "$scratch/findings.csv"
cp "$scratch/findings.csv" "$demo/reports/findings-$fy.csv"
# Year and code of each finding; no name before them holds a comma.
tail -n +2 "$scratch/findings.csv" | cut -d, -f2,3 | sort >"$scratch/found"
tail -n +2 samples/returns/expected-findings.csv | cut -d, -f4,5 | sort >"$scratch/planted"
echo "findings on filed returns: $(wc -l <"$scratch/found") (planted: $(wc -l <"$scratch/planted"))"
if ! diff "$scratch/planted" "$scratch/found" >&2; then
    echo "demo.sh: the findings are not the planted ones (< planted, > found)" >&2
    exit 8
fi
echo "a form with planted faults:"
go coop-returns return check samples/returns/pacs-planted-faults-2024-25.xlsx --as-of "$as_of"
go coop-returns defaulter list --fy "$fy" --as-of "$as_of" --format csv -o "$scratch/defaulters.csv"
cp "$scratch/defaulters.csv" "$demo/reports/defaulters-$fy.csv"
echo "societies without a return: $(($(wc -l <"$scratch/defaulters.csv") - 1))"

say "Audits of $fy"
go coop-audit auditor import samples/panel/auditors.xlsx --as-of "$as_of" --progress never
go coop-audit allotment draft --fy "$fy" --as-of "$as_of" --format json >"$scratch/draft.json"
for key in societies assigned unassigned cost; do printf '%s %s  ' "$key" "$(number $key "$scratch/draft.json")"; done
echo
draft=$(find "$demo/reports/allotment" -name '*.json' | head -n 1)
go coop-audit allotment verify "$draft"
go coop-audit allotment order "$draft" --order DEMO/AUDIT/2025/1 --as-of "$as_of"

say "Reports"
forms=xlsx,html,csv
[ "$print" = no ] || forms=xlsx,pdf,html,csv
for lang in hi en; do
    for name in society_register defaulters findings allotment_order migration_account; do
        go coop-register report build "$name" --fy "$fy" --as-of "$as_of" --lang $lang --format $forms -o "$demo/reports/$lang" --quiet >/dev/null
    done
done

say "The day book"
go coop-register ledger verify

finished=$(date +%s)
say "Done in $((finished - built)) s after $((built - started)) s of building"
echo "Look at:"
for lang in hi en; do
    find "$demo/reports/$lang" -type f | sort | head -n 8 | sed 's/^/  /'
done
cat <<'END'
  demo/reports/findings-2024-25.csv, demo/reports/defaulters-2024-25.csv
  demo/rejects/     the rows that were not imported, each with the reason in an added column
Try:
  coop-register --office demo society list --fy 2024-25 | head
  coop-migrate  --office demo trace BR-HQ-S-1
  coop-audit    --office demo allotment explain --society BR-HQ-S-1
END
