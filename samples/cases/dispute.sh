#!/bin/sh
# A dispute about a debt from filing over hearings, a cause list, a stay and an appeal to execution. All persons and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/dispute.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }

DAY=2025-04-05
# The State's limitation was not sourced: the office sets its own by order.
cr clock set BR-DIS-01 --months 36 --order 'वि/1'
cr holiday add 2025-05-12 --name 'अवकाश' --order 'सा/2'
# 1: in time; 2: the cause lies more than three years back; filing warns, admission is refused until the delay is condoned.
cr dispute file --plaintiff 'रामपुर पैक्स' --plaintiff-is society --defendant 'मोहन सहनी' --defendant-is member --subject debt \
   --court assistant_registrar --claim '85,000' --cause-on 2024-01-10 --set section=48
cr dispute file --plaintiff 'रामपुर पैक्स' --plaintiff-is society --defendant 'सोहन राय' --defendant-is member --subject debt \
   --court assistant_registrar --claim '40,000' --cause-on 2021-12-01

DAY=2025-04-10
cr dispute admit 1/2025-26 --reason 'ग्राह्य'
if cr dispute admit 2/2025-26 --reason 'ग्राह्य'; then exit 1; else test $? = 6; fi
cr dispute act 2/2025-26 --do condone --order 'वि/3' --remark 'बाढ़ में अभिलेख नष्ट'
cr dispute admit 2/2025-26 --reason 'विलंब क्षमा'
cr dispute act 1/2025-26 --do notice --next 2025-05-05 --set next_purpose=reply --reason 'सूचना'
cr dispute act 2/2025-26 --do notice --next 2025-05-05 --set next_purpose=reply --reason 'सूचना'
cr dispute act 1/2025-26 --do serve --remark 'डाक से तामील'
cr dispute act 2/2025-26 --do serve --remark 'चस्पा से तामील'

DAY=2025-05-02
cr causelist check --on 2025-05-05 --court assistant_registrar --room 2 --presiding ravi
cr causelist print --on 2025-05-05 --court assistant_registrar --room 2 --presiding ravi --order 'सू/4' --format html -o "${COOP_OFFICE:-.}/public"

DAY=2025-05-05
# Put off; the 12th is a holiday, so another day.
if cr dispute adjourn 1/2025-26 --by defendant --because time_sought --next 2025-05-12 --reason 'समय'; then exit 1; else test $? = 6; fi
cr dispute adjourn 1/2025-26 --by defendant --because time_sought --next 2025-05-19 --reason 'समय'
cr dispute adjourn 2/2025-26 --by plaintiff --because party_absent --next 2025-05-19 --reason 'अनुपस्थित'
DAY=2025-05-19
cr dispute hear 1/2025-26 --purpose reply --remark 'उत्तर प्रस्तुत' --next 2025-06-02 --next-purpose evidence --next-time 11:00
DAY=2025-06-02
cr dispute hear 1/2025-26 --purpose issues --remark 'वाद-बिंदु तय' --next 2025-06-09
DAY=2025-06-09
cr dispute hear 1/2025-26 --purpose evidence --remark 'खाता बही प्रदर्श' --next 2025-06-16
DAY=2025-06-16
cr dispute hear 1/2025-26 --purpose arguments --remark 'बहस सुनी' --next 2025-06-23
DAY=2025-06-23
cr dispute hear 1/2025-26 --purpose orders --remark 'आदेश सुरक्षित'
DAY=2025-06-30
cr dispute order 1/2025-26 --result allowed --awarded '85,000' --order 'अधि/5' --remark 'वाद स्वीकृत'
cr dispute act 1/2025-26 --do copy --reason 'प्रति जारी'
DAY=2025-07-15
cr dispute appeal 1/2025-26 --appeal-no 'अ/9' --reason 'अपील'
cr stay add --case 1/2025-26 --forbids recovery --court 'संयुक्त निबंधक' --order 'स्थ/6'
DAY=2025-08-20
cr dispute appeal 1/2025-26 --result upheld --order 'अ/9' --remark 'अपील अस्वीकृत'
cr dispute act 1/2025-26 --do finalise --remark 'आगे अपील नहीं'
if cr dispute execute 1/2025-26 --execution-no 'नि/7' --reason 'निष्पादन'; then exit 1; else test $? = 6; fi
cr stay lift "$(cr stay list --open --format csv | sed -n '2s/,.*//p')" --order 'स्थ/8'
cr dispute execute 1/2025-26 --execution-no 'नि/7' --reason 'निष्पादन'
DAY=2025-09-01
cr dispute execute 1/2025-26 --recovered '85,000' --result satisfied --order 'नि/10'
cr dispute correct 1/2025-26 --event 10 --on 2025-06-28 --order 'शु/11'
cr dispute show 1/2025-26
