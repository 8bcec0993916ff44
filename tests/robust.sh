#!/bin/sh
# Runs that are disturbed: processes that die, signals, a cache that cannot be written or was tampered with, parses
# without an end. ERRNO_LINT names the program, the second argument the source directory. Nothing here is a race: a parse
# that reads from a FIFO waits until the test lets it go on, and each wait has a bound of a minute.
set -eu
: "${ERRNO_LINT:?names the program to test}"
fixtures=${2:?usage: robust.sh PROGRAM SOURCE_DIR}/fixtures
place=$(mktemp -d)
started=
# shellcheck disable=SC2086
trap 'kill -9 $started 2>/dev/null || true; rm -rf "$place"' EXIT INT TERM
cd "$place"
mkdir temporary
export TMPDIR="$place/temporary"
failures=0

fail()
{
    echo "FAIL: $*"
    for file in out err; do
        [ ! -f $file ] || sed "s/^/    $file: /" $file | head -n 8
    done
    failures=$((failures + 1))
}

# run ARGUMENT...: leaves what was printed in ./out and ./err, the status in $status.
run()
{
    status=0
    "$ERRNO_LINT" "$@" >"$place/out" 2>"$place/err" </dev/null || status=$?
}

# expect STATUS TEXT ARGUMENT...: the program must exit so and print the text on stderr.
expect()
{
    wanted=$1 text=$2
    shift 2
    run "$@"
    [ "$status" = "$wanted" ] || fail "errno-lint $*: status $status, not $wanted"
    grep -qF -e "$text" err || fail "errno-lint $*: no '$text' on stderr"
}

# wait_until COMMAND...: runs it until it succeeds; false after a minute.
wait_until()
{
    left=600
    until "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.1
    done
}

is_gone()
{
    for process; do
        # A zombie is gone too: its parent, this shell, has not asked for it yet.
        case $(sed -n 's/^State:[^A-Z]*\(.\).*/\1/p' "/proc/$process/status" 2>/dev/null) in
        '' | Z | X) ;;
        *) return 1 ;;
        esac
    done
}

# The children of a process.
children_of()
{
    grep -ls "^PPid:[^0-9]*$1\$" /proc/[0-9]*/status | sed 's/[^0-9]*\([0-9]*\).*/\1/'
}

