#!/bin/sh
# Every fixture says what is expected of it. fixtures/program belongs to the frontend's tests.
set -eu
: "${ERRNO_LINT:?names the program to test}"
cd "$(dirname "$0")/.."
"$ERRNO_LINT" --verify --exclude 'fixtures/program/*' --exclude 'fixtures/off-by-default/*' fixtures
"$ERRNO_LINT" --verify --select impossible-errno,stale-errno,assert-success fixtures/off-by-default
