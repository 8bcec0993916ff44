#!/bin/sh
# Every fixture says what is expected of it. fixtures/program belongs to the frontend's tests.
set -eu
: "${ERRNO_LINT:?names the program to test}"
cd "$(dirname "$0")/.."
# Each family of rules has a source with a finding and one without.
for family in rules/calls/*.json; do
    fixture=fixtures/families/$(basename "$family" .json).c
    grep -q 'expect' "$fixture" || { echo "$family: $fixture has no finding"; exit 1; }
    grep -q 'silent' "$fixture" || { echo "$family: $fixture has no silent neighbour"; exit 1; }
done
"$ERRNO_LINT" --verify --exclude 'fixtures/program/*' --exclude 'fixtures/off-by-default/*' fixtures
"$ERRNO_LINT" --verify --select impossible-errno,stale-errno,assert-success fixtures/off-by-default
