#!/bin/sh
# Assets of an office and of a society, from the challan to the auction, as an office keys them. All persons, societies and machines are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/asset.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }
SHEET=$(mktemp -d)
trap 'rm -rf "$SHEET"' EXIT

DAY=2025-04-01
cr officer add asha --name 'आशा कुमारी' --post 'भंडारपाल' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
# No rate was seen in a source: the office sets its own.
cr asset rate set --item computer --method written_down --rate 40 --convention half_year --from 2020-04-01 --order 'मू/1' --officer ravi
cr asset rate set --item printer --method straight_line --rate 20 --convention day --residual 5 --from 2020-04-01 --order 'मू/1' --officer ravi

DAY=2025-05-10
cr asset add computer --tag C-1 --serial PC-7781 --make 'नमूना डेस्कटॉप' --owner office --scheme rcs_computerisation --cost 50000 --purchase-order 'क्रय/4' --set warranty_to=2028-05-09 --officer asha
cr asset add printer --tag P-1 --serial PR-0042 --owner office --scheme rcs_computerisation --cost 12000 --officer asha
cr asset add webcam --tag W-1 --owner society --scheme pacs_computerisation --cost 3000 --central-share 1800 --holder 'रामपुर पैक्स' --place 'रामपुर' --officer asha
cr asset issue C-1 --holder 'जिला सहकारिता कार्यालय' --place 'कक्ष 1' --custodian 'रवि रंजन' --reason 'निर्गत' --officer asha
cr asset issue P-1 --holder 'जिला सहकारिता कार्यालय' --place 'कक्ष 1' --custodian 'रवि रंजन' --reason 'निर्गत' --officer asha

# The year's verification: one machine is beyond repair, one is not there, and one is there that nobody entered.
DAY=2026-03-20
cr asset verify --sheet -o "$SHEET/verification.xlsx"
look asset verify C-1 --found --condition surplus --reason 'वार्षिक सत्यापन' --officer ravi
look asset verify P-1 --missing --reason 'वार्षिक सत्यापन' --officer ravi
look asset verify --excess scanner --serial SC-9 --place 'कक्ष 2' --reason 'वार्षिक सत्यापन' --officer ravi
look asset variance
cr asset act P-1 --do find --remark 'कक्ष 3 में मिला' --officer asha
cr asset correct C-1 --event 2 --on 2026-03-19 --reason 'तिथि की भूल'

DAY=2026-04-02
look asset depreciate
cr asset transfer P-1 --holder 'रामपुर पैक्स' --owner society --place 'रामपुर' --order 'हस्ता/2' --officer ravi
cr asset condemn C-1 --order 'निष्प्र/3' --officer ravi
cr asset dispose C-1 --how auctioned --proceeds 20000 --order 'नीलाम/5' --officer ravi
cr asset list
look today
