#!/bin/sh
# --since, --staged and --diff in real repositories: what counts as changed, and what is said where that cannot be known.
# ERRNO_LINT names the program; skipped where git is not installed.
set -eu
: "${ERRNO_LINT:?names the program to test}"
if ! command -v git >/dev/null; then
    echo "skipped: changed: git is not installed"
    exit 77
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM
export HOME="$place" GIT_CONFIG_NOSYSTEM=1 XDG_CACHE_HOME="$place/cache"
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@localhost GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@localhost
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE XDG_CONFIG_HOME || true
failures=0

fail()
{
    echo "FAIL: $*"
    sed 's/^/    out: /' "$place/out" | head -n 20
    sed 's/^/    err: /' "$place/err" | head -n 20
    failures=$((failures + 1))
}

# run ARGUMENT...: the places of the findings are in $found, "FILE:LINE " each.
run()
{
    status=0
    "$ERRNO_LINT" "$@" >"$place/out" 2>"$place/err" </dev/null || status=$?
    found=$(sed -n 's/^\([^ ].*:[0-9]*\):[0-9]*: [a-z]*: .*/\1/p' "$place/out" | tr '\n' ' ')
}

# finds PLACES ARGUMENT...: these findings and no others.
finds()
{
    wanted=$1
    shift
    run "$@"
    expected=0
    [ -z "$wanted" ] || expected=1
    [ "$found" = "$wanted" ] || fail "errno-lint $*: findings in '$found', not in '$wanted'"
    [ "$status" = "$expected" ] || fail "errno-lint $*: status $status, not $expected"
}

says()
{
    grep -qF -e "$1" "$place/err" || fail "no '$1' on stderr"
}

# refuses TEXT ARGUMENT...
refuses()
{
    text=$1
    shift
    run "$@"
    [ "$status" = 2 ] || fail "errno-lint $*: status $status, not 2"
    [ ! -s "$place/out" ] || fail "errno-lint $*: something on stdout beside the error"
    says "$text"
}

# make_source NAME: a source with findings in the lines 9 and 19.
make_source()
{
    cat >"$1" <<'END'
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
int unlabel(const char *path)
{
    if (removexattr(path, "user.label") == 0)
        return 1;
    if (errno == ENOENT)
        return 2;
    (void)path;
    assert(errno == ENODATA ||
           errno == ENOTSUP);
    return 0;
}
END
}

# edit FILE SCRIPT
edit()
{
    sed "$2" "$1" >"$place/edited"
    cat "$place/edited" >"$1"
}

save()
{
    git add -A
    git commit -q -m "$1"
}

new_repository()
{
    cd "$place"
    rm -rf "$place/repository"
    git init -q -b main "$place/repository"
    cd "$place/repository"
    make_source a.c
    make_source "with space.c"
    echo 'int twice(int x) { return 2 * x; }' >clean.c
    save first
}

# Which lines count.
new_repository
finds "a.c:9 a.c:19 with space.c:9 with space.c:19 "
finds "" --since HEAD
says "nothing has changed (HEAD (merge base "
says "3 files: 0 analysed, 3 without changes"
finds "" --staged
says "nothing has changed"
edit a.c '6s/8/16/'
finds "" --since HEAD
says "3 files: 1 analysed, 2 without changes"
says "sites: 0 found"
edit a.c 's/user.label/user.name/'
finds "a.c:9 a.c:19 " --since HEAD
git checkout -q a.c
edit a.c '20s/ENOTSUP/EOPNOTSUPP/' # the second line of the assertion
finds "a.c:19 " --since HEAD
git checkout -q a.c
edit a.c '14s/path/(path)/' # the call
finds "a.c:19 " --since HEAD
run --since HEAD --list-sites --exit-zero
[ "$(wc -l <"$place/out")" = 1 ] || fail "--list-sites: not one site"
git checkout -q a.c
edit a.c '16,17d' # between call and assertion
finds "a.c:17 " --since HEAD
git checkout -q a.c
edit a.c '1i\
/* a comment */'
finds "" --since HEAD
git checkout -q a.c
edit "with space.c" '9s/errno/(errno)/'
finds "with space.c:9 " --since HEAD
finds "" --since HEAD a.c
says "no source has changed, nor what it includes"
cd "$place"
finds "repository/with space.c:9 " --since HEAD repository
cd repository

# The same with other numbers of workers, without prefilter, with what is kept.
edit a.c '19s/errno/(errno)/'
finds "a.c:19 with space.c:9 " --since HEAD
cp "$place/out" "$place/first"
for option in --jobs=1 --jobs=2 --no-cache --no-prefilter; do
    finds "a.c:19 with space.c:9 " --since HEAD $option
    cmp -s "$place/out" "$place/first" || fail "$option: another report"
