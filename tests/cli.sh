#!/bin/sh
# The program from outside: exit statuses, messages, bad input. ERRNO_LINT names it.
set -eu
: "${ERRNO_LINT:?names the program to test}"
place=$(mktemp -d)
trap 'chmod -R u+rwX "$place"; rm -rf "$place"' EXIT INT TERM
cd "$place"
failures=0
unset NO_COLOR CLICOLOR_FORCE FORCE_COLOR || true

# run ARGUMENT...: leaves what was printed in ./out and ./err, the status in $status.
run()
{
    status=0
    "$ERRNO_LINT" "$@" >"$place/out" 2>"$place/err" </dev/null || status=$?
}

fail()
{
    echo "FAIL: $*"
    sed 's/^/    out: /' "$place/out" | head -n 20
    sed 's/^/    err: /' "$place/err" | head -n 20
    failures=$((failures + 1))
}

# expect STATUS out|err TEXT ARGUMENT...: the program must exit so and print a line with the text there.
expect()
{
    wanted=$1 stream=$2 text=$3
    shift 3
    run "$@"
    [ "$status" = "$wanted" ] || fail "errno-lint $*: status $status, not $wanted"
    grep -qF -e "$text" "$place/$stream" || fail "errno-lint $*: no '$text' on std$stream"
}

# The same, and nothing on stdout: the report alone may stand there.
expect_no_report()
{
    expect "$@"
    [ ! -s "$place/out" ] || fail "errno-lint: something on stdout beside the error"
}

mkdir clean bad
cat >clean/a.c <<'END'
int twice(int x) { return 2 * x; }
END
cat >bad/a.c <<'END'
#include <assert.h>
#include <errno.h>
#include <sys/xattr.h>
int label(const char *path)
{
    char value[8];
    if (getxattr(path, "user.label", value, sizeof value) >= 0)
        return 1;
    assert(errno == ENODATA);
    return 0;
}
END

# What it says about itself.
expect 0 out "Usage: errno-lint" --help
expect 0 out "errno-lint " --version
expect 0 out "clang" --version --verbose
expect 0 out "missing-errno" --list-checks
expect 0 out "How to suppress" --explain missing-errno
expect 0 out "How to suppress" --explain errno-lint-missing-errno
expect 0 out "ENODATA" --explain getxattr
expect 0 out "ENOENT" --explain ENOENT
expect 0 out "memfd" --explain getxattr --kind memfd
expect 0 out '"calls"' --dump-rules
expect_no_report 2 err "getxattr" --explain getxatr
expect_no_report 2 err "did you mean ENODATA" --explain ENODAT
expect_no_report 2 err "did you mean 'missing-errno'" --explain missing-erno
expect_no_report 2 err "did you mean fcntl:F_SETLK" --explain fcntl:F_SETLCK
expect 0 out "ECONNREFUSED" --explain getsockopt:SO_ERROR
expect 0 out "kernels 5.4..6.1" --version --kernel 5.4..6.1
expect_no_report 2 err "memfd" --explain getxattr --kind memdf

# Statuses.
expect 0 err "1 " clean
expect 1 out "[errno-lint-missing-errno]" bad
expect 1 out "bad/a.c:9:" bad clean
expect 0 out "[errno-lint-missing-errno]" --exit-zero bad
expect 0 out "[errno-lint-missing-errno]" --fail-on never bad
expect 0 out "[errno-lint-missing-errno]" --fail-on error bad
expect 1 out "[errno-lint-missing-errno]" --fail-on note bad
expect 0 err "1 " --ignore missing-errno bad
expect 1 out '"version"' --format json bad
expect 1 out "::warning " --format github bad
expect 1 err "[errno-lint-missing-errno]" --format github bad
expect 0 out "getxattr" --fail-on never --list-sites bad
run --format json --output text:report.txt --output json:report.json bad
grep -q "errno-lint-missing-errno" report.txt || fail "--output text:report.txt"
cmp -s out report.json || fail "--output json:report.json is not what --format json prints"
run -q clean
if [ -s err ] || [ -s out ]; then fail "-q clean: it is not quiet"; fi
run --color always bad
grep -q "$(printf '\033')" out || fail "--color always: no colour"
run bad
grep -q "$(printf '\033')" out && fail "colour in a file"
run bad && cp out first && run bad
cmp -s out first || fail "two runs print different reports"

