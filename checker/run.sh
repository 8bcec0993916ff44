#!/bin/sh
# sh checker/run.sh PATH...: installs what is missing, builds errno-lint into build/ and runs it with these arguments.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/checker/setup.sh"
# shellcheck disable=SC2086
install_missing $build_packages || exit 2
build_into "$root/build" -DBUILD_TESTING=OFF || exit 2
exec "$root/build/errno-lint" "$@"
