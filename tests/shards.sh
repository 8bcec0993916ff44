#!/bin/sh
# --shard and --merge: the reports of any number of shards become that of one run, byte for byte; what does not fit is
# named; the README's recipes work. ERRNO_LINT names the program.
set -eu
: "${ERRNO_LINT:?names the program to test}"
source=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
daemon=
end()
{
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    rm -rf "$place"
}
trap end EXIT INT TERM
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

# run STATUS ARGUMENT...: what is printed goes to ./out and ./err.
run()
{
    wanted=$1 status=0
    shift
    "$ERRNO_LINT" "$@" >out 2>err </dev/null || status=$?
    [ "$status" = "$wanted" ] || { fail "errno-lint $*: status $status, not $wanted"; head -n 5 err; }
}

# refuse TEXT ARGUMENT...: an error that says so, and no report.
refuse()
{
    text=$1
    shift
    run 2 "$@"
    grep -qF -e "$text" err || { fail "errno-lint $*: no '$text'"; head -n 5 err; }
    [ ! -s out ] || fail "errno-lint $*: a report beside the error"
}

# A finding; one that is suppressed; a header whose functions several sources show; two that are shown only by a source
# without errnos of its own, behind others (of one of them some with errnos) in which the #include is switched off; missing
# headers; names with blanks and with bytes that are no UTF-8.
claim()
{
    printf 'int %s(const char *path)\n{\n    if (unlink(path) < 0)\n        assert(errno == EACCES);%s\n    return 0;\n}\n' "$1" "${2:-}"
}
includes='#include <assert.h>\n#include <errno.h>\n#include <unistd.h>\n'
make_tree()
{
    mkdir -p "$1/src/sub" "$1/src/include"
    touch "$1/Makefile"
    for i in 1 2 3 4 5 6 7 8; do
        { printf "$includes"'#include "shared.h"\n#if 0\n#include "seldom.h"\n#endif\n'; claim "function_$i"; } >"$1/src/source_$i.c"
    done
    { printf "$includes"; claim hidden ' /* errno-lint: ignore[missing-errno] a reason */'; } >"$1/src/suppressed.c"
    { printf "$includes"; claim wrong ' /* errno-lint: ignore[missing-errno] */'; } >"$1/src/no reason.c"
    echo 'int unused; /* errno-lint: ignore[missing-errno] nothing is here */' >"$1/src/unused.c"
    { printf '#pragma once\n'"$includes"'static inline '; claim shared; printf 'static inline ';
        claim shared_hidden ' /* errno-lint: ignore[missing-errno] a reason */'; } >"$1/src/include/shared.h"
    for i in rare seldom; do
        { printf '#pragma once\n'"$includes"'static inline '; claim $i; } >"$1/src/include/$i.h"
    done
    for i in a b z; do
        printf '#if 0\n#include "../include/rare.h"\n#include "../include/seldom.h"\n#endif\nint %s;\n' $i \
            >"$1/src/sub/$i.c"
    done
    printf '#include "../include/rare.h"\n#include "../include/seldom.h"\nint shows;\n' >"$1/src/sub/shows.c"
    { printf '#include "made.h"\n#include "made_too.h"\n'"$includes"; claim partly; } >"$1/src/partly.c"
    { printf '#include "made.h"\n'"$includes"; claim partly_too; } >"$1/src/partly_too.c"
    { printf "$includes"; claim odd; } >"$1/src/$(printf 'odd \377').c"
    printf "$includes"'int plain;\n' >"$1/src/plain.c"
}
make_tree tree
cd tree

# one_run PATH...: the reports of one run, to compare with.
one_run()
{
    rm -rf ../one ../shards
    mkdir ../one ../shards
    one_status=0
    "$ERRNO_LINT" --format json --output text:../one/text --output github:../one/github "$@" \
        >../one/json 2>../one/err || one_status=$?
    "$ERRNO_LINT" --list-sites "$@" >../one/sites 2>/dev/null || true
    "$ERRNO_LINT" --list-sites --format json "$@" >../one/sites.json 2>/dev/null || true
}

