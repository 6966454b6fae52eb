#!/bin/sh
# An application for registration from receipt to certificate, as an office keys it. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/registration.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }

DAY=2025-09-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
cr officer delegate ravi --power registration --section '6' --notification 'अधि/12' --order 'पद/3'
cr holiday add 2025-10-02 2025-11-05 --name 'अवकाश' --order 'सा/4'
cr clock set BR-REG-02 --days 30 --next-working-day --order 'नि/5'

DAY=2025-10-01
cr application receive 'रामपुर महिला दुग्ध उत्पादक सहकारी समिति' --class dairy --set area=रामपुर --set member_count=14 \
   --set 'share_capital=70,000' --set 'chief_promoter=सुनीता देवी' --set mobile=6000012345 --officer asha
cr application receive 'हरिपुर मत्स्यजीवी सहकारी समिति' --class fishery --set area=हरिपुर --set member_count=8 \
   --set 'chief_promoter=मोहन सहनी' --officer asha

DAY=2025-10-03
cr application scrutinise 1/2025-26 --papers form,byelaws,members,bank,viability,identity,area --reason 'जाँच आरंभ' --to ravi --officer asha
cr application scrutinise 2/2025-26 --papers form --reason 'जाँच आरंभ' --officer asha

DAY=2025-10-11
cr application query 1/2025-26 --remark 'प्रवर्तकों की बैठक का कार्यवृत्त नहीं' --reply-by 2025-10-31 --to asha --officer ravi
cr notice build 1/2025-26 --address 'रामपुर' --reason 'त्रुटि पत्र' --officer ravi
cr outbox release 1/2025-26 --reason 'पंजीकृत डाक' --officer asha
DAY=2025-10-14
cr notice serve 1/2025-26 --mode registered_post --reason 'डाक' --officer asha
cr notice proof 1/2025-26 --words 'RP 000123' --reason 'पावती' --officer asha

DAY=2025-10-25
cr application cure 1/2025-26 --papers minutes --reason 'कार्यवृत्त प्राप्त' --to ravi --officer asha
DAY=2025-11-10
cr application decide 1/2025-26 --result registered --order 'पंजी/45' --registration-no '45/PAT/2025' --district पटना --set name_en='Rampur Mahila Dugdh Utpadak Sahkari Samiti' --officer ravi
cr society extract 45/PAT/2025 --format html -o "${COOP_OFFICE:-.}/public"
cr society certificate 45/PAT/2025 --format html -o "${COOP_OFFICE:-.}/public"
# What is due: the second application has run out of its time. Exit 1 says so.
cr today || true
