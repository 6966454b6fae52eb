#!/bin/sh
# A file of the office on its way from desk to desk into the record room. All persons are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/file.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2025-05-01
cr officer add asha --name 'आशा कुमारी' --post 'प्रधान सहायक' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
# No rule on how long a file may lie was seen: the office sets its limit itself, by order.
cr clock set IN-FIL-01 --days 7 --order 'कार्यालय/4'
cr file open 'आवास/12/2025' --reason 'नई संचिका' --officer asha

DAY=2025-05-02
cr file move 'आवास/12/2025' --to ravi --purpose approval --due 2025-05-09 --at '2025-05-02 11:00' --reason 'अनुमोदन हेतु' --officer asha
cr file receive 'आवास/12/2025' --at '2025-05-02 15:30' --reason 'पावती' --officer ravi

DAY=2025-05-12
# Ten days at a desk that should take seven.
look file age
cr file move 'आवास/12/2025' --to asha --purpose action --reason 'अनुमोदित' --officer ravi
cr file receive 'आवास/12/2025' --reason 'पावती' --officer asha
cr file close 'आवास/12/2025' --room 'अभिलेख कक्ष, बस्ता 3' --reason 'निष्पादित' --officer asha
cr file where 'आवास/12/2025'
