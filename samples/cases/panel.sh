#!/bin/sh
# A panel year: notification, five applications, check, approval, debarment, leave, conflicts of interest, the published list. All persons are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/panel.sh
set -eu
ca() { coop-audit --as-of "$DAY" "$@"; }
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { ca "$@" || [ $? -eq 1 ]; }
# What must be refused.
refused() { ! ca "$@"; }

DAY=2025-12-01
# Two societies; an office bearer of the first bears the name of an applicant's partner.
cr application receive 'कोसी मत्स्यजीवी सहयोग समिति' --class fishery --set area=पटना --set member_count=30
cr application scrutinise 1/2025-26 --papers form,byelaws,minutes,members,bank,viability,identity,area --reason 'जाँच'
cr application decide 1/2025-26 --result registered --order 'पंजी/9' --registration-no 9/PAT/2025 --district पटना
bearers=$(mktemp -d)
trap 'rm -rf "$bearers"' EXIT
cat > "$bearers/bearers.csv" <<'ROWS'
पंजीयन संख्या,पद,नाम,पिता/पति,कब से
9/PAT/2025,अध्यक्ष,दिनेश प्रसाद राय,,01-04-2025
9/PAT/2025,सदस्य,मीना देवी,,01-04-2025
ROWS
coop-migrate --as-of "$DAY" import "$bearers/bearers.csv" --register office_bearer

ca panel notify 'पैनल/2026' --last-day 2025-12-20 --from 2026-01-01 --to 2026-12-31 --categories A,B,C --order 'अधि/1'
said='--set debt_amount=0 --set officer_of_society=no --set disciplined=no'
DAY=2025-12-10
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'आशा कुमारी वर्मा' --set name_other='Asha Kumari Verma' --kind ca --membership 412345 --district पटना --category C --experience 6 --audits 2 --practice-since 2019-04-01 --set 'districts=नालंदा; वैशाली' $said
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'Roy and Associates' --kind ca_firm --firm 012345C --district पटना --category B --experience 12 --audits 9 --practice-since 2010-06-01 --partners 'Dinesh Prasad Roy (401111); Kiran Bala Sahay (402222)' $said
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'राकेश रंजन' --kind ca --membership 433333 --district गया --category A --experience 4 --audits 1 --practice-since 2021-01-15 $said
ca panel apply --notice 'पैनल/2026' --name 'मीना देवी' --kind ca --membership 455555 --district गया --category C --experience 2 --practice-since 2023-01-15
DAY=2025-12-22
# Late, and the second of one person in the other script.
# shellcheck disable=SC2086
ca panel apply --notice 'पैनल/2026' --name 'Shri Asha Kumari Verma' --kind ca --membership 412345 --district पटना --category C --experience 6 --practice-since 2019-04-01 $said

DAY=2025-12-23
look panel check --failing
ca panel withdraw 5/2025-26 --reason 'दो बार आवेदन'
refused panel approve 3/2025-26 --order 'स्वी/0'
look panel approve --notice 'पैनल/2026' --order 'स्वी/1'
# In category C every rule holds for him.
look panel approve 3/2025-26 --category C --order 'स्वी/2'
ca panel refuse 4/2025-26 --order 'अस्वी/1' --reason 'अनुभव कम'
DAY=2026-02-01
ca panel list
ca panel cause 'राकेश रंजन' --charge 'प्रतिवेदन समय पर नहीं' --reply-by 2026-02-16
refused panel debar 1/2025-26 --from 2026-03-01 --to 2026-08-31 --order 'वि/1' --reason 'प्रतिवेदन समय पर नहीं'
DAY=2026-02-10
ca panel answer 1/2025-26 --remark 'उत्तर असंतोषजनक'
ca panel debar 1/2025-26 --from 2026-03-01 --to 2026-08-31 --order 'वि/1' --reason 'प्रतिवेदन समय पर नहीं'
ca auditor leave add 'आशा कुमारी वर्मा' --from 2026-04-01 --to 2026-04-30 --order 'अव/1' --reason 'चिकित्सा'
DAY=2026-04-05
ca panel list
ca panel list --on 2026-09-01
ca auditor conflicts
ca auditor confirm 'Roy and Associates' 9/PAT/2025 --ground partner_on_board --order 'हित/1' --reason 'परिचय से पुष्ट'
ca panel publish --format html -o "$bearers"
