#!/bin/sh
# ctest's way to upstream/run.sh, which is skipped unless ERRNO_LINT_RR_MIRROR names a clone of rr.
exec sh "$(dirname "$0")/upstream/run.sh"