# What it cost. Times are in no test; the bounds are: ten flags, each set or not, are more ways than are kept apart.
mkdir costly
{
    cat bad/a.c
    echo '#include <unistd.h>'
    echo 'int many_ways(int fd, int x)'
    echo '{'
    for i in 0 1 2 3 4 5 6 7 8 9; do echo "    int flag$i = 0;"; done
    echo '    if (fsync(fd) == 0)'
    echo '        return 0;'
    for i in 0 1 2 3 4 5 6 7 8 9; do echo "    if (x & (1 << $i))"; echo "        flag$i = 1;"; done
    echo '    assert(errno == EIO);'
    for i in 0 1 2 3 4 5 6 7 8 9; do echo "    if (flag$i)"; echo "        return $i;"; done
    echo '    return 10;'
    echo '}'
    echo 'int no_errno(int x) { return x; }'
} >costly/a.c
expect 0 err "statistics: 2 sources, parsed 2 times" --statistics --no-prefilter --exit-zero costly clean
grep -q "^statistics: 4 functions lowered, 2 analysed$" err || fail "--statistics: functions"
grep -q "^statistics: processor time: parsing [0-9.]* s, lowering [0-9.]* s, analysis [0-9.]* s$" err || fail "--statistics: times"
grep -qE "^statistics: slowest function: (label|many_ways) \(costly/a.c:[0-9]+\), [0-9.]+ ms, [0-9.]+ MiB$" err ||
    fail "--statistics: the slowest function"
grep -q "^statistics: largest function: " err || fail "--statistics: the largest function"
grep -q "^statistics: more than 8 disjuncts: [1-9][0-9]* times in 1 functions$" err || fail "--statistics: disjuncts"
grep -q "^statistics: too-many-paths: 0 blocks in 0 functions$" err || fail "--statistics: blocks"
grep -q statistics out && fail "--statistics: stdout is for the report"
run bad
grep -q statistics err && fail "statistics that nobody asked for"

# Headers in places that no flag names, one of them included by the other: one parse, with or without the prefilter.
mkdir -p scattered/a scattered/one/deep scattered/two scattered/other
cp bad/a.c scattered/a/a.c
printf '#ifdef __vax__\n#include <other.h>\n#endif\n#include <deep/one.h>\nint scattered = ONE + TWO;\n' >>scattered/a/a.c
printf '#include <two.h>\n#define ONE 1\n' >scattered/one/deep/one.h
echo '#define TWO 2' | tee scattered/two/two.h >scattered/other/other.h
for option in --no-prefilter --fail-on=warning; do
    expect 1 err "1 analysed, 0 incomplete" --no-cache -v --statistics "$option" scattered
    grep -q "headers found in scattered/one scattered/two$" err || fail "scattered headers: found elsewhere"
    grep -q "^statistics: 1 sources, parsed 1 times$" err || fail "scattered headers: more than one parse"
done
# Where another directory that was added hides one, it is parsed again as if that had not been there.
printf '#define ONE 1\n#error not this one\n' >scattered/other/two.h
rm scattered/two/two.h
mkdir scattered/one/two
echo '#define TWO 2' >scattered/one/two/two.h
expect 1 err "1 analysed, 0 incomplete" --no-cache -v --statistics scattered
grep -q "headers found in scattered/one scattered/one/two$" err || fail "hidden headers: found elsewhere"
grep -q "^statistics: 1 sources, parsed 2 times$" err || fail "hidden headers: not two parses"

