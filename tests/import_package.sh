#!/bin/sh
# rules/imported is what the importer makes of the pinned manual pages: makes them again and compares. Skipped where the
# package can be had neither from the system nor from the mirror. ERRNO_LINT_MANUAL names its file, if it lies somewhere.
set -eu
cd "$(dirname "$0")/.."
command -v python3 >/dev/null || { echo "skipped: there is no python3 here"; exit 77; }
PYTHONDONTWRITEBYTECODE=1 exec python3 rules/import check ${ERRNO_LINT_MANUAL:+--package "$ERRNO_LINT_MANUAL"}
