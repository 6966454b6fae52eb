#!/bin/sh
# Documents of the office by their fingerprints: kept once, given out unaltered, struck out by order. All names are invented.
#   COOP_OFFICE=an-empty-office PATH=where-the-programs-are:$PATH samples/cases/locker.sh
set -eu
cr() { coop-register --as-of "$DAY" "$@"; }
# Identities begin with the code of the office.
OFFICE=$(sed -n 's/^code = "\(.*\)"$/\1/p' "$COOP_OFFICE/coop.toml")
HERE=$(mktemp -d)
trap 'rm -rf "$HERE"' EXIT
printf 'आदेश: फ़ाइल खोली जाए\n' > "$HERE/aadesh.txt"
printf 'कार्यवृत्त: आम सभा\n' > "$HERE/karyavritt.txt"

DAY=2026-04-20
cr file open 'आवास/12/2026' --reason 'नई संचिका'
cr application receive 'रामपुर दुग्ध उत्पादक सहकारी समिति' --class dairy --set member_count=14 --set area=रामपुर
cr locker put "$HERE/aadesh.txt" --kind order --file 'आवास/12/2026' --order 'का/7'
# The same file for another subject lies there once.
cr locker put "$HERE/aadesh.txt" --kind order --case 1/2026-27 --order 'का/7'
cr locker put "$HERE/aadesh.txt" --kind order --case 1/2026-27 --order 'का/7'
cr locker put "$HERE/karyavritt.txt" --kind minutes --case 1/2026-27 --reason 'आवेदन के साथ'
# What comes with an act stands in the list too.
cr application scrutinise 1/2026-27 --papers form --document "$HERE/karyavritt.txt" --reason 'जाँच'
cr locker list
cr locker get "$OFFICE"-DC-1 -o "$HERE/prati.txt"
cmp "$HERE/aadesh.txt" "$HERE/prati.txt"
cr locker strike "$OFFICE"-DC-2 --order 'का/9'
cr locker verify
