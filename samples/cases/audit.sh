#!/bin/sh
# The life of an audit, from the order to its close, with a refusal, objections, a re-audit and what is in arrears. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/audit.sh
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
cr() { coop-register --as-of "$DAY" "$@"; }
ca() { coop-audit --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { "$@" || [ $? -eq 1 ]; }

DAY=2024-06-01
cr application receive 'कोसी मत्स्यजीवी सहयोग समिति' --class fishery --set area=पटना --set member_count=30
cr application scrutinise 1/2024-25 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच आरंभ'
cr application decide 1/2024-25 --result registered --order 'पंजी/9' --registration-no 9/PAT/2024 --district पटना
A=BR-HQ-S-1/2024-25

# No allotment ordered it: the office opens the audit by an order of its own. The time for acceptance is the office's, set by order.
DAY=2025-04-10
cr clock set BR-AUD-01 --days 30 --order 'अंके/1'
ca audit open 9/PAT/2024 --fy 2024-25 --by 'रामप्रवेश सिंह, सनदी लेखाकार' --order 'अंके/2'
DAY=2025-04-20
ca audit accept $A --remark 'लिखित स्वीकृति प्राप्त'
ca audit requisition $A --next 2025-05-05 --remark 'अभिलेख प्रस्तुत करें' --also 'मछली तालाब बंदोबस्ती पंजी'
DAY=2025-05-06
ca audit act $A --do begin --remark 'अंकेक्षण आरंभ'
DAY=2025-07-20
ca objection import "$HERE/audit/objections.csv"
ca audit act $A --do draft --remark 'प्रारूप समिति को'
look ca audit report $A --memo 'ज्ञाप/7' --net-profit 42000 --misappropriated 18000 --irregular 5000 --remark 'प्रतिवेदन'

# The fee: nothing is computed until the office sets a scheme.
ca audit fee set --for fishery --scheme delhi_1989_thrift --from 2025-04-01 --order 'शुल्क/1' --reason 'दर कार्यालय आदेश से'
ca audit fee explain $A --base 6200000 --split goa_2016_split
ca audit fee demand $A --base 6200000 --next 2025-08-31 --remark 'माँग'

# Marks, each with evidence; what does not apply is left out of the hundred.
ca audit classify $A --template "${TMPDIR:-/tmp}/marks-$$.xlsx"
rm -f "${TMPDIR:-/tmp}/marks-$$.xlsx"
ca audit classify $A --remark 'वर्ग' --explain \
  --mark crar=14 --evidence crar='गणना पत्रक' --mark overdues=na --evidence overdues='ऋण नहीं' --mark npa=na --evidence npa='ऋण नहीं' \
  --mark meeting=5 --evidence meeting='कार्यवाही 12.06.2025' --mark board=5 --evidence board='कार्यवाही पंजी' --mark registers=4 --evidence registers='सूची' \
  --mark day_end=3 --evidence day_end='रोकड़ बही 20.07.2025' --mark suspense=3 --evidence suspense='शेष शून्य' --mark profit=8 --evidence profit='लाभ-हानि खाता' \
  --mark costs=4 --evidence costs='लाभ-हानि खाता' --mark liquidity=na --evidence liquidity='अमानत नहीं' --mark old_paras=na --evidence old_paras='पहला अंकेक्षण' \
  --mark rectification=na --evidence rectification='पहला अंकेक्षण' --mark return=5 --evidence return='पावती 44' --cap cash_short='रोकड़ में 18000 की कमी'

# The report is accepted, rectification directed by a day.
DAY=2025-08-01
ca audit act $A --do pass --remark 'स्वीकृत'
ca audit act $A --do direct --next 2025-10-31 --remark 'त्रुटि सुधार करें'
DAY=2025-09-15
ca compliance reply $A 2 --text 'स्वीकृति कार्यवाही संलग्न'
ca compliance verify $A 2 --settled 3000 --proof 'कार्यवाही 14.09.2025'
ca compliance verify $A 3 --all --proof 'पंजी देखी'
ca compliance escalate $A 1 --to surcharge --reason 'कोषाध्यक्ष उत्तरदायी'
DAY=2025-11-01
look ca compliance due
ca compliance verify $A 2 --settled 5000 --proof 'रसीद 114'
ca audit comply $A --remark 'समिति की कंडिकाएँ निराकृत'
ca audit fee paid $A --amount 4295 --remark 'चालान 12'
look ca audit close $A --remark 'समाप्त'

# A re-audit stands beside the audit of the year. A refusal stays to be seen until another auditor has it.
DAY=2025-11-10
ca audit open 9/PAT/2024 --fy 2024-25 --kind re_audit --by 'सीता शर्मा' --why 'गबन की राशि की जाँच' --order 'अंके/9'
ca audit refuse $A/re_audit-1 --remark 'समिति में संबंधी'
DAY=2026-04-15
look ca arrears
ca objection list $A --open
