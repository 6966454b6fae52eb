#!/bin/sh
# One officer hands the desk over to another: cases, files and a notice, counted before and after, with a certificate. All persons are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/handover.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }

DAY=2026-05-04
for who in 'asha|आशा कुमारी' 'ravi|रवि रंजन' 'usha|उषा देवी'; do
  cr officer add "${who%%|*}" --name "${who#*|}" --post 'सहकारिता प्रसार पदाधिकारी' --from 2025-04-01 --order 'पद/1'
done
cr officer delegate asha --power registration --section 6 --notification 'अधि/26' --from 2025-04-01 --order 'पद/2'
cr application receive 'रामपुर दुग्ध उत्पादक सहकारी समिति' --class dairy --set member_count=14 --set area=रामपुर --officer asha
cr application scrutinise 1/2026-27 --papers form,byelaws --reason 'जाँच' --officer asha
cr notice build 1/2026-27 --matter 'कार्यवृत्त प्रस्तुत करें' --addressee 'मुख्य प्रवर्तक' --reason 'कमी' --officer asha
cr file open 'दुग्ध/3/2026' --reason 'नई संचिका' --officer asha
cr file open 'दुग्ध/4/2026' --reason 'नई संचिका' --officer asha
cr file move 'दुग्ध/4/2026' --to usha --reason 'अभिमत' --officer asha

DAY=2026-06-01
# Who takes over has to have the power that is needed for what is taken.
if cr officer handover asha --to ravi --order 'स्था/8' --officer ravi; then exit 1; else test $? = 6; fi
cr officer delegate ravi --power registration --section 6 --notification 'अधि/27' --from 2026-06-01 --order 'पद/9' --officer ravi
cr officer handover asha --to ravi --order 'स्था/8' --officer ravi --dry-run
cr officer handover asha --to ravi --order 'स्था/8' --officer ravi --relieve --format html -o "${COOP_OFFICE:-.}/reports"
cr file where 'दुग्ध/4/2026' --officer ravi
# Nothing is left to hand over a second time.
cr officer handover asha --to ravi --order 'स्था/8' --officer ravi
cr officer list
