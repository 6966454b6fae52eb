#!/bin/sh
# Days of PACS in the ERP, their activities, and a State's target split over its districts. Societies, persons and figures are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/programme.sh
set -eu
HERE=$(dirname "$0")/programme
cr() { coop-returns --as-of "$DAY" "$@"; }
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2026-11-03
coop-migrate --as-of "$DAY" import "$HERE/societies.csv" --register society
# Days: the hours are the office's own, by order.
coop-register --as-of 2026-10-01 clock set IN-PAC-01 --time 10:30 --order 'समय/1'
coop-register --as-of 2026-10-01 clock set IN-PAC-02 --time 18:00 --order 'समय/1'
cr pacs day import "$HERE/day-2026-10-31.csv"
look pacs day import "$HERE/day-2026-11-02.csv"
cr pacs day import "$HERE/day-2026-10-31.csv"
cr pacs day status --date 2026-10-31
cr pacs day status --date 2026-11-02 --by block
look pacs day late --date 2026-11-02
# Activities of a month.
look pacs activity import "$HERE/activities-2025-12.csv"
cr pacs activity show --month 2025-12
cr pacs activity show --month 2025-12 --activity jan_aushadhi --by society
# A target of two crore a month, split by last year's figure, nobody under a lakh.
cr target set --scheme jan-aushadhi --month 2025-12 --amount '2 करोड़' --order 'ल/1'
cr target split --scheme jan-aushadhi --month 2025-12 --by last-year --floor 1,00,000 --reason 'every district has a centre'
cr target split --scheme jan-aushadhi --month 2025-12 --by last-year --floor 1,00,000 --reason 'every district has a centre' --order 'ल/2'
cr target progress --scheme jan-aushadhi --month 2025-12
cr target set --scheme necl-export --year 2025-26 --units 1000 --order 'ल/3'
cr target split --scheme necl-export --year 2025-26 --by societies --order 'ल/4'
cr target progress --scheme necl-export --year 2025-26
