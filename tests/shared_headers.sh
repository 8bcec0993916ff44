#!/bin/sh
# System headers that are parsed once for several sources: the reports are those of a run without, whatever the number of
# workers, the cache and the shard; who shares is said; no file stays behind. ERRNO_LINT names the program.
set -eu
: "${ERRNO_LINT:?names the program to test}"
place=$(mktemp -d)
trap 'chmod -R u+w "$place"; rm -rf "$place"' EXIT
mkdir "$place/tree with 'blanks'" "$place/system" "$place/temporary"
cd "$place/tree with 'blanks'"
failures=0
unset NO_COLOR CLICOLOR_FORCE FORCE_COLOR || true
XDG_CACHE_HOME=$place/cache
TMPDIR=$place/temporary
C_INCLUDE_PATH=$place/system # a directory of the system that no flag names
CPLUS_INCLUDE_PATH=$place/system
export XDG_CACHE_HOME TMPDIR C_INCLUDE_PATH CPLUS_INCLUDE_PATH

fail()
{
    echo "FAIL: $*"
    failures=$((failures + 1))
}

# ---- a tree ----

claim()
{
    printf 'int %s(const char *path)\n{\n    if (%s(path) < 0)\n        assert(errno == EACCES);\n    return 0;\n}\n' "$1" "$2"
}

# Eight sources each in C and C++. Those with even numbers reach the system's headers through one of the project's.
mkdir include own
printf '#pragma once\n#include <dice.h>\n#include <string.h>\n#include <sys/stat.h>\n#include <unistd.h>\n#include "more.h"\n' >include/base.h
printf '#ifndef MORE_H\n#define MORE_H\n#include <assert.h>\n#include <errno.h>\n#include <stdio.h>\n#include "base.h"\n#endif\n' >include/more.h
printf '#ifndef DICE_H\n#define DICE_H\nint rmdir(const char *);\n#define roll(path) rmdir(path)\n#endif\n' >"$place/system/dice.h"
system='#include <assert.h>\n#include <dice.h>\n#include <errno.h>\n#include <stdio.h>\n#include <string.h>\n#include <sys/stat.h>\n#include <unistd.h>\n'
templates='template <typename T> int attempt(T path)\n{\n    if (unlink(path) < 0)\n        assert(errno == ENOENT);\n    return 0;\n}\n'
templates=$templates'template <> int attempt<char *>(char *path)\n{\n    return unlink(path);\n}\n'
for i in 1 2 3 4 5 6 7 8; do
    for language in c cc; do
        {
            [ $((i % 2)) = 1 ] && printf "$system" || echo '#include "include/base.h"'
            [ $language = c ] || printf "$templates"'int use_%s(const char *path, char *other)\n{\n    return attempt(path) + attempt(other);\n}\n' $i
            claim "function_$i" unlink
            [ $i = 4 ] || claim "rolling_$i" roll
        } >source_$i.$language
    done
done
{ printf '#define _XOPEN_SOURCE 500\n'"$system"; claim feature unlink; } >feature.c
{ printf "$system"; claim hidden unlink; } >hidden.c
echo '#include_next <string.h>' >own/string.h
{ printf "$system"'#include "nowhere.h"\n'; claim broken unlink; printf 'lost_t *lose(lost_t *what)\n{\n    return what->next;\n}\n'; } >broken.c

# commands: the database; hidden.c alone has a directory with a <string.h>.
commands()
{
    separator='['
    for i in $(ls | grep '\.cc*$'); do
        flags=
        [ $i != hidden.c ] || flags='"-Iown", '
        printf '%s{"directory": "%s", "file": "%s", "arguments": ["cc", "-I.", %s"-c", "%s"]}' "$separator" "$PWD" $i "$flags" $i
        separator=',
'
    done
    echo ']'
}
commands >compile_commands.json

# ---- reports ----

# run NAME ARGUMENT...: what is printed goes to $place/NAME, with $place/NAME.err. There are findings, and a header is missing.
run()
{
    name=$1 status=0
    shift
    "$ERRNO_LINT" "$@" >"$place/$name" 2>"$place/$name.err" </dev/null || status=$?
    [ "$status" = 1 ] || { fail "errno-lint $*: status $status"; head -n 5 "$place/$name.err"; }
    left_behind "errno-lint $*"
}

left_behind()
{
    [ -z "$(find "$place/temporary" -mindepth 1)" ] || { fail "$1: files stay behind"; find "$place/temporary"; }
}

same()
{
    cmp "$place/$1" "$place/$2" || { fail "other reports: $1, $2"; diff "$place/$1" "$place/$2" | head -n 10; }
}

without_summary()
{
    sed '/^\t"summary":/,/^\t}/d' "$place/$1" >"$place/$1.rest"
}

