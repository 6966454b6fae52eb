//! `samples/README.md`, written from what is known of the samples.

use super::{
    bad::BAD,
    truth::{Fate, Truth},
};
use std::fmt::Write as _;

const HEAD: &str = "\
# Samples

Made by `cargo run --no-default-features --example make_samples`, but for `real/` and `material/`; the same program gives the same bytes.
All persons, societies, villages, telephone numbers and figures are invented. Telephone numbers begin with 60000 to 60002 and count upwards;
the five identity numbers of office bearers and members are those the issuing authority published for testing. Districts and blocks are real
(`material/README.md` names their source).

| folder | what |
|---|---|
| `legacy/<case>/` | a workbook with one difficulty, and `expected.toml`: rows, what becomes of them, sums, printed totals, planted faults |
| `truth/<case>.csv` | every data row as it is meant, with the sheet and row it stands in; never an input |
| `returns/` | annual returns 2023-24 and 2024-25 of 200 societies of the samples, two forms, and the findings they must raise |
| `panel/` | the panel of auditors |
| `subvention/` | loan lists for interest subvention: a ledger of three PACS of Madhya Pradesh in Kruti Dev, and the worked examples as a CSV |
| `cases/audit.sh` | an audit from the order to its close: memo from `cases/audit/objections.csv`, fee, class, rectification, a re-audit that is refused; `cases/audit/marks.xlsx` is a filled marks sheet, `marks_faulty.xlsx` one with faults; not made by the maker |
| `cases/complaint.sh` | two complaints about a housing society: direction, proof of remedy, reopening, a clock that lapses; one that is a dispute; not made by the maker |
| `cases/panel.sh` | a panel year: five applications, check, approval, debarment, leave, a partner on a board, the published list; not made by the maker |
| `cases/audit_year.sh` | a whole audit year: panel, leave, allotment, refusal, replacement, messages, report, fee, class, objections, compliance, arrears; not made by the maker |
| `cases/society.sh` | a society the register lacked: entered, changed, corrected from the paper page, its standing; not made by the maker |
| `cases/member.sh` | members of a PACS: admitted, refused and appealed, deemed by silence; shares, the end of a membership, the roll; not made by the maker |
| `cases/election.sh` | the election of a PACS from imported members to roll, tie by lot and result sheet; a vacancy, a supersession whose time has run out; not made by the maker |
| `cases/asset.sh` | a computer, a printer and a webcam from the challan over a verification to the auction; not made by the maker |
| `cases/coverage.sh` | five panchayats, four societies and a target of new ones; not made by the maker |
| `cases/programme.sh` | two days of fourteen PACS in the ERP (`programme/day-*.csv`, Hindi and English headings, planted faults), their activities of a month, a target of two crore split and held against sales; not made by the maker |
| `cases/ncd.sh` | six societies for the National Cooperative Database: export, a listing that differs, who changed what, a ranking; not made by the maker |
| `cases/file.sh` | a file of the office from desk to desk into the record room; not made by the maker |
| `cases/servicebook.sh` | the service book of an employee: entries by order, verification, a date of birth altered, what is due, the printed book; not made by the maker |
| `cases/locker.sh` | documents kept once for several subjects, given out, struck out, verified; not made by the maker |
| `cases/handover.sh` | one officer's desk handed to another with a certificate; not made by the maker |
| `cases/liquidation.sh` | a society wound up: notice, order, claims, a late one, contributions, a missed report, payments, final report; not made by the maker |
| `cases/inspection.sh` | an inquiry after a complaint, its checklist, its report after its day, a surcharge to recovery; not made by the maker |
| `cases/system_audit.sh` | the system audit of a PACS, from readiness over findings to the certificate; not made by the maker |
| `cases/registration.sh` | two applications for registration keyed from receipt to certificate; not made by the maker |
| `cases/dispute.sh` | two disputes keyed from filing over hearings, a cause list and a stay to execution; not made by the maker |
| `cases/byelaw.sh` | bye-laws of a housing society: the registered text (`byelaw/registered.txt`), an amendment (`byelaw/amended.txt`) with a defect memo, a direction nobody answers; not made by the maker |
| `cases/project.sh` | costs of two projects with the public figures of Bihar; not made by the maker |
| `cases/subvention.sh` | interest subvention on crop loans: the half-year, the year, a due date moved by order, messages to farmers; not made by the maker |
| `bad/` | inputs that must be refused |
| `real/` | files as offices issued them |
| `material/` | names and places the maker draws from |

