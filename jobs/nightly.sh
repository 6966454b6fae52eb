#!/bin/sh
# Reads:   OFFICE/register.db (read only), the settings of the office
# Writes:  OFFICE/reports/nightly/YYYY-MM-DD/: ledger.txt due.csv findings.csv defaulters.csv and the defaulter report
# When:    every night by cron, after the offices close (jobs/crontab)
# Takes:   some seconds for 40,000 societies; silent when all is well, one line on stderr and the worst exit code when not
# Again:   safe at any time; the folder of the day is replaced only when something in it changed.   AS_OF=YYYY-MM-DD runs another day
set -u

if [ $# -ne 1 ]; then
    echo "usage: nightly.sh OFFICE" >&2
    exit 2
fi
office=$1
if [ ! -f "$office/coop.toml" ]; then
    echo "nightly.sh: $office is no office folder (no coop.toml)" >&2
    exit 4
fi
COOP_OFFICE=$(cd "$office" && pwd)
export COOP_OFFICE

# The day in India, whatever the clock zone of the server.
as_of=${AS_OF:-$(TZ=IST-5:30 date +%F)}
year=${as_of%%-*}
month=${as_of#*-}
month=${month%-*}
# The last year that is closed on that day; a year ends on 31 March.
case $month in
    01 | 02 | 03) first=$((year - 2)) ;;
    *) first=$((year - 1)) ;;
esac
fy=$(printf '%d-%02d' "$first" $(((first + 1) % 100)))

lock=$COOP_OFFICE/.nightly.lock
if ! mkdir "$lock" 2>/dev/null; then
    holder=$(cat "$lock/pid" 2>/dev/null || echo 0)
    if [ "$holder" -gt 0 ] && kill -0 "$holder" 2>/dev/null; then
        echo "nightly.sh: $office: another run holds the lock (process $holder)" >&2
        exit 7
    fi
    # Whoever held it is gone without tidying up.
    rm -rf "$lock"
    mkdir "$lock" || exit 7
fi
echo $$ >"$lock/pid"

folder=$COOP_OFFICE/reports/nightly
made=$folder/.making-$as_of-$$
trap 'rm -rf "$lock" "$made"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$made" || exit 4

worst=0
failed=
# Runs one step; its words go to a file that is kept only when the step fails.
step() {
    name=$1
    shift
    "$@" 2>"$made/$name.err"
    code=$?
    if [ $code -eq 0 ]; then
        rm -f "$made/$name.err"
        return
    fi
    failed="$failed $name=$code"
    [ $code -le $worst ] || worst=$code
}

step ledger coop-register ledger verify -o "$made/ledger.txt"
step due coop-returns due list --fy "$fy" --as-of "$as_of" --format csv -o "$made/due.csv" --fail-on never
step findings coop-returns return check --fy "$fy" --as-of "$as_of" --format csv -o "$made/findings.csv" --fail-on never
step defaulters coop-returns defaulter list --fy "$fy" --as-of "$as_of" --format csv -o "$made/defaulters.csv" --fail-on never
step report coop-register report build defaulters --fy "$fy" --as-of "$as_of" --format html,xlsx -o "$made" --fail-on never --quiet >/dev/null

if [ -d "$folder/$as_of" ] && diff -r "$folder/$as_of" "$made" >/dev/null 2>&1; then
    rm -rf "$made"
else
    # Whoever looks in between sees the old folder or the new one, never half of one.
    old=$folder/.before-$as_of-$$
    [ ! -d "$folder/$as_of" ] || mv "$folder/$as_of" "$old"
    mv "$made" "$folder/$as_of"
    rm -rf "$old"
fi

if [ $worst -ne 0 ]; then
    echo "nightly.sh: $office, $as_of:$failed; see $folder/$as_of" >&2
fi
exit $worst
