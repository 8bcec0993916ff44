#!/bin/sh
# The importer of rules/import on pages written for the test, and what is committed in rules/imported: calls whose pages
# were read by hand, and the list of disagreements with the rules, which must be complete.
set -eu
: "${ERRNO_LINT:?names the program to test}"
cd "$(dirname "$0")/.."
command -v python3 >/dev/null || { echo "skipped: there is no python3 here"; exit 77; }
export PYTHONDONTWRITEBYTECODE=1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0

fail()
{
    echo "FAIL: $1"
    failures=$((failures + 1))
}

python3 rules/import facts tests/import/*.[23] >"$work/facts" 2>"$work/warnings"
diff -u tests/import/gold.json "$work/facts" || fail "other facts than a reader of these pages finds"
echo "frob(2): EFROB is no errno of Linux" | diff -u - "$work/warnings" || fail "a word that is no errno goes by unseen"

python3 - <<'END' || fail "rules/imported is not what the pages say"
import json
import sys
sys.path.insert(0, 'rules/import')
import output
with open('tests/import/hand_checked.json', encoding='utf-8') as file:
    wanted = output.single_facts(json.load(file))
names = {line.split()[0] for line in wanted}
found = output.single_facts({name: call for name, call in output.read_calls('rules/imported').items() if name in names})
for sign, lines in (('-', wanted - found), ('+', found - wanted)):
    for line in sorted(lines):
        print(sign, line)
sys.exit(0 if wanted == found and len(names) >= 20 else 1)
END

python3 rules/import report --check --program "$ERRNO_LINT" >"$work/report" || { cat "$work/report"; fail "the list of disagreements"; }

# The list is looked at in both directions: a lost line and a lost reason show.
mkdir "$work/rules"
cp -r rules/import rules/imported "$work/rules"
mkdir -p "$work/checker/errnos"
cp checker/errnos/names.def "$work/checker/errnos"
list=$work/rules/imported/disagreements.tsv
sed '/^dup\tEBUSY/d; s/^\(dup3\tEMFILE\t.*\t\).*/\1/; $s/^.*$/f\tEIO\t-\tthere\tnone/' "$list" >"$work/list"
mv "$work/list" "$list"
if python3 "$work/rules/import" report --check --program "$ERRNO_LINT" >"$work/report"; then
    fail "a list with errors passes"
fi
for line in "dup EBUSY listed absent: is not in disagreements.tsv" \
    "dup3 EMFILE listed absent: stands there without a reason" "f EIO - there: is none any more"; do
    grep -qxF "$line" "$work/report" || { cat "$work/report"; fail "no \"$line\""; }
done
exit $((failures > 0))