## Legacy workbooks

Rows are data rows; titles, headings, totals, notes and blank rows are not counted. A row is rejected when a field cannot be read or
does not exist (31 February), when a registration date lies in the future, or when it names no society. The last eight are of other registers;
but for the applications they speak of societies of merged-headings-hindi: import that one first.

";

/// The whole page.
pub fn page(truths: &[Truth]) -> String {
    let mut out = String::from(HEAD);
    out.push_str("| file | difficulty | rows | imported | duplicates | rejected |\n|---|---|---:|---:|---:|---:|\n");
    let mut societies = 0;
    for t in truths {
        let counts = [t.rows(), t.count(Fate::Imported), t.count(Fate::Duplicate), t.count(Fate::Rejected)]
            .map(|n| n.to_string());
        let _ = writeln!(out, "| legacy/{}/{} | {} | {} |", t.case, t.file, t.difficulty, counts.join(" | "));
        societies += if t.register == "society" { t.count(Fate::Imported) } else { 0 };
    }
    let _ = writeln!(
        out,
        "\nTogether {societies} societies over the 38 districts of Bihar; a registration number is unique within its district."
    );
    out.push_str("\n### Planted faults\n\n| file | sheet | cell | what | must be |\n|---|---|---|---|---|\n");
    for t in truths {
        for p in &t.planted {
            let fate = if p.fate == Fate::Duplicate { "counted as duplicate" } else { "rejected" };
            let _ = writeln!(out, "| {} | {} | {} | {} | {fate} |", t.file, p.sheet, p.cell, p.what);
        }
    }
    out.push_str(
        "\n## Returns\n\n\
         `returns-2023-24.csv` and `returns-2024-25.csv`: a row for each society and year; the heads are the field codes of the return, with\n\
         `society` (its name), `district` and `fy` before them; money in rupees. The figures keep every rule of the return\n\
         except where `expected-findings.csv` says so (checked for 2024-25 with 2023-24 as the year before; 2023-24 alone has no year before,\n\
         so FIL-015 speaks for every society there). The societies are of the samples merged-headings-hindi and dates-three-ways: import those first.\n\n\
         `pacs-right-2024-25.xlsx` is the form filled in rightly; `pacs-planted-faults-2024-25.xlsx` the same with FIL-001, AUD-013, BSH-001,\n\
         BSH-003 and APP-005 broken.\n\n\
         ## Panel\n\n\
         `auditors.xlsx`: three or four auditors for each district: chartered accountants, firms, officers of the department in service and retired;\n\
         categories A to D, capacities, further districts, some panels expired on 31 March 2024, some barred from named societies.\n\n\
         ## Subvention\n\n\
         `fasal-rin-2025-26.xlsx`: drawals and repayments of 48 accounts, an entry a row, headings and names in Kruti Dev; four farmers have a\n\
         second account with another PACS, three accounts lack Aadhaar, two are out of refinance, every ninth is repaid late. Planted: account\n\
         50117 has a negative drawal, 50126 a repayment before its drawal. `worked-examples.csv`: E1 to E4 are the examples on time, late, cap and\n\
         one-year stop; E5 crosses 31 March, E6 is an allied loan of the farmer of E1. Numbers of farmers are invented and no Aadhaar.\n\n\
         ## Bad inputs\n\n\
         | file | what is wrong | exit code |\n|---|---|---:|\n",
    );
    for (file, what, code) in BAD {
        let _ = writeln!(out, "| bad/{file} | {what} | {code} |");
    }
    out.push_str("\nA bomb of compressed zeros is made by the tests and not kept.\n");
    out
}
