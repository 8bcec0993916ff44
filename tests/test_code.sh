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

# ---- what is looked at ----

# Two sources of test code and a header of theirs; a header that is none, which a test alone shows: others include it
# where it is switched off, some with errnos and some without; a source that only a test switches on.
mkdir -p tree/src tree/tests tree/lib
touch tree/Makefile
cd tree
for i in 1 2 3 4 5; do
    { printf "$includes"'#if 0\n#include "../lib/rare.h"\n#endif\n'; claim source_$i; } >src/source_$i.c
    printf '#if 0\n#include "../lib/rare.h"\n#endif\nint plain_%s;\n' $i >src/plain_$i.c
done
for i in rare tests/util; do
    path=lib/$i.h
    case $i in */*) path=$i.h ;; esac
    { printf '#pragma once\n'"$includes"'static inline '; claim "header_$(basename $i)"; } >$path
done
for i in 1 2; do
    { printf "$includes"'#include "util.h"\n'; claim test_$i; } >tests/$i.c
done
finds 5 . # and in four of the five without errnos the header was looked for
says err "12 files: 9 analysed, 1 without errnos, 2 of test code not looked at (--tests does), 0 incomplete"
run 1 --format json .
says out '"test_code":	2'
finds 8 --tests .
says err "12 files: 11 analysed, 1 without errnos, 0 incomplete"
run 1 --list-sites .
says err "12 files: 11 analysed, 1 without errnos, 0 incomplete"
[ "$(grep -c 'silent *test-code' "$place/out")" = 3 ] || fail "--list-sites: not the three sites of test code"
finds 5 --no-prefilter .
says err "12 files: 12 analysed, 0 incomplete"

# Tests that are named are no others.
finds 0 tests
says err "2 files: 0 analysed, 2 of test code not looked at (--tests does)"
finds 0 tests/1.c
says err "1 file: 0 analysed, 1 of test code not looked at (--tests does)"
finds 1 --tests tests/1.c

# Code that is no test's is reported where only a test shows it.
same_without_prefilter()
{
    run $((finding_count > 0)) --format json .
    jq_free <"$place/out" >"$place/json"
    run $((finding_count > 0)) --format json --no-prefilter .
    jq_free <"$place/out" | cmp -s - "$place/json" || fail "other findings without prefilter"
    finds $finding_count .
}
jq_free()
{
    sed '/^\t"summary":/,$d'
}
finding_count=5
same_without_prefilter
sed -i '1i #include "../lib/rare.h"' tests/2.c
finding_count=6
same_without_prefilter
says out "lib/rare.h:8:"
says err "1 of test code not looked at"
lacks out "tests/"
sed -i 1d tests/2.c
{ printf "$includes"'#ifdef FOR_TESTS\n'; claim for_tests; printf '#endif\n'; } >src/switched.c
printf '#define FOR_TESTS\n#include "../src/switched.c"\n' >tests/switched.c
finding_count=6
same_without_prefilter
says out "src/switched.c:8:"
says err "2 of test code not looked at"
rm tests/switched.c src/switched.c

# A comment in what nobody looks at has no use that could be known; with --tests it has.
sed 's|assert(errno == EACCES);|& /* errno-lint: ignore[missing-errno] a reason */|' tests/1.c >tests/suppressed.c
finds 5 .
lacks err "suppress"
finds 8 --tests .
lacks err "suppress"
rm tests/suppressed.c

# Changes.
git init -q .
git -c user.name=a -c user.email=a@b add .
git -c user.name=a -c user.email=a@b commit -qm first
sed -i 's/EACCES/EPERM/' tests/1.c src/source_1.c
finds 1 --since HEAD
says err "12 files: 1 analysed, 1 of test code not looked at (--tests does), 10 without changes"
finds 2 --tests --since HEAD
git -c user.name=a -c user.email=a@b commit -qam second
sed -i 's/EACCES/EPERM/' tests/1.c tests/util.h
finds 0 --since HEAD
says err "12 files: 0 analysed, 2 of test code not looked at (--tests does), 10 without changes"
sed -i 's/EACCES/EPERM/' lib/rare.h
sed -i '1i #include "../lib/rare.h"' tests/2.c
finds 1 --since HEAD
says out "lib/rare.h:8:"
cd ..

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
