#!/bin/sh
# The winding up of an idle society, from the ground found to the final report, as an office keys it. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/liquidation.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }

DAY=2024-04-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
cr officer delegate ravi --power registration --section '6' --notification 'अधि/12' --order 'पद/3'
cr officer delegate ravi --power winding_up --section '6' --notification 'अधि/12' --order 'पद/4'
cr application receive 'सोनभद्र बुनकर सहकारी समिति' --class weavers --set area=पटना --set member_count=21 --officer asha
cr application scrutinise 1/2024-25 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच आरंभ' --officer asha
cr application decide 1/2024-25 --result registered --order 'पंजी/4' --registration-no 4/PAT/2024 --district पटना --officer ravi

# No work: notice to show cause, hearing, order. The society is under liquidation from the day of the order.
DAY=2025-04-02
cr liquidation propose 4/PAT/2024 --ground idle --officer asha
cr liquidation stage 1/2025-26 --into show_cause --remark 'एक वर्ष से कार्य बंद' --next 2025-04-30 --officer ravi
DAY=2025-05-05
cr liquidation stage 1/2025-26 --into heard --remark 'सदस्य उपस्थित, कोई आपत्ति नहीं' --officer ravi
look liquidation order 1/2025-26 --order 'परि/1' --officer ravi
cr society show 4/PAT/2024
cr liquidation appoint 1/2025-26 --liquidator 'विजय प्रसाद' --order 'परि/2' --officer ravi
DAY=2025-05-12
cr liquidation gazette 1/2025-26 --remark 'राजपत्र अंक 19' --officer ravi
cr liquidation stage 1/2025-26 --into in_charge --remark 'रोकड़, बही एवं गोदाम की चाबी ली' --officer ravi

# No period for reports was seen under the Bihar Act: the office sets its own by order, and claims have the last date of the notice.
cr clock set BR-LIQ-05 --months 3 --order 'परि/3' --officer ravi
cr liquidation stage 1/2025-26 --into claims_open --next 2025-07-15 --remark 'समाचार पत्र में सूचना' --officer ravi
DAY=2025-07-20
cr liquidation claim file 1/2025-26 --on 2025-06-02 --claimant 'जिला केंद्रीय सहकारी बैंक' --kind bank --amount 80000 --officer asha
cr liquidation claim file 1/2025-26 --on 2025-06-20 --claimant 'रामदेव साह' --kind employee --amount 12500.50 --officer asha
cr liquidation claim file 1/2025-26 --origin books --claimant 'सदस्यों के निक्षेप' --kind depositor --amount 30000 --officer asha
look liquidation claim file 1/2025-26 --claimant 'शांति देवी' --kind depositor --amount 4000 --officer asha
cr liquidation stage 1/2025-26 --into claims_closed --remark 'सूची बंद' --officer ravi
cr liquidation claim decide 1/2025-26 --claim 1 --admitted 75000 --priority 3 --remark '5000 का प्रमाण नहीं' --officer ravi
cr liquidation claim decide 1/2025-26 --claim 2 --admitted 12500.50 --priority 1 --reason 'वेतन पंजी से' --officer ravi
cr liquidation claim decide 1/2025-26 --claim 3 --admitted 30000 --priority 2 --reason 'बही से' --officer ravi
cr liquidation claim decide 1/2025-26 --claim 4 --admitted 0 --remark 'विलंब का कारण नहीं' --officer ravi
cr liquidation stage 1/2025-26 --into claims_decided --remark 'प्राथमिकता नियत' --officer ravi
cr liquidation contribution determine 1/2025-26 --person 'मोहन लाल' --amount 15000 --reason 'अंश के अनुपात में' --officer ravi
cr liquidation contribution order 1/2025-26 --order 'परि/5' --officer ravi

DAY=2025-09-10
cr liquidation stage 1/2025-26 --into realising --remark 'करघे नीलाम' --officer ravi
cr liquidation contribution recover 1/2025-26 --of 'मोहन लाल' --amount 15000 --reason 'रसीद 7' --officer ravi
cr liquidation report 1/2025-26 --upto 2025-06-30 --assets 120000 --liabilities 117500.50 --realised 110000 --paid 0 --costs 4000 --remark 'प्रथम प्रतिवेदन' --officer ravi
look liquidation statement 1/2025-26
cr liquidation stage 1/2025-26 --into paying --remark 'भुगतान आरंभ' --officer ravi
cr liquidation claim pay 1/2025-26 --claim 2 --amount 12500.50 --reason 'चेक 1' --officer ravi
cr liquidation claim pay 1/2025-26 --claim 3 --amount 30000 --reason 'चेक 2' --officer ravi
cr liquidation claim pay 1/2025-26 --claim 1 --amount 75000 --reason 'चेक 3' --officer ravi

# The next report is missed, and today tells it.
DAY=2026-01-05
look today --service liquidation
cr liquidation report 1/2025-26 --upto 2025-12-31 --assets 120000 --liabilities 117500.50 --realised 110000 --paid 117500.50 --costs 4500 --remark 'अंतिम लेखा' --officer ravi
cr liquidation act 1/2025-26 --do meeting --remark 'अधिशेष शिक्षा निधि को' --officer ravi
look liquidation close 1/2025-26 --remark 'अंतिम प्रतिवेदन स्वीकृत' --officer ravi
cr liquidation list
look liquidation statement 1/2025-26

# The registration is cancelled by a later order of its own.
DAY=2026-02-10
cr society cancel 4/PAT/2024 --order 'निरस्त/1' --officer ravi
cr liquidation list