# Options that are wrong.
expect_no_report 2 err "did you mean --format" --fromat json clean
expect_no_report 2 err "argument is missing" --format
expect_no_report 2 err "did you mean 'json'" --format jsn clean
expect_no_report 2 err "did you mean 'missing-errno'" --select mising-errno clean
expect_no_report 2 err "Allowed: " --ignore nonsense clean
expect_no_report 2 err "did you mean 'path'" --classes paht clean
expect_no_report 2 err "Allowed: error, warning, note, never" --fail-on sometimes clean
expect_no_report 2 err "Allowed: auto, always, never" --color blue clean
expect_no_report 2 err "FORMAT:FILE" --output json clean
expect 2 err "/no/such/directory/x" --output json:/no/such/directory/x clean
expect_no_report 2 err "--explain" --kind memfd clean
expect_no_report 2 err "text and json" --list-sites --format github clean
expect_no_report 2 err "nonsense" --explain nonsense
expect_no_report 2 err "program" --dump=nonsense clean
expect_no_report 2 err "did you mean 'commands'" --dump=comands clean

# Paths.
expect_no_report 2 err "missing.c" missing.c
expect_no_report 2 err "nowhere" nowhere
mkdir empty
expect_no_report 2 err "empty" empty
if [ "$(id -u)" != 0 ]; then
    cp bad/a.c closed.c
    chmod 0 closed.c
    expect 2 err "closed.c" closed.c
fi
expect 0 err "1 " clean/a.c
expect 1 out "missing-errno" --exclude '*/none.c' bad
expect 1 out "missing-errno" --exclude 'bad/*' bad/a.c
run --exclude 'bad/*' --force-exclude bad/a.c
[ "$status" != 1 ] || fail "--force-exclude: the file was looked at"
(cd bad && "$ERRNO_LINT" -q >/dev/null 2>&1) && fail "no PATH is not the current directory"

# Sources that are strange.
: >nothing.c
expect 0 err "1 " nothing.c
head -c 100000 /dev/urandom >garbage.c
run --no-prefilter garbage.c
[ "$status" -le 2 ] || fail "garbage.c: status $status"
[ "$status" = 2 ] || grep -q "garbage.c" err || fail "garbage.c is neither failed nor named as incomplete"
printf 'int f(void)\n{\n    return 1;\0\0 }\n' >nul.c
run nul.c
[ "$status" -le 2 ] || fail "nul.c: status $status"
{
    echo "#include <errno.h>"
    awk 'BEGIN { for (i = 0; i < 190000; i++) printf "int function_number_%d(int x) { return x + %d; }\n", i, i }'
} >large.c
[ "$(wc -c <large.c)" -gt 10000000 ] || fail "large.c is small"
expect 0 err "1 " large.c
rm large.c
awk 'BEGIN { printf "int deep(int x) { return "; for (i = 0; i < 20000; i++) printf "("; printf "x";
    for (i = 0; i < 20000; i++) printf ")"; print "; }" }' >deep.c
run deep.c
[ "$status" -le 2 ] || fail "deep.c: status $status"

# Deep and wide functions: the stack is large enough, and the claim behind them is judged.
expect_judged()
{
    {
        printf '#include <assert.h>\n#include <errno.h>\n#include <unistd.h>\nint wide(int fd, int x)\n{\n'
        awk "BEGIN { $1 }" </dev/null
        printf '\n    if (fsync(fd) < 0)\n        assert(errno == EINTR);\n    return x;\n}\n'
    } >wide.c
    expect 0 out "assert allows only EINTR when fsync() fails" wide.c
}
expect_judged 'printf "if ("; for (i = 0; i < 100000; i++) printf "x == %d || ", i; print "x < 0) return 1;"'
expect_judged 'printf "if (x < 0) x = 1;"; for (i = 0; i < 10000; i++) printf "else if (x == %d) x = %d;\n", i, i + 1'
expect_judged 'printf "x = (x"; for (i = 0; i < 50000; i++) printf ", wide(0, %d)", i; print ");"'
rm wide.c

