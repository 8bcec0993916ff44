#!/bin/sh
# Test code, which is known by its path below the root of the project: what is reported, what is looked at and what is
# counted. ERRNO_LINT names the program.
set -eu
: "${ERRNO_LINT:?names the program to test}"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
failures=0
unset NO_COLOR CLICOLOR_FORCE FORCE_COLOR || true
XDG_CACHE_HOME=$place/cache
export XDG_CACHE_HOME

fail()
{
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# run STATUS ARGUMENT...: what is printed goes to $place/out and $place/err.
run()
{
    wanted=$1 status=0
    shift
    "$ERRNO_LINT" "$@" >"$place/out" 2>"$place/err" </dev/null || status=$?
    [ "$status" = "$wanted" ] || { fail "errno-lint $*: status $status, not $wanted"; head -n 5 "$place/err"; }
}

# says FILE TEXT, lacks FILE TEXT: what the last run printed.
says()
{
    grep -qF -e "$2" "$place/$1" || { fail "no '$2' in $1"; head -n 5 "$place/$1"; }
}

lacks()
{
    ! grep -qF -e "$2" "$place/$1" || fail "'$2' in $1"
}

includes='#include <assert.h>\n#include <errno.h>\n#include <unistd.h>\n'
claim()
{
    printf 'int %s(const char *path)\n{\n    if (unlink(path) < 0)\n        assert(errno == EACCES);\n    return 0;\n}\n' "$1"
}

# ---- the root of the project ----

# One finding in what is parsed, one in what #if leaves out: both go by the same path.
make_project()
{
    mkdir -p "$1/src" "$1/test"
    for i in src/a.c test/b.c; do
        { printf "$includes"; claim active; echo '#ifdef HAVE_IT'; claim inactive; echo '#endif'; } >"$1/$i"
    done
}

# finds COUNT ARGUMENT...
finds()
{
    count=$1
    shift
    run $((count > 0)) "$@"
    [ "$(grep -c 'errno-lint-missing-errno\]$' "$place/out")" = "$count" ] || fail "errno-lint $*: not $count findings"
}

make_project bench/loose
mkdir elsewhere
(cd bench/loose && finds 2 . && finds 2 src && finds 0 test && finds 4 --tests . && finds 2 "$place/bench/loose/src/a.c" &&
    finds 0 test/b.c && finds 0 "$place/bench/loose/test/b.c" && [ $failures = 0 ]) || failures=$((failures + 1))
(cd elsewhere && finds 2 "$place/bench/loose" && finds 2 "$place/bench/loose/src/a.c" && [ $failures = 0 ]) ||
    failures=$((failures + 1))
finds 2 "$place/bench/loose"
finds 0 bench/loose
finds 4 --tests bench/loose

# What says where the project begins, says it for every way to name it.
make_project test/built
touch test/built/Makefile
make_project test/versioned
git init -q test/versioned
for project in test/built test/versioned; do
    finds 2 $project
    finds 2 "$place/$project"
    finds 2 $project/src
    finds 2 $project/src/a.c
    finds 0 $project/test
    finds 0 "$place/$project/test"
    finds 0 $project/test/b.c
    (cd $project/test && finds 0 . && finds 0 b.c && [ $failures = 0 ]) || failures=$((failures + 1))
done

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