done
run --format json
grep '"fingerprint"' "$place/out" >"$place/all"
run --since HEAD --format json
grep '"fingerprint"' "$place/out" | while read -r line; do grep -qF "$line" "$place/all" || echo other; done >"$place/err"
[ ! -s "$place/err" ] || fail "a fingerprint that a whole run does not give"
grep -q '"without_changes":[[:space:]]*1' "$place/out" || fail "--format json: without_changes"

# New files, renamed ones, and names of any kind.
new_repository
mkdir new
make_source new/b.c
make_source "$(printf 'new/\303\244 "q"\t.c')"
echo ignored.c >.gitignore
make_source ignored.c
run --since HEAD
[ "$(echo "$found" | tr ' ' '\n' | grep -c :)" = 4 ] || fail "untracked files"
finds "" --staged
finds "ignored.c:9 ignored.c:19 " --since HEAD --no-ignore ignored.c
git add new
run --staged
[ "$(echo "$found" | tr ' ' '\n' | grep -c :)" = 4 ] || fail "staged new files"
new_repository
git mv a.c "b c.c"
finds "" --since HEAD
finds "" --staged
edit "b c.c" '9s/errno/(errno)/'
finds "b c.c:9 " --since HEAD
git rm -q --cached clean.c && rm clean.c
finds "b c.c:9 " --since HEAD

# A changed header is seen through the sources that include it.
new_repository
mkdir include
cat >include/drop.h <<'END'
#include <assert.h>
#include <errno.h>
#include <sys/xattr.h>
static inline int drop(const char *path)
{
    return removexattr(path, "user.label");
}
static inline int drop_all(const char *path)
{
    if (removexattr(path, "user.all") == 0)
        return 1;
    assert(errno == ENODATA);
    return 0;
}
END
cat >uses.c <<'END'
#include "include/drop.h"
int use(const char *path)
{
    if (drop(path) == 0)
        return 1;
    assert(errno == ENODATA);
    return drop_all(path);
}
END
save header
finds "" --since HEAD
edit include/drop.h '1i\
/* a comment */'
finds "" --since HEAD
says "4 files: 1 analysed, 3 without changes"
edit include/drop.h '7s/label/labels/' # a wrapper of the call
finds "uses.c:6 " --since HEAD
edit include/drop.h '13s/errno/(errno)/'
finds "include/drop.h:13 uses.c:6 " --since HEAD
finds "include/drop.h:13 uses.c:6 " --since HEAD --no-prefilter
finds "include/drop.h:13 " --since HEAD include/drop.h
finds "uses.c:6 " --since HEAD uses.c
git add include
finds "include/drop.h:13 uses.c:6 " --staged uses.c include/drop.h

# The condition of an assertion may be elsewhere: above it, or in the body of a macro.
new_repository
cat >gone.h <<'END'
#include <assert.h>
#include <errno.h>
#define CHECK_GONE() \
    assert(errno == ENODATA)
#define OTHER() assert(errno == ENOTSUP)
END
cat >uses.c <<'END'
#include <stdlib.h>
#include <sys/xattr.h>
#include "gone.h"
int drop(const char *path)
{
    if (removexattr(path, "user.label") == 0)
        return 1;
    CHECK_GONE();
    return 0;
}
int drop_all(const char *path)
{
    if (removexattr(path, "user.all") < 0) {
        if (errno != ENODATA &&
            errno != ENOTSUP) {
            path = "";
            abort();
        }
    }
    return 0;
}
END
save conditions
edit gone.h '5s/ENOTSUP/EIO/'
finds "" --since HEAD
edit gone.h '4s/ENODATA/EIO/'
finds "uses.c:8 " --since HEAD
git checkout -q gone.h
edit uses.c '15s/errno/(errno)/'
finds "uses.c:17 " --since HEAD
run --since HEAD --list-sites --exit-zero
grep -q "^uses.c:17:" "$place/out" && [ "$(wc -l <"$place/out")" = 1 ] || fail "--list-sites: a changed condition"

# Only the lines of this side count: since the merge base.
new_repository
git checkout -q -b feature
edit "with space.c" '9s/errno/(errno)/'
save "on feature"
git checkout -q main
edit a.c '9s/errno/(errno)/'
save "on main"
git checkout -q feature
finds "with space.c:9 " --since main
finds "with space.c:9 " --since HEAD~1
git checkout -q --orphan other
save "no ancestor"
refuses "--since: main and HEAD have no commit in common" --since main

