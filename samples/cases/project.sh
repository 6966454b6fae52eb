#!/bin/sh
# Costs of two projects, with the public figures: the computerisation of the Registrar's offices in Bihar (2 February 2026), whose amount stands in figures and in
# words, and of PACS, whose shares leave 0.92 crore unexplained. Heads, orders and spending are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/project.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Exit 1 says that something is to be looked at.
look() { cr "$@" || [ $? -eq 1 ]; }
# Exit 6 is what is to be shown.
refused() { ! cr "$@"; }

DAY=2026-02-02
cr project add 'निबंधक कार्यालय कंप्यूटरीकरण' --kind start --scheme rcs_computerisation --on 2023-10-06 --order 'स्वी/1'
# So spelt in the public document.
cr project add 'निबंधक कार्यालय कंप्यूटरीकरण' --amount 2,74,34,048 --words 'दो करोड़ चौहत्तर लाख चौतीस हजार अड़तालीस' --order 'स्वी/2'
cr project check 'निबंधक कार्यालय कंप्यूटरीकरण'

cr project add 'पैक्स कंप्यूटरीकरण' --kind start --scheme pacs_computerisation --on 2022-06-29 --order 'स्वी/3'
cr project add 'पैक्स कंप्यूटरीकरण' --amount '54.92 करोड़' --order 'स्वी/4'
cr project add 'पैक्स कंप्यूटरीकरण' --kind share --by centre --amount '32.94 करोड़' --order 'स्वी/4'
cr project add 'पैक्स कंप्यूटरीकरण' --kind share --by state --amount '21.06 करोड़' --order 'स्वी/4'
look project check 'पैक्स कंप्यूटरीकरण'

# Spending: not over what is provided, and not before.
cr project spend 'निबंधक कार्यालय कंप्यूटरीकरण' --amount 1,50,00,000 --order 'बिल/1'
refused project spend 'निबंधक कार्यालय कंप्यूटरीकरण' --amount 1,50,00,000 --order 'बिल/2'
refused project spend 'निबंधक कार्यालय कंप्यूटरीकरण' --amount 100 --on 2025-01-01 --order 'बिल/3'
look project list
