#!/bin/sh
# Complaints about a housing society, from receipt to the proof of remedy, as an office keys them. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/complaint.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2025-04-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
cr officer delegate ravi --power registration --section '6' --notification 'अधि/12' --order 'पद/3'
cr application receive 'नवीन नगर गृह निर्माण सहकारी समिति' --class housing --set area=पटना --set member_count=40 --officer asha
cr application scrutinise 1/2025-26 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच आरंभ' --officer asha
cr application decide 1/2025-26 --result registered --order 'पंजी/9' --registration-no 12/PAT/2025 --district पटना --officer ravi

# The first is about a deed; the second is a member's who was expelled: that may be a dispute, and the program says so.
DAY=2025-06-02
cr complaint receive deed_refused --kind housing --channel post --society 12/PAT/2025 --complainant 'रेखा देवी' --set plot='B-12' --officer asha
cr complaint receive expulsion --channel person --society 12/PAT/2025 --complainant 'मोहन लाल' --member yes --officer asha

DAY=2025-06-09
cr complaint assign 1/2025-26 --inquiry-officer 'रवि रंजन' --reason 'जाँच हेतु' --to ravi --officer asha
cr complaint close 2/2025-26 --finding refer_as_dispute --remark 'निष्कासन की वैधता पर निर्णय पक्षकारों के बीच का विषय' --officer ravi
cr complaint direct 1/2025-26 --remark 'विक्रय पत्र निष्पादित कर सूचित करें' --reply-by 2025-06-30 --officer ravi

DAY=2025-07-01
cr complaint act 1/2025-26 --do no_reply --reason 'उत्तर नहीं मिला' --officer ravi
cr complaint direct 1/2025-26 --remark 'अंतिम अवसर' --reply-by 2025-07-21 --officer ravi

DAY=2025-07-20
cr complaint remedy 1/2025-26 --papers action_taken --remark 'समिति का प्रतिवेदन' --officer ravi
cr complaint close 1/2025-26 --finding upheld --reason 'निवारित' --officer ravi

# The deed was not made after all.
DAY=2025-08-01
cr complaint reopen 1/2025-26 --remark 'विक्रय पत्र अब भी निष्पादित नहीं' --officer ravi
DAY=2025-08-12
cr complaint list --by kind
# The complaint has run out of its sixty working days.
look today
