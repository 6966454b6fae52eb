#!/bin/sh
# Bye-laws of a housing society: the registered text on record, an amendment with a defect memo, registered; a direction of the Registrar on which the society
# is silent; a text compared and checked. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/byelaw.sh
set -eu
here=$(dirname "$0")/byelaw
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2025-04-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
cr officer delegate ravi --power registration --section '6' --notification 'अधि/12' --order 'पद/3'
cr officer delegate ravi --power byelaws --section '6' --notification 'अधि/12' --order 'पद/4'
cr application receive 'नवीन नगर गृह निर्माण सहकारी समिति' --class housing --set area=पटना --set member_count=40 --officer asha
cr application scrutinise 1/2025-26 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच आरंभ' --officer asha
cr application decide 1/2025-26 --result registered --order 'पंजी/9' --registration-no 12/PAT/2025 --district पटना --officer ravi
cr byelaw text 12/PAT/2025 "$here/registered.txt" --from 2025-04-01 --version 1 --order 'पंजी/9' --officer ravi

# No limit was seen for Bihar: the office sets its own by order.
cr clock set BR-BYL-01 --days 90 --order 'परिपत्र/7'
cr clock set BR-BYL-04 --days 15 --order 'परिपत्र/7'

# The votes are entered as the minutes have them; the meeting had a notice of twelve days.
DAY=2025-06-20
cr byelaw propose 12/PAT/2025 --bye-law '2, 5, 7' --notice-on 2025-06-03 --meeting-on 2025-06-15 --total 40 --present 30 --for 24 --against 6 \
   --because 'कार्यक्षेत्र का विस्तार' --set new_area='नवीन नगर एवं आशियाना नगर, पटना' --text "$here/amended.txt" --officer asha
cr byelaw scrutinise 1/2025-26 --papers application,copies,notice --reason 'जाँच आरंभ' --officer asha
cr byelaw diff 12/PAT/2025
look byelaw check 12/PAT/2025 --case 1/2025-26
cr byelaw query 1/2025-26 --remark 'पीठासीन पदाधिकारी का प्रमाण-पत्र संलग्न नहीं' --reply-by 2025-07-10 --officer ravi
DAY=2025-07-05
cr byelaw cure 1/2025-26 --papers certificate --reason 'प्रमाण-पत्र प्राप्त' --officer asha
# A wrong day of the notice, put right.
cr byelaw correct 1/2025-26 --set notice_on=2025-05-30 --order 'शुद्धि/1'
DAY=2025-07-20
cr byelaw register 1/2025-26 --order 'उप/31' --certificate-no 'उसं/1' --officer ravi
cr society show 12/PAT/2025
cr byelaw print 12/PAT/2025 --format html

# The Registrar's own motion, on a ground of the list: the society is silent.
DAY=2025-08-01
cr byelaw propose 12/PAT/2025 --bye-law 9 --because 'निर्वाचन प्रक्रिया अस्पष्ट' --officer asha
cr byelaw direct 2/2025-26 --ground election --order 'निर्देश/4' --reply-by 2025-09-30 --officer ravi
DAY=2025-10-01
look today