# Old C++ is read as such, unless somebody has said which standard it is.
cat >old.cc <<'END'
#include <cassert>
#include <cerrno>
#include <cstddef>
#include <unistd.h>
using namespace std;
typedef unsigned char byte;
int sync_file(int file, byte *state) throw(int)
{
    if (fsync(file) < 0)
        assert(errno == EINTR);
    return *state;
}
END
expect 0 out "assert allows only EINTR when fsync() fails" old.cc
! grep -q "incomplete:" "$place/err" || fail "old.cc is incomplete"
expect 0 err "hide" --extra-arg=-std=gnu++20 old.cc
rm old.cc

# A tree that is hostile: links in a circle, FIFOs, devices, too many bytes, paths that are too long.
mkdir hostile
cp bad/a.c hostile/a.c
mkfifo hostile/pipe.c
ln -s . hostile/self
ln -s loop.c hostile/loop.c
ln -s /dev/zero hostile/zero.c
ln -s pipe.c hostile/link.c
expect 1 err "1 file: 1 analysed" hostile
expect_no_report 2 err "hostile/pipe.c: is neither a regular file nor a directory" hostile/pipe.c
expect_no_report 2 err "hostile/zero.c: is neither a regular file nor a directory" hostile/zero.c
expect_no_report 2 err "hostile/loop.c" hostile/loop.c
mkfifo hostile/pipe.h
{ echo '#include "pipe.h"'; cat bad/a.c; } >hostile/includes_pipe.c
expect 2 err "hostile/includes_pipe.c: it took more than 1 second" --time-limit 1 hostile/includes_pipe.c
{ echo '#include "/dev/zero"'; cat bad/a.c; } >hostile/includes_zero.c
expect 2 err "failed: hostile/includes_zero.c" --time-limit 20 --memory-limit 1024 hostile/includes_zero.c
rm hostile/includes_*
{ echo '#include "includes_self.c"'; cat bad/a.c; } >hostile/includes_self.c
expect 0 err "#include nested too deeply" hostile/includes_self.c
rm hostile/includes_self.c
if truncate -s 3G hostile/huge.c; then
    expect 2 err "hostile/huge.c: the parser cannot read it" hostile/huge.c
    rm hostile/huge.c
fi
name=$(printf '%0200d' 0)
long=$name/$name/$name/$name/$name/$name/$name/$name/$name
mkdir -p "hostile/$long/$long" "deeper/$long/$long"
mv deeper "hostile/$long/$long"
expect 1 err "cannot be read (directories left out below hostile: 1)" hostile

# Names and messages that would rewrite the terminal, or forge a line of the report.
escape=$(printf '\033')
mkdir forged
forged="forged/$(printf 'a\n::error::b\nb.c:1:1: warning: \033[31m').c"
{ printf '#include "/dev/zero\033[31m"\n#error \033[32m\n'; sed 's/user.label/\x1b[33m/' bad/a.c; } >"$forged"
for format in text json github; do
    expect 1 out "fail" --format $format forged
    cat out err | grep -q "$escape" && fail "an escape character in --format $format"
    grep -q "^::error" out && fail "a forged command in --format $format"
    grep -q "^b.c:" out && fail "a forged line in --format $format"
done
expect 1 out "::warning " --format github forged
[ "$(grep -c "^::" out)" = 1 ] || fail "--format github: more than one command"
run --list-sites --exit-zero forged
cat out err | grep -q "$escape" && fail "an escape character in --list-sites"
grep -q "^b.c:" out && fail "a forged line in --list-sites"
run "forged/$(printf '\033[31mnone\nb.c:1:1: error: x').c"
grep -q "$escape" err && fail "an escape character in an error message"
grep -q "^b.c:" err && fail "a forged line in an error message"
# The sanitizers leave no room for a limit of memory: the parser would read on until the machine has none left.
if ! grep -q __asan_init "$ERRNO_LINT"; then
    { echo '#include "/dev/zero"'; cat bad/a.c; } >"$forged"
    expect 2 err "the parser" --memory-limit 1024 forged
    grep -q "$escape" err && fail "an escape character of the parser's"
fi
rm -r hostile forged

