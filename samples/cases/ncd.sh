#!/bin/sh
# The National Cooperative Database: an export, the listing of the portal altered against it, who changed what, a ranking.
# Societies, returns and figures are invented; the marks of the heads are an example, those of the portal were not seen.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/ncd.sh
set -eu
: "${COOP_OFFICE:?an empty office}"
DAY=2026-11-29
cn() { coop-returns --as-of "$DAY" --fy 2024-25 "$@"; }
look() { cn "$@" || [ $? -eq 1 ]; }
LISTS=$(mktemp -d)
trap 'rm -rf "$LISTS"' EXIT

# 1959 is the block Maner of the district Patna; the codes of the panchayats are invented.
cat > "$LISTS/panchayats.csv" <<'X'
code,parent_code,name_en,name_hi,source
900001,1959,Rampur,रामपुर,sample
900002,1959,Sonpura,सोनपुरा,sample
X
cat > "$LISTS/societies.csv" <<'X'
Reg. No.,Name of Society,District,Block,Panchayat,Class,Sector,NCD Code,Status,Registration Date,Members,Secretary,Phone
1/PAT/2020,Rampur PACS,Patna,Maner,रामपुर,PACS,1,BR100001,Functional,2020-01-01,210,Ramesh Prasad,6000000101
2/PAT/2020,Sonpura PACS,Patna,Maner,Sonpura,PACS,,BR100002,Functional,2020-01-01,180,,
3/PAT/2020,Maner LAMPS,Patna,Maner,,PACS,22,BR100003,Functional,2020-01-01,90,,
4/PAT/2020,Devkuli PACS,Patna,Maner,Devkuli,PACS,59,BR100004,Functional,2020-01-01,75,,
5/PAT/2020,Old Store PACS,Patna,Maner,,PACS,1,BR100005,Cancelled,2020-01-01,20,,
6/PAT/2020,Patna Milk Union,Patna,,,Federation,9,BR100006,Functional,2020-01-01,40,,
X
cat > "$LISTS/returns.csv" <<'X'
society,district,fy,registration_number,governing_act,fy_start,fy_end,audit_report_date,audit_class,audit_objections_open,agm_date,annual_turnover,members_open,members_close,csc_active,net_profit,accumulated_loss,loan_demand,loan_collection,share_capital_total,reserves_total,fixed_assets_net,storage_capacity_mt,erp_golive
Rampur PACS,Patna,2023-24,1/PAT/2020,bihar_1935,2023-04-01,2024-03-31,2024-08-01,B,2,2024-09-01,4000000,190,200,true,90000,0,1000000,900000,300000,100000,200000,100,true
Rampur PACS,Patna,2024-25,1/PAT/2020,bihar_1935,2024-04-01,2025-03-31,2025-08-01,A,0,2025-09-01,4500000,200,210,true,123456.50,0,1200000,1150000,320000,120000,210000,100,true
Sonpura PACS,Patna,2024-25,2/PAT/2020,bihar_1935,2024-04-01,2025-03-31,2026-02-01,C,4,2025-09-01,900000,182,180,false,-54000,54000,800000,300000,150000,20000,,,false
Maner LAMPS,Patna,2024-25,3/PAT/2020,bihar_1935,2024-04-01,2025-03-31,,,,,,,90,,2743.45,,,,60000,,,,
Patna Milk Union,Patna,2024-25,6/PAT/2020,bihar_1935,2024-04-01,2025-03-31,2025-07-01,A,0,2025-09-01,27434048.50,40,40,,1234567.89,0,,,5000000,900000,4000000,,
X
coop-register --as-of "$DAY" place import "$LISTS/panchayats.csv" --level panchayat
coop-migrate --as-of "$DAY" import "$LISTS/societies.csv" --register society
coop-migrate --as-of "$DAY" import "$LISTS/returns.csv" --register annual_return

look ncd export -o "$LISTS/agreed"
# The portal says otherwise: another status, another number of members, one society less and one more.
sed -e '2s/,functional,/,non_functional,/' -e '3s/,180,/,181,/' -e '4d' "$LISTS/agreed/ncd.csv" > "$LISTS/theirs.csv"
echo ',,,,BR100009,New PACS,,,9/PAT/2025' >> "$LISTS/theirs.csv"
look ncd diff --theirs "$LISTS/theirs.csv" --agreed "$LISTS/agreed/ncd.csv"
# Without the marks of the heads nothing is ranked.
cn ncd rank --sector pacs || [ $? -eq 4 ]
cat >> "$COOP_OFFICE/coop.toml" <<'X'

[params]
rank_marks_audit = 30
rank_marks_operations = 20
rank_marks_finance = 25
rank_marks_infrastructure = 15
rank_marks_identity = 10
X
look ncd rank --sector pacs --by block
cn ncd explain --society 2/PAT/2020
