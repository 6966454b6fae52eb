#!/bin/sh
# The election of the board of a PACS, from the register of members that came from a book to the result sheet, and what follows: a vacancy, a supersession.
# All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/election.sh
set -eu
# Identities begin with the code of the office.
OFFICE=$(sed -n 's/^code = "\(.*\)"$/\1/p' "$COOP_OFFICE/coop.toml")
LEGACY=$(dirname "$0")/../legacy
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }
import() { coop-migrate import "$1" --quiet || [ $? -eq 1 ]; }

import "$LEGACY/merged-headings-hindi/merged-headings-hindi.xlsx"
import "$LEGACY/office-bearers/office-bearers.xlsx"
import "$LEGACY/members/members.xlsx"

DAY=2026-09-01
cr officer add asha --name 'आशा कुमारी' --post 'सहकारिता प्रसार पदाधिकारी' --order 'पद/1'
cr officer add ravi --name 'रवि रंजन' --post 'जिला सहकारिता पदाधिकारी' --order 'पद/2'
cr officer delegate ravi --power elections --section '41' --notification 'अधि/12' --order 'पद/3'
# The length of a term was not sourced for Bihar: the office sets its own by order.
cr clock set BR-ELE-10 --months 60 --order 'निर्वाचन/1'
cr election due --by district
cr election notify DCO/GAY/0004 --seats chairman/general=1,member/general=1,member/women=1,member/sc_st=1,treasurer/general=1 \
  --authority 'बिहार राज्य निर्वाचन प्राधिकार' --members-on 2018-12-31 --draft 2026-09-05 --objections 2026-09-12 \
  --final-roll 2026-09-20 --example pacs_2024 --order 'प्राधिकार/7' --officer asha
cr election officer 1/2026-27 --name 'विकास आनंद' --post 'प्रखंड विकास पदाधिकारी' --order 'प्राधिकार/8' --officer asha

DAY=2026-09-05
cr election roll draft 1/2026-27 --in-default 9 --reason 'सदस्य पंजी से' --officer asha
cr election roll show 1/2026-27 --excluded

DAY=2026-09-10
cr election roll object 1/2026-27 --against 4 --remark 'नाममात्र सदस्य' --officer asha
cr election roll object 1/2026-27 --claim 'मोहन लाल' --guardian 'सोहन लाल' --remark 'रसीद संलग्न, नाम छूटा' --officer asha
cr election roll decide 1/2026-27 --who 4 --as removed --remark 'आपत्ति सही' --officer asha
cr election roll decide 1/2026-27 --who 'मोहन लाल' --as added --remark 'रसीद सही' --officer asha

DAY=2026-09-20
cr election roll final 1/2026-27 --reason 'अंतिम सूची' --officer asha

DAY=2026-10-08
cr election nominate 1/2026-27 --candidate 1 --proposer 2 --seconder 3 --post chairman --time 11:30 --symbol 'हल' --reason 'नामांकन' --officer asha
cr election nominate 1/2026-27 --candidate 3 --proposer 5 --seconder 6 --post chairman --time 11:45 --symbol 'बैलगाड़ी' --reason 'नामांकन' --officer asha
cr election nominate 1/2026-27 --candidate 2 --proposer 1 --seconder 3 --post member --seat women --reason 'नामांकन' --officer asha
cr election nominate 1/2026-27 --candidate 5 --proposer 1 --seconder 3 --post member --reason 'नामांकन' --officer asha
cr election nominate 1/2026-27 --candidate 7 --proposer 1 --seconder 3 --post member --reason 'नामांकन' --officer asha
cr election nominate 1/2026-27 --candidate 10 --proposer 1 --seconder 3 --post treasurer --reason 'नामांकन' --officer asha

DAY=2026-10-12
for N in 1 2 3 4 5; do
  cr election scrutinise 1/2026-27 --nomination $N --result accepted --reason 'सही' --officer asha
done
cr election scrutinise 1/2026-27 --nomination 6 --result rejected --because incomplete --reason 'हस्ताक्षर नहीं' --officer asha

DAY=2026-10-14
cr election withdraw 1/2026-27 --nomination 5 --reason 'नाम वापसी' --officer asha
DAY=2026-10-15
cr election candidates 1/2026-27 --publish --reason 'अभ्यर्थी सूची' --officer asha
cr election candidates 1/2026-27

DAY=2026-10-22
cr election result 1/2026-27 --votes 1=14,2=14 --ballots chairman/general=30 --invalid chairman/general=2 --lot 2 --reason 'मतगणना' --officer asha
cr election paper 1/2026-27 --of roll --format html
cr election paper 1/2026-27 --of result --format csv
DAY=2026-10-25
cr election meeting 1/2026-27 --reason 'प्रथम बैठक' --officer asha

# The treasurer’s seat stayed empty; the chairman resigns.
cr election vacancies --open
DAY=2026-11-10
cr election vacancy DCO/GAY/0004 --bearer 'सुरेन्द्र मियां' --because resignation --on 2026-11-10 --order 'त्याग/3' --officer asha
cr election fill "$OFFICE"-V-1 --by co_option --name 'सीमा देवी' --order 'बैठक/2' --officer asha

# Another board is superseded, until a day; the office has set its limit and the board stays longer.
DAY=2026-09-02
cr clock set BR-ELE-11 --days 60 --order 'निर्वाचन/2'
cr supersession propose DCO/GAY/0011 --ground 'लेखा नहीं दिया' --reason 'जाँच प्रतिवेदन' --officer ravi
DAY=2026-09-20
cr supersession order 1/2026-27 --administrator 'नीलम सिंह' --post 'सहायक निबंधक' --until 2026-11-15 --remark 'उत्तर असंतोषजनक' --order 'अधि/44' --officer ravi
DAY=2026-11-25
look today
