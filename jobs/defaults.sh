#!/bin/sh
# Reads:   OFFICE/register.db, the settings of the office
# Writes:  OFFICE/register.db: cases of default opened, moved and ended, one row of the day book; nothing where nothing changed
# When:    every night by cron, before nightly.sh (jobs/crontab). Notices are not issued: `coop-returns defaulter notice` is for an officer
# Takes:   some seconds for 40,000 societies; silent when all is well, what went wrong on stderr and its exit code when not
# Again:   safe at any time: a second run of a day changes nothing.   AS_OF=YYYY-MM-DD runs another day, OFFICER=LOGIN acts for that officer
set -u

if [ $# -ne 1 ]; then
    echo "usage: defaults.sh OFFICE" >&2
    exit 2
fi
office=$1
if [ ! -f "$office/coop.toml" ]; then
    echo "defaults.sh: $office is no office folder (no coop.toml)" >&2
    exit 4
fi
COOP_OFFICE=$(cd "$office" && pwd)
export COOP_OFFICE

# The day in India, whatever the clock zone of the server.
as_of=${AS_OF:-$(TZ=IST-5:30 date +%F)}
set -- coop-returns defaulter stage --as-of "$as_of" --reason 'nightly run' --quiet
[ -z "${OFFICER:-}" ] || set -- "$@" --officer "$OFFICER"

said=$("$@" 2>&1)
code=$?
if [ $code -ne 0 ]; then
    echo "defaults.sh: $office, $as_of: $said" >&2
fi
exit $code
