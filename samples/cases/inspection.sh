#!/bin/sh
# An inspection after a complaint, its report, the directions and a surcharge, as an office keys it. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/inspection.sh
set -eu
here=$(dirname "$0")
cr() { coop-register --as-of "$DAY" "$@"; }
ca() { coop-audit --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2025-04-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
cr officer delegate ravi --power registration --section '6' --notification 'अधि/12' --order 'पद/3'
cr officer delegate ravi --power inquiry --section '6' --notification 'अधि/12' --order 'पद/4'
cr application receive 'कोसी मत्स्यजीवी सहयोग समिति' --class fishery --set area=पटना --set member_count=30 --officer asha
cr application scrutinise 1/2025-26 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच आरंभ' --officer asha
cr application decide 1/2025-26 --result registered --order 'पंजी/9' --registration-no 9/PAT/2025 --district पटना --officer ravi

DAY=2025-06-02
ca inspection order 9/PAT/2025 --kind inquiry --ground complaint --by 'आशा कुमारी' --period 2024-25 --due 2025-07-15 --order 'जाँच/1' --officer ravi
ca inspection notice 'जाँच/1' --remark 'अभिलेख सहित उपस्थित रहें' --next 2025-06-10 --officer asha
DAY=2025-06-10
ca inspection record 'जाँच/1' --books 'रोकड़ बही, लेजर, कार्यवाही पंजी' --remark 'समिति कार्यालय में' --officer asha
# The sheet of the society's class is filled at the society and taken back; cash is short.
ca inspection checklist 'जाँच/1' "$here/inspection/checklist.csv" --officer asha
ca inspection act 'जाँच/1' --do draft --set loss=18000 --set findings='रोकड़ में अंतर' --remark 'प्रारूप' --officer asha
ca inspection act 'जाँच/1' --do ask_reply --remark 'उत्तर दें' --next 2025-06-25 --officer asha
# The day set for the report is past.
DAY=2025-07-20
look today --service inspection
ca inspection act 'जाँच/1' --do no_reply --remark 'उत्तर नहीं' --officer asha
ca inspection report 'जाँच/1' --findings 'रोकड़ में 18000 का अंतर; रसीद बही अप्राप्त' --loss 18000 --reason 'प्रतिवेदन' --officer asha
ca inspection decide 'जाँच/1' --action surcharge --remark 'कोषाध्यक्ष उत्तरदायी' --officer ravi

# Each person has a notice and is heard. How far back a surcharge reaches was seen of no State: the office sets it by order.
cr clock set BR-INS-04 --months 72 --order 'जाँच/2' --officer ravi
cr surcharge notice 9/PAT/2025 --inspection 'जाँच/1' --person 'सुरेश सहनी' --post 'कोषाध्यक्ष' --amount 18000 --occurred-on 2024-11-30 --officer ravi
DAY=2025-08-04
cr surcharge hear 1/2025-26 --remark 'उपस्थित, रसीद नहीं दिखाई' --officer ravi
cr surcharge order 1/2025-26 --interest 900 --order 'अधि/1' --officer ravi
DAY=2025-10-01
cr surcharge recover 1/2025-26 --recovered 18900 --remark 'चालान 11' --officer ravi
cr surcharge act 1/2025-26 --do satisfied --remark 'पूर्ण' --officer ravi
ca inspection act 'जाँच/1' --do surcharged --remark 'अधिभार वसूल' --officer ravi
cr surcharge list
ca inspection checklist 'जाँच/1' --open || [ $? -eq 1 ]
ca inspection list
