#!/bin/sh
# The register of societies worked by itself: a society the register lacked, a change, a correction from the paper register, its
# standing. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/society.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2025-04-01
# Found in the paper register, in none of the spreadsheets.
cr society add --set reg_no=12/1957 --set reg_date=12.03.1975 --set name_hi='रामपुर पैक्स' --set name_en='Rampur PACS' \
    --set district=Patna --set class=pacs --set act=bihar_1935 --reason 'पंजी में छूटी'
cr society amend 12/1957 --set village=मनेर --on 2020-04-01 --order 8/2020
# The page has the year of the book right.
cr society correct 12/1957 --set reg_date=1957-03-12 --page 'पंजी 3 पृ. 41'
cr society history 12/1957

DAY=2025-12-01
look society standing explain 12/1957
