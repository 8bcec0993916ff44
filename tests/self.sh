#!/bin/sh
# errno-lint on its own sources. ERRNO_LINT names the program, ERRNO_LINT_BUILD the directory with the compile database.
set -eu
: "${ERRNO_LINT:?names the program to test}"
cd "$(dirname "$0")/.."
"$ERRNO_LINT" --require-complete -p "${ERRNO_LINT_BUILD:?names the build directory}" checker