json="--list-sites --format json"
run all $json --no-cache -j2 .
run none $json --no-cache -j2 --no-shared-headers .
same all none
[ "$(wc -l <"$place/all")" -gt 200 ] || fail "there is nothing to compare"
run found --format json --no-cache -j2 .
run unshared --format json --no-cache -j2 --no-shared-headers .
without_summary found
without_summary unshared
same found.rest unshared.rest
for i in 1 3 6 8; do
    grep -q "source_$i.cc" "$place/all" && grep -q "source_$i.c\"" "$place/all" || fail "no site in source_$i"
done

run one $json --no-cache -j1 .
same all one
rm -rf "$place/cache"
run cold $json -j2 .
run warm $json -j2 .
same all cold
same all warm

# A source that changes is parsed as it would be among others.
echo 'int one_more;' >>source_3.c
run changed $json -j2 .
run fresh $json --no-cache -j2 .
same fresh changed

# Shards know only some of the sources.
for i in 1 2; do
    "$ERRNO_LINT" $json --no-cache --shard $i/2 . >"$place/shard$i" 2>"$place/shard$i.err" || [ $? -le 1 ] || fail "shard $i"
    left_behind "shard $i"
done
run merged --merge $json "$place/shard1" "$place/shard2"
same fresh merged

run here --statistics --no-cache .
run there --statistics --no-cache --no-shared-headers .
same here there

# ---- who shares ----

run verbose --verbose --no-cache -j1 .
for i in broken.c source_1.c source_2.c source_4.c source_7.c source_1.cc source_2.cc source_8.cc; do
    grep -q "^$i: .*; [0-9][0-9]* files of system headers shared" "$place/verbose.err" || fail "$i shares nothing"
done
for i in feature.c hidden.c; do
    grep -q "^$i: flags" "$place/verbose.err" || fail "nothing about $i"
    ! grep "^$i: .*shared" "$place/verbose.err" || fail "$i shares"
done
run verbose --verbose --no-cache -j1 --no-shared-headers .
! grep "headers shared" "$place/verbose.err" || fail "--no-shared-headers: something is shared"

# ---- headers that change ----

rm -rf "$place/cache"
run before --list-sites -j2 .
grep -q rmdir "$place/before" || fail "no site of what the system's header says"
sed 's/rmdir/unlink/' "$place/system/dice.h" >dice.h
mv dice.h "$place/system/dice.h"
run after --list-sites -j2 .
run fresh --list-sites --no-cache -j2 .
! cmp -s "$place/before" "$place/after" || fail "a header that changes is not noticed"
same fresh after

# ---- the temporary directory ----

# A place that cannot be written (root can), one that does not exist, a file, none.
chmod a-w "$place/temporary"
run fixed --list-sites --no-cache -j2 .
chmod u+w "$place/temporary"
same fresh fixed
for TMPDIR in "$place/nowhere" "$place/system/dice.h" ''; do
    run other --list-sites --no-cache -j2 .
    same fresh other
done
TMPDIR=$place/temporary

# ---- headers that talk to the system's ----

# <gnu.h> shows functions that are not declared otherwise; the reserved name in <same.h> is for its own guard, or for what
# flags say.
mkdir ../ways
cd ../ways
printf '#define _GNU_SOURCE 1\n' >gnu.h
printf '#ifndef _SAME_H\n#define _SAME_H\n#define _DEFAULT_SOURCE 1\n#include "deep.h"\n#endif\n' >same.h
printf '#include "deeper.h"\n' >behind.h
printf '#include "gnu.h"\n' >deeper.h
printf 'enum { DEEP };\n' >deep.h
for header in gnu same behind; do
    for i in 1 2 3 4 5; do
        {
            printf '#include "%s.h"\n#include <assert.h>\n#include <errno.h>\n#include <fcntl.h>\n#include <string.h>\n#include <unistd.h>\n' $header
            printf 'int use_%s(int *ends)\n{\n    if (pipe2(ends, O_DIRECT) < 0)\n        assert(errno == EINVAL);\n    return strchrnul("a", 98) != 0;\n}\n' $i
            claim "function_$i" unlink
        } >${header}_$i.c
    done
done
commands >compile_commands.json
run all $json --no-cache .
run none $json --no-cache --no-shared-headers .
same all none
run verbose --verbose --no-cache -j1 .
grep -q "^same_1.c: .*shared" "$place/verbose.err" || fail "same_1.c shares nothing"
! grep "^[gb][^:]*: .*shared" "$place/verbose.err" || fail "what defines _GNU_SOURCE shares"

# Whoever ends it, and whenever: what is being written goes, too.
for signal in INT TERM KILL; do
    for seconds in 0.1 0.2 0.3 0.4 0.5 0.7; do
        for how in '' --foreground; do # the process group, or the process
            timeout $how -s $signal $seconds "$ERRNO_LINT" -q --no-cache -j2 . >/dev/null 2>&1 || true
            for wait in 1 2 3 4 5 6 7 8 9 10; do
                [ -n "$(find "$TMPDIR" -mindepth 1)" ] || break
                sleep 0.1
            done
            left_behind "SIG$signal $how after $seconds s"
        done
    done
done
[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
