#!/bin/sh
# A whole audit year: panel, leave, allotment, order, refusal, replacement, messages, report, fee, class, objections, compliance, arrears. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/audit_year.sh
set -eu
HERE=$(cd "$(dirname "$0")" && pwd)
cr() { coop-register --as-of "$DAY" "$@"; }
ca() { coop-audit --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { "$@" || [ $? -eq 1 ]; }
FY='--fy 2025-26'

# Six societies with their office bearers; a partner of one applicant is chairman of the first.
DAY=2025-11-20
coop-migrate --as-of "$DAY" import "$HERE/audit/societies.csv" --register society
coop-migrate --as-of "$DAY" import "$HERE/audit/bearers.csv" --register office_bearer

# The panel.
DAY=2025-12-01
ca panel notify 'पैनल/2026' --last-day 2025-12-20 --from 2026-01-01 --to 2027-03-31 --categories A,B,C --order 'अधि/1'
said='--practice-since 2012-06-01 --experience 9 --audits 9 --set debt_amount=0 --set officer_of_society=no --set disciplined=no'
DAY=2025-12-10
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'आशा कुमारी वर्मा' --kind ca --membership 412345 --district पटना --category C $said
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'Roy and Associates' --kind ca_firm --firm 012345C --district पटना --category B --partners 'Dinesh Prasad Roy (401111)' $said
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'राजीव नयन मिश्र' --kind ca --membership 433333 --district पटना --category C $said
DAY=2025-12-23
ca panel check
for no in 1 2 3; do ca panel approve $no/2025-26 --capacity 4 --order 'स्वी/1'; done
ca auditor leave add 'राजीव नयन मिश्र' --from 2026-04-01 --to 2026-04-30 --order 'अव/1' --reason 'चिकित्सा'
ca auditor conflicts

# Who audits whom: he who is on leave gets none, the firm not the society of its partner.
DAY=2026-04-10
# shellcheck disable=SC2086
ca allotment draft $FY
ca allotment verify "$COOP_OFFICE"/reports/allotment/2025-26-*.json
ca allotment explain --society 1/PAT/1990
ca allotment order --order 'आव/1'
# shellcheck disable=SC2086
ca allotment tell $FY --order 'आव/1'

# One refuses; when the other is back from leave he takes it, and only that audit changes hands.
DAY=2026-04-20
# shellcheck disable=SC2086
ca audit refuse 1/PAT/1990 $FY --remark 'समिति में संबंधी'
DAY=2026-05-02
# shellcheck disable=SC2086
ca allotment replace $FY --society 1/PAT/1990 --order 'आव/2' --reason 'अंकेक्षक ने अस्वीकार किया'
# shellcheck disable=SC2086
ca allotment tell $FY --order 'आव/2'

# The audit itself.
A=$(ca audit list $FY --format csv | sed -n 's/^\([^,]*1\/2025-26\),.*/\1/p')
DAY=2026-05-05
ca audit accept $A --remark 'लिखित स्वीकृति'
ca audit requisition $A --next 2026-05-20 --remark 'अभिलेख प्रस्तुत करें'
DAY=2026-05-21
ca audit act $A --do begin --remark 'अंकेक्षण आरंभ'
DAY=2026-07-10
ca objection add $A --para 1 --severity serious --text 'बिना स्वीकृति व्यय' --amount 5000
ca objection add $A --para 2 --severity procedural --text 'भंडार पंजी अपूर्ण'
look ca audit report $A --memo 'ज्ञाप/7' --net-profit 42000 --irregular 5000 --remark 'प्रतिवेदन'
ca audit fee set --for pacs --scheme delhi_1989_thrift --from 2026-04-01 --order 'शुल्क/1' --reason 'दर कार्यालय आदेश से'
ca audit fee demand $A --base 6200000 --next 2026-08-31 --remark 'माँग'
ca audit classify $A --remark 'वर्ग' --sheet "$HERE/audit/marks.xlsx"
DAY=2026-07-25
ca audit act $A --do pass --remark 'स्वीकृत'
ca audit act $A --do direct --next 2026-09-30 --remark 'त्रुटि सुधार करें'
DAY=2026-10-05
look ca compliance due
ca compliance reply $A 1 --text 'स्वीकृति कार्यवाही संलग्न'
ca compliance verify $A 1 --settled 5000 --proof 'रसीद 114'
ca compliance verify $A 2 --all --proof 'पंजी देखी'
ca audit comply $A --remark 'कंडिकाएँ निराकृत'
ca audit fee paid $A --amount 4295 --remark 'चालान 12'
ca audit close $A --remark 'समाप्त'

# A year later the others are in arrears.
DAY=2027-04-15
look ca arrears --since 2025-26
