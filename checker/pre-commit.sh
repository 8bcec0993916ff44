#!/bin/sh
# The hook errno-lint-src: runs the errno-lint that $ERRNO_LINT names, or the installed one; where there is none, builds
# the checkout this file lies in, once. Installs nothing.
set -eu
if [ -n "${ERRNO_LINT:-}" ]; then
    exec "$ERRNO_LINT" "$@"
elif command -v errno-lint >/dev/null; then
    exec errno-lint "$@"
fi
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/checker/setup.sh"
if ! build_into "$root/build" -DBUILD_TESTING=OFF; then
    echo "errno-lint: the hook needs: $build_packages" >&2
    exit 2
fi
exec "$root/build/errno-lint" "$@"