# A source that parses with errors is looked at as far as it goes, and named.
mkdir partly
{
    echo '#include "made-by-the-build.h"'
    cat bad/a.c
    echo 'int lost(void) { return undeclared(1)->field; }'
} >partly/a.c
expect 1 err "partly/a.c" partly
grep -q "made-by-the-build.h" err || fail "the missing header is not named"
expect 2 err "partly/a.c" --require-complete partly

# Suppressions.
mkdir suppressed
sed 's|assert(errno == ENODATA);|assert(errno == ENODATA); /* errno-lint: ignore[missing-errno] a reason */|' \
    bad/a.c >suppressed/good.c
expect 0 err "1 " suppressed/good.c
expect 0 out "suppressed" --list-sites suppressed/good.c
sed 's|assert(errno == ENODATA);|assert(errno == ENODATA); /* errno-lint: ignore[missing-errno] */|' \
    bad/a.c >suppressed/reason.c
expect 1 err "suppressed/reason.c:9: " suppressed/reason.c
sed 's|assert(errno == ENODATA);|assert(errno == ENODATA); /* errno-lint: ignore[mising] a reason */|' \
    bad/a.c >suppressed/check.c
expect 1 err "suppressed/check.c:9: " suppressed/check.c
echo 'int unused; /* errno-lint: ignore[missing-errno] nothing is here */' >suppressed/unused.c
expect 0 err "suppressed/unused.c:1: " suppressed/unused.c

# Compile databases.
mkdir -p database/src
cp bad/a.c database/src/a.c
echo 'this is no JSON' >database/compile_commands.json
expect_no_report 2 err "compile_commands.json" -p database database/src
echo '{"directory": "."}' >database/compile_commands.json
expect_no_report 2 err "compile_commands.json" -p database database/src
cat >database/compile_commands.json <<END
[{"directory": "$place/database", "file": "src/a.c", "command": "cc -DNDEBUG -c src/a.c"},
 {"directory": "$place/database", "file": "src/gone.c", "command": "cc -c src/gone.c"}]
END
expect 1 out "database/src/a.c:9:" -p database database/src
grep -q "gone.c" err || fail "a file of the database that does not exist is not named"
expect_no_report 2 err "nowhere" -p nowhere database/src
expect 1 out "bad/a.c:9:" bad -- -std=c11

# What --dump commands prints is a database again; directories of headers that were looked for are in it.
mkdir -p dumped/src dumped/deep/include
printf '#include "own.h"\n' | cat - bad/a.c >dumped/src/a.c
echo 'enum { OWN = 1 };' >dumped/deep/include/own.h
expect 0 out "dumped/deep/include\"" --dump commands dumped
cp out dumped/compile_commands.json
expect 1 out "dumped/src/a.c:10:" -p dumped --verbose dumped
grep -q "flags from the compile command$" err || fail "a header is looked for in spite of the dumped command"

# Rules.
mkdir -p rules/calls
echo '{"calls": {' >rules/calls/broken.json
expect_no_report 2 err "broken.json" --rules rules clean
echo '{"calls": {"frob": {"parms": []}}}' >rules/calls/broken.json
expect_no_report 2 err "/calls/frob" --rules rules clean
expect_no_report 2 err "no-such-rules" --rules no-such-rules clean

# --verify.
mkdir fixtures
cp bad/a.c fixtures/unexpected.c
expect 1 out "fixtures/unexpected.c:9: not expected: missing-errno getxattr" --verify fixtures
rm fixtures/unexpected.c
sed 's|assert(errno == ENODATA);|assert(errno == ENODATA); // expect: missing-errno getxattr ENOENT|' bad/a.c >fixtures/a.c
expect 0 err "1 expectations" --verify fixtures
echo '// expect: missing-errno getxattr ENOENT' >fixtures/b.c
expect 1 out "fixtures/b.c:1: not found: missing-errno getxattr ENOENT" --verify fixtures
echo '// expect: missing-errno getxattr ENOSUCH' >fixtures/b.c
expect 1 out "ENOSUCH" --verify fixtures

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