# The process that has the file open, among the children of $run.
reader_of()
{
    for process in $(children_of "$run"); do
        for link in "/proc/$process/fd"/*; do
            [ "$(readlink "$link")" != "$1" ] || echo "$process"
        done
    done
}

# start ARGUMENT...: starts the program as a job of a shell would be, with a process group of its own and signals that
# work, and returns once one of its workers is in the middle of blocked/blocked.c. Leaves $run and $worker.
start()
{
    rm -f let_in
    (
        exec 9>blocked/pipe.h # waits for a reader
        : >let_in
        exec sleep 600
    ) &
    writer=$!
    setsid env --default-signal=INT,QUIT "$ERRNO_LINT" "$@" >out 2>err </dev/null &
    run=$!
    started="$writer $run"
    wait_until test -f let_in || fail "errno-lint $*: blocked/pipe.h was not read"
    worker=$(reader_of "$place/blocked/pipe.h")
    workers=$(children_of "$run")
    [ -n "$worker" ] || fail "errno-lint $*: nobody reads blocked/pipe.h"
}

# Waits for the run that was started; its status is in $status.
finish()
{
    wait_until is_gone "$run" || { fail "the run does not end"; kill -9 "$run"; }
    status=0
    wait "$run" || status=$?
    kill "$writer"
    wait "$writer" 2>/dev/null || true
    started=
}

# Nothing may be left of a run: no process, no temporary file, no half entry in the cache.
expect_nothing_left()
{
    # shellcheck disable=SC2086
    wait_until is_gone $workers || fail "$1: a worker lives on"
    [ -z "$(ls -A temporary)" ] || fail "$1: left in TMPDIR: $(ls -A temporary)"
    halves=$(find cache -name 'new.*')
    [ -z "$halves" ] || fail "$1: left in the cache: $halves"
}

mkdir tree blocked
cat >tree/a.c <<'END'
#include <assert.h>
#include <errno.h>
#include <sys/xattr.h>
int label(const char *path)
{
    char value[8];
    if (getxattr(path, "user.label", value, sizeof value) < 0)
        assert(errno == ENODATA);
    return 0;
}
END
for name in b c d; do
    sed "s/label(/label_$name(/" tree/a.c >tree/$name.c
done
mkfifo blocked/pipe.h
{ echo '#include "pipe.h"'; cat tree/a.c; } >blocked/blocked.c
run --no-cache tree
[ "$status" = 1 ] || fail "errno-lint tree: status $status"
cp out tree.out

# A worker that dies costs its source alone.
for jobs in 1 3; do
    start --no-cache "-j$jobs" tree blocked
    kill -9 "$worker"
    finish
    [ "$status" = 2 ] || fail "a worker that was killed: status $status, not 2"
    grep -q "blocked/blocked.c: .*crashed.*(Killed)" err || fail "the source of a worker that was killed is not named"
    cmp -s out tree.out || fail "a worker that was killed changes the report on other sources"
done

# Whatever ends a run, nothing is left of it, and the next one works.
for signal in KILL TERM INT HUP; do
    rm -rf cache
    start --cache-dir cache -j2 tree blocked
    kill -s $signal "$run"
    finish
    [ "$status" -gt 128 ] || fail "SIG$signal: status $status"
    expect_nothing_left "SIG$signal"
    run --cache-dir cache tree
    { [ "$status" = 1 ] && cmp -s out tree.out; } || fail "SIG$signal: the next run has another report"
done

# Ctrl-C goes to every process of the group.
rm -rf cache
start --cache-dir cache -j2 tree blocked
kill -s INT -- "-$run"
finish
[ "$status" = 130 ] || fail "Ctrl-C: status $status, not 130"
expect_nothing_left "Ctrl-C"

# A parse without an end is given up and named; the sources beside it are judged.
doubled()
{
    awk 'BEGIN { for (i = 1; i <= 60; i++) printf "#define D%d D%d D%d\n", i, i - 1, i - 1 }'
}
mkdir endless
cp tree/a.c endless
{
    cat tree/a.c
    echo '#define D0 + 0'
    doubled
    echo '#if 0 D60'
    echo '#endif'
} >endless/macros.c
{
    cat tree/a.c
    echo 'template <int N, class T> struct Twice { static constexpr long value = Twice<N - 1, T *>::value +'
    echo '    Twice<N - 1, int (*)(T)>::value; };'
    echo 'template <class T> struct Twice<0, T> { static constexpr long value = 1; };'
    echo 'long endless() { return Twice<60, int>::value; }'
} >endless/templates.cc
expect 2 "endless/macros.c: it took more than 2 seconds" --no-cache --time-limit 2 endless
grep -q "endless/templates.cc: it took more than 2 seconds" err || fail "templates.cc is not named"
grep -q "^endless/a.c:8:" out || fail "the source beside an endless one is not judged"
# The sanitizers' own use of memory leaves no room for a limit.
if ! grep -q __asan_init "$ERRNO_LINT"; then
    expect 2 "memory" --no-cache --time-limit 100 --memory-limit 900 endless/templates.cc endless/a.c
    grep -q "^endless/a.c:8:" out || fail "the source beside one that eats memory is not judged"
fi

# A cache that cannot be written costs a warning and no finding.
expect 1 "warning: /dev/null/x: the cache cannot be kept there" --cache-dir /dev/null/x tree
cmp -s out tree.out || fail "a cache that cannot be made changes the report"
status=0
# A limit to the size of files, with the output in a pipe, which has none.
both=$( (ulimit -f 1 && exec "$ERRNO_LINT" --cache-dir limited tree) 2>&1) || status=$?
[ "$status" = 1 ] || fail "a cache entry above ulimit -f: status $status, not 1"
case $both in
*"warning: limited: the cache cannot be written"*) ;;
*) fail "a cache entry above ulimit -f: no warning: $both" ;;
esac
# A full disk, where a name space of its own is allowed.
mkdir full
for own in -m -rm; do
    unshare $own mount -t tmpfs -o size=16k none full 2>/dev/null || continue
    status=0
    # shellcheck disable=SC2016
    unshare $own sh -c 'mount -t tmpfs -o size=16k none full && { cat /dev/zero >full/fill 2>/dev/null || true; } &&
        exec "$ERRNO_LINT" --cache-dir full/cache tree' >out 2>err || status=$?
    { [ "$status" = 1 ] && cmp -s out tree.out; } || fail "a full disk: status $status"
    grep -q "warning: full/cache: the cache cannot be" err || fail "a full disk: no warning"
    break
done

# A compile database that comes with the tree runs nothing, loads nothing, writes nothing and leads to no other flags.
mkdir database
cp tree/a.c database
for name in wrapper cc1 as; do
    printf '#!/bin/sh\n: >%s\n' "$place/database/ran-$name" >"database/$name"
    chmod +x "database/$name"
done
for name in evil.cfg evil-clang.cfg clang.cfg .clang evil.rsp; do
    echo '-DENODATA=ENOENT --serialize-diagnostics written.dia -MD -MF written.d -save-temps' >"database/$name"
done
cat >database/compile_commands.json <<END
[{"directory": "$place/database", "file": "a.c", "command": "./wrapper cc --target=./evil -target $place/database/evil -B. \
  -specs=evil.cfg --config evil.cfg -wrapper ./wrapper,x -no-integrated-cpp -fplugin=./evil.so -Xclang -load -Xclang ./evil.so \
  -o written.o -MD -MF written.mk -MJ written.json --serialize-diagnostics written.dia -save-temps=obj -fdump-tree-all \
  -Xclang -dependency-file -Xclang written.dep -Xclang -header-include-file -Xclang written.inc -H -fprofile-generate \
  --coverage -ftime-trace=written.trace -fcrash-diagnostics-dir=. -working-directory=/ -include-pch evil.cfg \
  \$(touch written.shell) \`touch written.shell\` -c a.c && touch written.shell; touch written.shell"}]
END
ls -A database >before
(cd database && run --no-cache . && cp "$place/out" "$place/out.database" && exit "$status") || status=$?
ls -A database | cmp -s before - || fail "a hostile compile database: $(ls -A database | diff before -)"
[ "$status" = 1 ] || fail "a hostile compile database: status $status, not 1"
sed 's#^tree/##' tree.out | sed -n '/^a.c/,/more:/p' >wanted
sed -n '/^a.c/,/more:/p' out.database | cmp -s wanted - || fail "a hostile compile database changes the report"

# The compiler's own headers are not those that the current directory happens to have, nor is it to have any.
mkdir -p own/elsewhere
for version in 17 18 19 20 21 22; do
    mkdir -p "own/lib/clang/$version/include"
    echo '#error these are no headers of the compiler' >"own/lib/clang/$version/include/stddef.h"
done
{ echo '#include <stddef.h>'; cat tree/a.c; } >own/elsewhere/a.c
(cd own && run --no-cache "$place/own/elsewhere/a.c" && exit "$status") || status=$?
{ [ "$status" = 1 ] && grep -q "1 analysed, 0 incomplete" "$place/err"; } ||
    fail "headers of a compiler in the current directory: status $status: $(cat "$place/err")"

# A run over one file does not take the place of what was kept for its tree, nor the other way round.
mkdir -p kept/include
echo 'static inline int twice(int value) { return 2 * value; }' >kept/include/twice.h
{ echo '#include "include/twice.h"'; cat tree/a.c; } >kept/a.c
sleep 0.1 # what has changed just before a run is not kept
for paths in kept kept/a.c kept kept/a.c; do
    expect 1 "1 analysed" --cache-dir kept-cache -v "$paths"
    cat err >>kept.err
done
[ "$(grep -c '^kept/a.c: flags guessed' kept.err)" = 2 ] || fail "kept results: $(cat kept.err)"

# Nor does what was kept of the texts outlive a change in any of them, or in the names of the tree's files.
expect_fresh()
{
    sleep 0.1
    for flag in --no-cache --cache-dir=kept-cache --cache-dir=kept-cache; do
        run --exit-zero "$flag" kept
        [ "$flag" != --no-cache ] || { cp out fresh.out; cp err fresh.err; }
        { cmp -s out fresh.out && cmp -s err fresh.err; } || fail "$1: $flag: $(diff err fresh.err)"
    done
}
printf '#include "include/check.h"\n#include <sys/xattr.h>\nvoid label_late(const char *path) { %s }\n' \
    'CHECK(removexattr(path, "user.label"));' >kept/late.c
echo '#define CHECK(result) (void)(result)' >kept/include/check.h
expect_fresh "a source without errnos"
grep -q "1 analysed, 1 without errnos" err || fail "kept texts: $(cat err)"
printf '#include <assert.h>\n#include <errno.h>\n#define CHECK(result) assert((result) == 0 || errno == %s)\n' \
    ENODATA >kept/include/check.h
expect_fresh "a header that names an errno now"
grep -q "^kept/late.c:3:" out || fail "kept texts: late.c is not judged"
mkdir kept/more
cp kept/late.c kept/more/early.c
sed 's/include.check.h/missing.h/; s/CHECK/MISSING/' kept/late.c >kept/more/plain.c
expect_fresh "more sources"
sed 's/CHECK/MISSING/' kept/include/check.h >kept/include/missing.h
expect_fresh "a header that was missing"
grep -q "^kept/more/plain.c:3:" out || fail "kept texts: plain.c is not judged"
rm kept/late.c
expect_fresh "a source less"
# With errors, of which the words that mean an errno anywhere in the tree say whether they hide something.
echo 'static inline void label_it(const char *path) { if (removexattr(path, "a") < 0 && errno != ENODATA) abort(); }' \
    >>kept/include/twice.h
expect_fresh "a header with a function to judge"
printf '[{"directory": "%s", "file": "kept/flag.c", "command": "cc -include %s/outside/config.h -c kept/flag.c"}]' \
    "$place" "$place" >kept/compile_commands.json
sed '/include.check/d; s/CHECK/CONFIGURED/' kept/more/early.c >kept/flag.c
expect_fresh "a file that a flag includes, and that is missing"
mkdir outside
sed 's/CHECK/CONFIGURED/' kept/include/check.h >outside/config.h
expect_fresh "a file that a flag includes"
grep -q "^kept/flag.c:2:" out || fail "kept texts: flag.c is not judged: $(cat out err)"
mv kept-cache kept/cache
for turn in 1 2 3 4; do
    run --cache-dir kept/cache --exit-zero kept
    find kept/cache -type f | sort >files.$turn
done
cmp -s files.3 files.4 || fail "a cache in the tree grows with each run: $(diff files.3 files.4)"

# The report does not depend on the number of workers, nor on what the cache has.
cp "$fixtures"/idioms/[a-d]*.c tree
sed 's/assert.h/not-there.h/' tree/a.c >tree/partly.c
for jobs in 1 2 7; do
    for format in text json; do
        run --no-cache "-j$jobs" --format $format tree
        if [ $jobs = 1 ]; then cp out one.$format && cp err one.$format.err; fi
        cmp -s out one.$format || fail "-j$jobs --format $format: not what -j1 prints"
        cmp -s err one.$format.err || fail "-j$jobs --format $format: not on stderr what -j1 prints"
    done
done
grep -q "partly.c" one.text.err || fail "partly.c is not named"

# Runs at the same time, one cache.
rm -rf cache
for i in 1 2 3; do
    "$ERRNO_LINT" --cache-dir cache -j2 --format json tree >"out.$i" 2>/dev/null &
    started="$started $!"
done
wait
started=
for i in 1 2 3; do
    cmp -s "out.$i" one.json || fail "several runs at once: run $i has another report"
done
run --cache-dir cache --format json tree
cmp -s out one.json || fail "after several runs at once: the cache gives another report"

# A cache that was tampered with: a run does not notice, and repairs it.
entries()
{
    find cache -path 'cache/??/*' | sort
}
expect_same()
{
    run --cache-dir cache --format json tree
    cmp -s out one.json || fail "a cache in which $1: another report"
    ! grep "warning" err || fail "a cache in which $1: a warning"
    [ -z "$(find cache -path 'cache/??/*' ! -type f)" ] || fail "a cache in which $1: it is not repaired"
}
for entry in $(entries); do
    size=$(wc -c <"$entry")
    head -c $((size / 2)) "$entry" >half && mv half "$entry"
done
expect_same "entries are cut"
for entry in $(entries); do head -c 3000 /dev/urandom >"$entry"; done
expect_same "entries are garbage"
for entry in $(entries); do rm "$entry" && mkfifo "$entry"; done
expect_same "entries are FIFOs"
for entry in $(entries); do ln -sf /dev/zero "$entry"; done
expect_same "entries are devices"
for entry in $(entries); do ln -sf "${entry##*/}" "$entry"; done
expect_same "entries are links in a circle"
for entry in $(entries); do rm "$entry" && mkdir "$entry"; done
run --cache-dir cache --format json tree
cmp -s out one.json || fail "a cache in which entries are directories: another report"
grep -q "warning: cache: the cache cannot be written" err || fail "a cache in which entries are directories: no warning"

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