# same_as_one_run REPORT...
same_as_one_run()
{
    run $one_status --merge --format json --output text:text --output github:github "$@"
    cmp out ../one/json || fail "$*: another JSON report than that of one run"
    cmp text ../one/text || fail "$*: another text"
    cmp github ../one/github || fail "$*: other workflow commands"
    cmp err ../one/err || { fail "$*: another summary"; diff err ../one/err | head; }
    run $one_status --merge --list-sites "$@"
    cmp out ../one/sites || fail "$*: another list of sites"
    run $one_status --merge --list-sites --format json "$@"
    cmp out ../one/sites.json || fail "$*: another JSON list of sites"
    rm -f text github
}

# shards N ARGUMENT...: leaves ../shards/K.
shards()
{
    count=$1 number=0
    shift
    while [ $number -lt "$count" ]; do
        number=$((number + 1))
        "$ERRNO_LINT" -q --format json --shard $number/"$count" "$@" >../shards/$number 2>err || [ $? -le 2 ]
    done
}

one_run src
[ $one_status = 1 ] || fail "one run: status $one_status"
for text in 'rare.h:8' 'seldom.h:8' 'shared.h:8' 'partly.c' 'odd '; do
    grep -q "$text" ../one/text || fail "the tree lacks what it is for: $text"
done
for text in 'unused.c:1: this supp' 'no reason.c:7: ignore' 'made.h, made_too.h'; do
    grep -q "$text" ../one/err || fail "the tree lacks what it is for: $text"
