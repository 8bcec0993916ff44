#!/bin/sh
# sh tests/run.sh [CTEST-ARGUMENT...]: installs what is missing, builds everything and runs all tests.
# ERRNO_LINT_STRICT=1: warnings are errors, and everything runs under ASan and UBSan.
# ERRNO_LINT_PACKAGES: further packages to install, for tests that are skipped without them (pre-commit, parallel).
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/checker/setup.sh"
# shellcheck disable=SC2086
install_missing $build_packages $test_packages ${ERRNO_LINT_PACKAGES:-}
if [ "${ERRNO_LINT_STRICT:-0}" = 1 ]; then
    directory=$root/build-strict
    build_into "$directory" -DERRNO_LINT_STRICT=ON
else
    directory=$root/build-tests
    build_into "$directory"
fi
exec ctest --test-dir "$directory" --output-on-failure -j "$(nproc)" "$@"
