#!/bin/sh
# The founding case on rr's real sources: is_privileged_executable() before and after its two repairs.
# ERRNO_LINT names the program, ERRNO_LINT_RR_MIRROR a bare clone of rr; skipped without it.
set -eu
: "${ERRNO_LINT:?names the program to test}"
if [ -z "${ERRNO_LINT_RR_MIRROR:-}" ]; then
    echo "skipped: upstream: ERRNO_LINT_RR_MIRROR is not set"
    exit 77
fi
trees=$(mktemp -d)
trap 'rm -rf "$trees"' EXIT INT TERM
failures=0

fail()
{
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# export NAME REVISION: the sources as they were.
export_tree()
{
    mkdir "$trees/$1"
    git -C "$ERRNO_LINT_RR_MIRROR" archive "$2" | tar -x -C "$trees/$1"
}

# Errnos reported for getxattr() in is_privileged_executable(), sorted, on one line.
reported_in()
{
    (cd "$trees/$1" && "$ERRNO_LINT" --format json --fail-on never src/record_syscall.cc) >"$trees/$1.json" ||
        fail "$1: exit status $?"
    python3 - "$trees/$1.json" <<'END'
import json, sys
names = set()
for finding in json.load(open(sys.argv[1]))["findings"]:
    if finding["function"].endswith("is_privileged_executable") and finding["call"]["name"] == "getxattr":
        names.update(missing["errno"] for missing in finding["missing"])
print(" ".join(sorted(names)))
END
}

# check NAME has|lacks ERRNO...
check()
{
    name=$1 way=$2
    shift 2
    for errno in "$@"; do
        case " $names " in
        *" $errno "*) [ "$way" = has ] || fail "$name: reports $errno" ;;
        *) [ "$way" = lacks ] || fail "$name: does not report $errno (but: $names)" ;;
        esac
    done
}

export_tree 2016 3741bf0e^
export_tree 2017 6731b726^
export_tree 2024 6731b726
export_tree head HEAD
for tree in 2016 2017 2024 head; do
    names=$(reported_in "$tree")
    echo "$tree: $names"
    case $tree in
    2016) check 2016 has ENOTSUP ;;
    2017) check 2017 has ENOENT && check 2017 lacks ENODATA ENOTSUP EOPNOTSUPP ;;
    2024 | head) check "$tree" lacks ENOENT ENODATA ENOTSUP EOPNOTSUPP ;;
    esac
done

status=0
(cd "$trees/2024" && "$ERRNO_LINT" src/) >"$trees/all.txt" 2>"$trees/all.log" || status=$?
tail -n 12 "$trees/all.log"
[ "$status" -le 1 ] || fail "src/ of 2024: exit status $status"
[ "$failures" = 0 ]