# Staged lines, where the work tree has moved on.
new_repository
edit a.c '9s/errno/(errno)/'
git add a.c
finds "a.c:9 " --staged
edit a.c '19s/errno/(errno)/'
finds "a.c:9 " --staged
says "staged files with changes that are not staged: 1, the first is a.c"
edit a.c '1i\
/* a comment */\
/* and more */'
finds "a.c:11 " --staged
git checkout -q a.c
finds "a.c:9 " --staged
grep -q "not staged" "$place/err" && fail "a warning without a reason"
# In a hook git names an index that has what this commit takes.
git reset -q --hard
edit a.c '9s/errno/(errno)/'
edit "with space.c" '9s/errno/(errno)/'
cat >.git/hooks/pre-commit <<END
#!/bin/sh
"$ERRNO_LINT" --staged >"$place/out" 2>"$place/err"
END
chmod +x .git/hooks/pre-commit
git commit -q -m partial a.c 2>/dev/null && fail "the hook let the commit pass"
grep -q "^a.c:9:" "$place/out" || fail "the hook of a commit of one file"
grep -q "^with space.c" "$place/out" && fail "the hook sees what the commit does not take"
rm .git/hooks/pre-commit
git init -q "$place/repository/unborn"
cd "$place/repository/unborn"
make_source a.c
git add a.c
finds "a.c:9 a.c:19 " --staged

# Diffs.
new_repository
edit a.c '9s/errno/(errno)/'
git diff >"$place/the.diff"
finds "a.c:9 " --diff "$place/the.diff"
mkdir below
(cd below && "$ERRNO_LINT" --diff "$place/the.diff" ../a.c >"$place/out" 2>"$place/err") && fail "a diff, below the root"
"$ERRNO_LINT" --diff - <"$place/the.diff" >"$place/out" 2>"$place/err" && fail "a diff on stdin: no findings"
grep -q "^a.c:9:" "$place/out" || fail "a diff on stdin"
mkfifo "$place/pipe"
cat "$place/the.diff" >"$place/pipe" &
finds "a.c:9 " --diff "$place/pipe"
wait
sed 's/$/\r/' "$place/the.diff" >"$place/crlf.diff"
finds "a.c:9 " --diff "$place/crlf.diff"
: >"$place/empty.diff"
finds "" --diff "$place/empty.diff"
says "nothing has changed"
git show HEAD:a.c >a.c.orig
diff -u a.c.orig a.c >"$place/plain.diff" || true
rm -rf .git
finds "a.c:9 " --diff "$place/plain.diff"
sed 's/^+++ .*/+++ nowhere.c/' "$place/plain.diff" >"$place/other.diff"
refuses "none of the files in this diff is here, the first is nowhere.c" --diff "$place/other.diff"
sed '$d' "$place/plain.diff" >"$place/cut.diff"
refuses "cut.diff:3: the diff ends within this hunk" --diff "$place/cut.diff"
refuses "there is no unified diff in it" --diff a.c
refuses "none.diff: cannot be opened" --diff none.diff
refuses "--diff" --diff below
refuses "more than the" --diff /dev/zero

# What cannot be known.
refuses "lies in no git work tree" --since HEAD
refuses "lies in no git work tree" --staged
new_repository
refuses "--since: nonsense is no commit that git knows" --since nonsense
refuses "is no revision" --since --output=x
refuses "no commit that git knows" --since "HEAD; touch $place/mark"
[ ! -e "$place/mark" ] || fail "a revision was run"
refuses "only one of them" --since HEAD --staged
refuses "only for a run that reports" --staged --verify
refuses "without --shard" --staged --shard 1/2
refuses "nowhere" --since HEAD nowhere
edit a.c '9s/errno/(errno)/'
save second
save_status=0
git clone -q --depth 1 --branch main "file://$place/repository" "$place/shallow" || save_status=1
[ "$save_status" = 0 ] || fail "git clone --depth"
first=$(git rev-parse HEAD~1)
cd "$place/shallow"
refuses "in this shallow clone: fetch more with 'git fetch --deepen=100'" --since "$first"
refuses "fetch-depth: 0" --since HEAD~1
finds "" --since HEAD
git -c protocol.file.allow=always fetch -q --unshallow
finds "a.c:9 " --since "$first"
cd "$place/repository"
status=0
PATH=$place/none "$ERRNO_LINT" --since HEAD >"$place/out" 2>"$place/err" || status=$?
[ "$status" = 2 ] || fail "without git: status $status"
says "git cannot be started"

# A suppression counts as unused only where it is new itself.
new_repository
echo 'int unused; /* errno-lint: ignore[missing-errno] nothing is here */' >>a.c
save suppression
edit a.c '9s/errno/(errno)/'
finds "a.c:9 " --since HEAD
grep -q "nothing to suppress" "$place/err" && fail "a suppression that is not new"
finds "a.c:9 " --since HEAD~1
says "a.c:23: this suppression has nothing to suppress"

[ "$failures" = 0 ] || { echo "$failures failures"; exit 1; }
