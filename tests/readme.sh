#!/bin/sh
# The README is true: its first example prints what it says, and every option of --help is in it.
# ERRNO_LINT_UPDATE=1 writes what is printed into the README.
set -eu
: "${ERRNO_LINT:?names the program to test}"
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
failures=0

# The first console block: its first line is "$ errno-lint ARGUMENTS", the others are the output.
awk '/^```console/ { inside = 1; next } /^```/ && inside { exit } inside' README.md >"$work/block"
arguments=$(sed -n '1s/^\$ errno-lint //p' "$work/block")
[ -n "$arguments" ] || { echo "FAIL: the README has no example"; exit 1; }
sed 1d "$work/block" >"$work/expected"
# shellcheck disable=SC2086
"$ERRNO_LINT" $arguments >"$work/actual" 2>/dev/null || true
if [ "${ERRNO_LINT_UPDATE:-0}" = 1 ]; then
    awk -v actual="$work/actual" '
        /^```/ && inside { inside = 0 }
        !inside || starts { print }
        starts { starts = 0; while ((getline line <actual) > 0) print line }
        /^```console/ && !seen { inside = seen = starts = 1 }' README.md >"$work/README.md"
    cat "$work/README.md" >README.md
elif ! diff -u "$work/expected" "$work/actual"; then
    echo "FAIL: errno-lint $arguments prints something else than the README says"
    failures=1
fi

for option in $("$ERRNO_LINT" --help | sed -n 's/^ .*\(--[a-z-]*\).*/\1/p' | sort -u); do
    grep -qF -e "\`$option" README.md || { echo "FAIL: $option is not in the README"; failures=1; }
done
exit "$failures"
