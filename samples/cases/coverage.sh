#!/bin/sh
# Which gram panchayats have no society, and a target of new ones. Panchayats and societies are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/coverage.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
look() { cr "$@" || [ $? -eq 1 ]; }
LISTS=$(mktemp -d)
trap 'rm -rf "$LISTS"' EXIT

DAY=2026-11-02
# 1959 is the block Maner of the district Patna; the codes of the panchayats are invented.
cat > "$LISTS/panchayats.csv" <<'X'
code,parent_code,name_en,name_hi,source
900001,1959,Rampur,रामपुर,sample
900002,1959,Sonpura,,sample
900003,1959,Lakhanpur,लखनपुर,sample
900004,1959,Devkuli,देवकुली,sample
900005,1959,Naya Tola,नया टोला,sample
X
cat > "$LISTS/societies.csv" <<'X'
Reg. No.,Name of Society,District,Block,Class,Area of operation,Status,Registration Date
1/PAT/2020,Rampur PACS,Patna,Maner,PACS,ग्राम पंचायत रामपुर एवं सोनपुरा,Functional,2020-01-01
2/PAT/2020,Lakhanpur PACS,Patna,Maner,PACS,लखनपुर,Functional,2020-01-01
3/PAT/2020,Devkuli PACS,Patna,Maner,PACS,ग्राम पंचायत देवकुली,Cancelled,2020-01-01
4/PAT/2020,Maner Dairy,Patna,Maner,Dairy,"मनेर प्रखंड की सभी पंचायतें, देवकुली को छोड़कर",Functional,2020-01-01
X
cr place import "$LISTS/panchayats.csv" --level panchayat
coop-migrate import "$LISTS/societies.csv" --register society
look coverage compute --kind pacs
cr coverage uncovered --kind pacs
cr coverage uncovered --kind pacs --doubtful
cr coverage explain Lakhanpur --kind pacs
cr coverage explain 4/PAT/2020 --kind dairy
look coverage plan --kind pacs --societies 2 --by block --due 2027-03-31 --order 'लक्ष्य/1'
DAY=2027-01-05
cr coverage progress --kind pacs