done
for count in 1 2 3 7; do
    shards $count src
    same_as_one_run $(seq -f ../shards/%g $count | sort -r)
    rm -f ../shards/*
done

# Each source belongs to one shard, whatever else there is.
# files_of REPORT: the sources that the shard looked at, sorted.
files_of()
{
    python3 -c '
import json, sys
shard = json.load(open(sys.argv[1], encoding="utf-8"))["shard"]
print(*sorted(source["file"] for source in shard["sources"]), sep="\n")' "$1"
}
shards 3 --no-prefilter src
for k in 1 2 3; do files_of ../shards/$k >../files.$k; done
[ "$(cat ../files.? | wc -l)" = "$(find src -name '*.c' | wc -l)" ] || fail "not every source is in a shard"
[ -z "$(cat ../files.? | sort | uniq -d)" ] || fail "a source is in two shards"
echo '#include <errno.h>' >src/another.c
shards 3 --no-prefilter src
for k in 1 2 3; do files_of ../shards/$k | grep -v another.c | cmp - ../files.$k || fail "a new source moves others"; done
rm src/another.c
shards 3 src

# The exit status is that of one run.
run 0 --merge --exit-zero ../shards/1 ../shards/2 ../shards/3
run 0 --merge --fail-on error ../shards/1 ../shards/2 ../shards/3
run 2 --merge --require-complete ../shards/1 ../shards/2 ../shards/3
{ printf '#pragma clang __debug crash\n'"$includes"; claim crash; } >src/crash.c
one_run src
[ $one_status = 2 ] || fail "a source on which the parser crashes: status $one_status"
shards 3 src
same_as_one_run ../shards/1 ../shards/2 ../shards/3
rm src/crash.c

# What was asked for holds for the merge.
one_run --select missing-errno,assert-success --classes all src
shards 3 --select missing-errno,assert-success --classes all src
same_as_one_run ../shards/1 ../shards/2 ../shards/3
one_run --no-prefilter src
shards 2 --no-prefilter src
same_as_one_run ../shards/1 ../shards/2

# What does not fit.
shards 3 src
cp ../shards/1 ../again
refuse "--shard 2/3" --merge ../shards/1 ../shards/3
refuse "2 of 3 shards are missing, the first is that of --shard 1/3" --merge ../shards/3
refuse "is shard 1/3" --merge ../shards/1 ../shards/2 ../shards/3 ../again
refuse "is shard 1/3" --merge ../shards/1 ../shards/2 ../again
refuse "nowhere.json" --merge ../shards/1 ../nowhere.json
refuse "name the JSON reports" --merge
refuse "--select has to be given to the shards" --merge --select missing-errno ../shards/1
refuse "FLAGS has to be given to the shards" --merge ../shards/1 -- -DX
"$ERRNO_LINT" -q --exit-zero --format json --shard 2/3 --classes all src >../other
refuse "../other: was made with other options than ../shards/1" --merge ../shards/1 ../other ../shards/3
echo '#include <errno.h>' >src/another.c
"$ERRNO_LINT" -q --exit-zero --format json --shard 2/3 src >../other
rm src/another.c
refuse "../other: was made from other sources than ../shards/1" --merge ../shards/1 ../other ../shards/3
"$ERRNO_LINT" -q --exit-zero --format json --shard 2/4 src >../other
refuse "../other: is one of 4 shards, and ../shards/1 is one of 3" --merge ../shards/1 ../other ../shards/3
sed 's/"tool":\t"[^"]*"/"tool":\t"99.0"/' ../shards/2 >../other
refuse "../other: was made by errno-lint 99.0" --merge ../shards/1 ../other ../shards/3
sed 's/"parser":\t"/&x/' ../shards/2 >../other
refuse "../other: was made with another libclang" --merge ../shards/1 ../other ../shards/3
sed 's/^\t\t"rules":\t"/&x/' ../shards/2 >../other
refuse "../other: was made with other rules" --merge ../shards/1 ../other ../shards/3
head -c 3000 ../shards/2 >../other
refuse "../other: is no JSON" --merge ../shards/1 ../other ../shards/3
: >../other
refuse "../other: is no JSON" --merge ../shards/1 ../other ../shards/3
{ printf x; head -c 100000 /dev/urandom; } >../other # a digit in front would be JSON
refuse "../other: is no JSON" --merge ../shards/1 ../other ../shards/3
refuse "../one/json: is no report of --shard" --merge ../one/json
refuse "is no regular file" --merge .
for word in 0/3 4/3 1 1/ /3 1/0 a/b 1/3x -1/3 1/99999999; do
    refuse "is not K/N" --shard $word src
done
refuse "--shard" --shard 1/2 --verify src
refuse "--shard" --shard 1/2 --statistics src
refuse "--merge" --shard 1/2 --merge ../shards/1

# Test code is not looked at, but for a header that only a test shows; who wants its sites has to ask the shards for them.
mkdir src/tests
for i in 1 2 3 4 5 6 7 8; do
    { printf "$includes"; claim test_$i; } >src/tests/$i.c
done
{ printf '#pragma once\n'"$includes"'static inline '; claim tested; } >src/include/tested.h
printf "$includes"'#include "../include/tested.h"\n' >src/tests/shows.c
one_run src
for text in 'tested.h:8'; do
    grep -q "$text" ../one/text || fail "the tree lacks what it is for: $text"
done
grep -q "8 of test code" ../one/err || fail "the tree lacks test code"
for count in 1 3 7; do
    rm -f ../shards/*
    shards $count src
    run $one_status --merge --format json $(seq -f ../shards/%g $count)
    cmp out ../one/json || fail "another JSON report than that of one run with test code"
    cmp err ../one/err || { fail "another summary with test code"; diff err ../one/err | head; }
    refuse "have not looked at 8 sources of test code" --merge --list-sites $(seq -f ../shards/%g $count)
    shards $count --list-sites src
    run $one_status --merge --list-sites $(seq -f ../shards/%g $count)
    cmp out ../one/sites || fail "another list of sites with test code"
done
"$ERRNO_LINT" -q --exit-zero --format json --shard 2/7 src >../other
refuse "../other: was made with other options" --merge ../shards/1 ../other
rm -r src/tests src/include/tested.h ../shards/*
shards 3 src

# A shard that failed is run again alone.
rm ../shards/2
refuse "--shard 2/3" --merge ../shards/1 ../shards/3
"$ERRNO_LINT" -q --exit-zero --format json --shard 2/3 src >../shards/2
one_run_status=$one_status
rm -rf ../kept && mv ../shards ../kept
one_run src
same_as_one_run ../kept/1 ../kept/2 ../kept/3
[ "$one_run_status" = "$one_status" ] || fail "the status changed"

# The README's matrix: what it runs, with the expression replaced as the service does.
rm -rf ../kept ../shards
one_run src
run_lines()
{
    sed -n 's/^      - run: //p' "$source/README.md" | grep -e "$1" | sed "s/\${{ matrix.shard }}/$2/g; s/^errno-lint/\"\$ERRNO_LINT\"/"
}
[ "$(run_lines --shard 1 | wc -l)" = 1 ] || fail "the README has no matrix"
for k in 1 2 3 4; do eval "$(run_lines --shard $k)" 2>err || fail "the README's shard $k ends with $?"; done
status=0
eval "$(run_lines --merge 1)" >out 2>err || status=$?
cmp out ../one/github || fail "the README's matrix gives another report"
[ $status = $one_status ] || fail "the README's matrix ends with $status"
rm shard-*.json

# The README's recipe for GNU parallel, over ssh where there is a server to be had.
[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
if ! parallel --version 2>/dev/null | grep -q "^GNU parallel"; then
    echo "the rest is skipped: GNU parallel is not installed"
    exit 77
fi
cd ..
mkdir bin
ln -s "$ERRNO_LINT" bin/errno-lint
PATH=$place/bin:$PATH
export PATH

# start_server: two hosts by name, which are this machine; false where that cannot be had.
start_server()
{
    server=$(command -v sshd || ls /usr/sbin/sshd 2>/dev/null) && command -v ssh ssh-keygen >/dev/null || return 1
    [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
    mkdir -m 700 ssh
    ssh-keygen -q -t ed25519 -N '' -f ssh/host && ssh-keygen -q -t ed25519 -N '' -f ssh/user || return 1
    cp ssh/user.pub ssh/authorized
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    printf '%s\n' "Port $port" "ListenAddress 127.0.0.1" "HostKey $place/ssh/host" "PidFile none" "UsePAM no" \
        "AuthorizedKeysFile $place/ssh/authorized" "StrictModes no" "PasswordAuthentication no" \
        "PermitRootLogin prohibit-password" "SetEnv PATH=$PATH XDG_CACHE_HOME=$XDG_CACHE_HOME" >ssh/server
    printf '%s\n' "Host one two" "HostName 127.0.0.1" "Port $port" "IdentityFile $place/ssh/user" "BatchMode yes" \
        "StrictHostKeyChecking no" "UserKnownHostsFile /dev/null" "LogLevel ERROR" >ssh/client
    "$server" -D -f "$place/ssh/server" -E "$place/ssh/log" &
    daemon=$!
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        ssh -F ssh/client one true 2>/dev/null && return 0
        sleep 0.3
    done
    return 1
}

recipe=$(awk '/^```sh$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$source/README.md")
case $recipe in
*"parallel --sshlogin one,two --workdir /srv/tree "*) ;;
*) fail "the README has no recipe for GNU parallel" ;;
esac
if start_server; then
    make_tree host
    printf '#!/bin/sh\nexec ssh -F %s "$@"\n' "$place/ssh/client" >bin/ssh-here
    chmod +x bin/ssh-here
    PARALLEL_SSH=$place/bin/ssh-here
    export PARALLEL_SSH
    recipe=$(printf '%s' "$recipe" | sed "s|/srv/tree|$place/host|")
    how="over ssh"
else
    recipe=$(printf '%s' "$recipe" | sed 's|--sshlogin one,two --workdir /srv/tree ||')
    how="without ssh: no server could be started"
fi
echo "GNU parallel $how"
mkdir -p home/.parallel
touch home/.parallel/will-cite
PARALLEL_HOME=$place/home/.parallel
export PARALLEL_HOME
cd tree
status=0
(eval "$recipe") >../out 2>../err || status=$?
cmp ../out ../one/text || { fail "the README's recipe gives another report"; head ../err; }
[ $status = $one_status ] || fail "the README's recipe ends with $status"

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
