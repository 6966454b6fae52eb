#!/bin/sh
# Members of a PACS and of a multi-State society, from application to the end of membership, with shares and appeal. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/member.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2025-04-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'सहायक निबंधक' --order 'पद/2'
cr officer delegate ravi --power registration --section '6' --notification 'अधि/12' --order 'पद/3'
cr application receive 'रामपुर प्राथमिक कृषि साख सहयोग समिति' --class pacs --set area=रामपुर --set member_count=25 --officer asha
cr application scrutinise 1/2025-26 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच आरंभ' --officer asha
cr application decide 1/2025-26 --result registered --order 'पंजी/9' --registration-no 5/PAT/2025 --district पटना --officer ravi
cr application receive 'गंगा बहुराज्य साख सहकारी समिति' --class urban_credit --set act=mscs_2002 --set area=पटना --set member_count=60 --officer asha
cr application scrutinise 2/2025-26 --papers form,byelaws,minutes,members,bank,viability,identity,area,rbi --reason 'जाँच आरंभ' --officer asha
cr application decide 2/2025-26 --result registered --order 'पंजी/10' --registration-no 6/PAT/2025 --district पटना --officer ravi

# Three apply to the PACS: one is admitted, one refused, of the third nobody decides.
DAY=2025-06-02
cr member receive 'सीता देवी' --society 5/PAT/2025 --guardian 'मोहन लाल' --dob 1980-03-04 --sex f --category EBC --address 'ग्राम रामपुर' --set fee_paid=11 --officer asha
cr member receive 'गीता देवी' --society 5/PAT/2025 --guardian 'सोहन लाल' --dob 1985-01-02 --sex f --category SC --address 'ग्राम रामपुर' --officer asha
cr member apply 'राम प्रवेश' --society 5/PAT/2025 --guardian 'हरि प्रसाद' --dob 1979-11-12 --sex m --category GEN --set fee_paid=11 --officer asha
# Too young: refused, with the source of the age.
cr member receive 'रोहित कुमार' --society 5/PAT/2025 --dob 2010-01-01 --officer asha || [ $? -eq 6 ]

DAY=2025-06-10
cr member admit 1/2025-26 --resolution 'सं/4' --shares 1 --amount 10 --reason 'प्रवेश' --officer asha
cr member refuse 2/2025-26 --because not_resident --remark 'पंचायत का निवासी नहीं पाया गया' --officer asha
# Silence: the PACS had fifteen days. Before they have run out nothing is recorded.
cr member deem 3/2025-26 --reason 'अवधि' --officer asha || [ $? -eq 6 ]

DAY=2025-06-18
look today --service membership
cr member deem 3/2025-26 --reason 'पंद्रह दिन में निर्णय नहीं' --officer ravi

# The refusal is appealed; the order makes her a member.
cr appeal file --application 2/2025-26 --officer asha
cr appeal admit 1/2025-26 --next 2025-06-25 --reason 'सुनवाई' --officer ravi
DAY=2025-06-25
cr appeal decide 1/2025-26 --result allowed --order 'अपील/1' --remark 'निवास सिद्ध' --officer ravi

# Shares: allotted, given back in part, transferred; then one leaves.
DAY=2025-07-01
cr member allot 5/PAT/2025 1 --shares 9 --amount 90 --voucher R/1 --reason 'अंश आवंटन' --officer asha
cr member redeem 5/PAT/2025 1 --shares 2 --voucher R/2 --reason 'अंश वापसी' --officer asha
cr member transfer 5/PAT/2025 1 2 --shares 3 --reason 'अंतरण' --officer asha
cr member remove 5/PAT/2025 1 --because resignation --reason 'त्यागपत्र' --officer asha
look member shares 5/PAT/2025
cr member shares 5/PAT/2025 1
cr member roll 5/PAT/2025
