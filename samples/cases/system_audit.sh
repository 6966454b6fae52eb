#!/bin/sh
# The system audit of PACS live on the ERP, from readiness to the certificate, as an office keys it. All societies and persons are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/system_audit.sh
set -eu
here=$(dirname "$0")
cm() { coop-migrate --as-of "$DAY" "$@"; }
ca() { coop-audit --as-of "$DAY" --fy 2024-25 "$@"; }
# Exit 1 says that something is to be looked at, 6 that the law or a record stands in the way.
look() { ca "$@" || [ $? -eq 1 ]; }

DAY=2025-09-01
cm import "$here/system_audit/societies.csv" --register society
cm pacs select 1/PAT/2019 2/PAT/2019 3/PAT/2019 --on 2022-09-01 --reason 'चरण 1'
cm pacs dct 1/PAT/2019 2/PAT/2019 --on 2024-01-10 --reason 'प्रपत्र पूर्ण'
cm pacs golive 1/PAT/2019 2/PAT/2019 --on 2024-03-15 --reason 'गो-लाइव'
cm import "$here/system_audit/audits.csv" --register audit
coop-returns --as-of "$DAY" pacs day import "$here/system_audit/days.csv" || [ $? -eq 1 ]
look system ready
cm pacs books 1/PAT/2019 --on 2025-05-10 --day-end-upto 2025-05-09 --unreconciled 0 --unreconciled-amount 0 --reason 'बहियों की स्थिति'
look system ready --only ready
look system check 1/PAT/2019

# What no register holds the auditor finds, each with what it was seen from.
ca system finding 1/PAT/2019 --condition vouchers --result pass --evidence 'वाउचर पंजी 1 से 812, कागजी वाउचरों से मिलान'
ca system finding 1/PAT/2019 --condition opening_balances --result fail --evidence 'अंश पूँजी शीर्ष में 2,000 का अंतर'
ca system finding 1/PAT/2019 --condition adjustments --result pass --evidence 'समायोजन वाउचर A-1 से A-6'
ca system finding 1/PAT/2019 --condition year_closed --result pass --evidence 'वर्ष समापन 20.08.2025'
ca system certificate 1/PAT/2019 --order 'सिस्टम/1' || [ $? -eq 6 ]
ca system finding 1/PAT/2019 --condition opening_balances --result pass --evidence 'अंतर समायोजन वाउचर A-6 से समाप्त; तलपट संलग्न' --document "$here/system_audit/audits.csv"
ca --format html system certificate 1/PAT/2019 --order 'सिस्टम/1'
# Again: the same paper, no second number.
ca --format html system certificate 1/PAT/2019
ca system show 1/PAT/2019
ca system list
