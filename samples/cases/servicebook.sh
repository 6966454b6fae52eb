#!/bin/sh
# The service book of an employee: opened, entries by order, verification, a date of birth altered, what is due, the book on paper. All persons are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/servicebook.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2026-04-20
cr officer add asha --name 'आशा कुमारी' --post 'प्रधान सहायक' --order 'पद/1' --from 2020-04-01
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2' --from 2020-04-01
# Neither the age of retirement nor the interval of increments was seen: the office enters them by order.
cr clock set BR-SVC-01 --years 60 --order 'वित्त/11'
cr clock set IN-SVC-06 --months 12 --order 'वित्त/12'
cr servicebook open 'पट/17' --name 'मोहन सहनी' --born 1966-08-15 --appointed 2019-07-01 --authority 'निबंधक' --post 'लिपिक' --pay '25,500' \
   --mobile 9800000017 --order 'नि/5' --officer asha
# Opened once.
if cr servicebook open 'पट/17' --name 'मोहन' --born 1966-08-15 --appointed 2019-07-01 --authority 'निबंधक' --order 'नि/5' --officer asha; then exit 1; else test $? = 6; fi
cr servicebook add 'पट/17' --event increment --on 2020-07-01 --pay '26,300' --authority 'जिला सहकारिता पदाधिकारी' --order 'वे/9' --officer asha
cr servicebook add 'पट/17' --event transfer --on 2022-01-10 --at 'सहकारिता कार्यालय, गया' --authority 'निबंधक' --order 'स्था/3' --officer asha
# Pay does not go down without an order that lowers it.
if cr servicebook add 'पट/17' --event increment --on 2023-07-01 --pay '20,000' --authority 'निबंधक' --order 'वे/12' --officer asha; then exit 1; else test $? = 6; fi
cr servicebook add 'पट/17' --event increment --on 2025-07-01 --pay '29,600' --authority 'जिला सहकारिता पदाधिकारी' --order 'वे/20' --officer asha
cr servicebook attest 'पट/17' --reason 'मूल आदेशों से मिलान' --officer ravi
look servicebook show 'पट/17' --personal
# Of the year 2025-26 and the first three, not of those between.
cr servicebook verify 'पट/17' --from 2019-07-01 --to 2022-03-31 --detail 'वेतन विपत्र' --reason 'वार्षिक सत्यापन' --officer ravi
cr servicebook verify 'पट/17' --from 2025-04-01 --to 2026-03-31 --detail 'वेतन विपत्र' --shown --reason 'वार्षिक सत्यापन' --officer ravi
look servicebook check 'पट/17'
cr servicebook tell 'पट/17' --reason 'असत्यापित सेवा की सूचना' --officer ravi
look servicebook due --months 12

# The date of birth is altered by order with the reason, never otherwise.
BIRTH=$(cr servicebook show 'पट/17' --part 1 --format csv | sed -n '2s/^1,\([^,]*\),.*/\1/p')
if cr servicebook correct "$BIRTH" --set event_on=1967-08-15 --order 'शु/4' --officer ravi; then exit 1; else test $? = 6; fi
cr servicebook correct "$BIRTH" --set event_on=1967-08-15 --order 'शु/4' --reason 'मैट्रिक प्रमाण-पत्र के अनुसार' --officer ravi
cr servicebook attest 'पट/17' --reason 'शुद्धि पत्र से मिलान' --officer ravi
look servicebook due --kind retirement --before 2027-12-31
cr servicebook print 'पट/17' --format html -o "${COOP_OFFICE:-.}/reports"
cr servicebook list
