#!/bin/sh
# Both hooks through pre-commit's try-repo, in a temporary repository. ERRNO_LINT names the program; skipped where
# pre-commit is not installed.
set -eu
: "${ERRNO_LINT:?names the program to test}"
if ! command -v pre-commit >/dev/null; then
    echo "skipped: hooks: pre-commit is not installed"
    exit 77
fi
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
export PRE_COMMIT_HOME="$work/cache" HOME="$work" GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@localhost GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@localhost
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE || true
failures=0

# The hooks' repository: this tree as it is, without what was built.
mkdir "$work/hooks" "$work/bin" "$work/user"
tar -C "$root" --exclude=./.git --exclude='./build*' -c . | tar -C "$work/hooks" -x
git -C "$work/hooks" init -q
git -C "$work/hooks" add -A
git -C "$work/hooks" commit -q -m hooks
ln -s "$ERRNO_LINT" "$work/bin/errno-lint"
pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"

cd "$work/user"
git init -q
cat >good.c <<'END'
int twice(int x) { return 2 * x; }
END
cat >bad.c <<'END'
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
git add good.c bad.c

# hook STATUS TEXT HOOK FILE
hook()
{
    status=0
    pre-commit try-repo "$work/hooks" "$3" --verbose --files "$4" >"$work/log" 2>&1 || status=$?
    if [ "$status" != "$1" ] || ! grep -qF -e "$2" "$work/log"; then
        echo "FAIL: hook $3 on $4: status $status, not $1, or no '$2'"
        tail -n 30 "$work/log"
        failures=1
    fi
}

(
    PATH=$work/bin:$PATH
    hook 0 Passed errno-lint good.c
    hook 1 "bad.c:9:" errno-lint bad.c
    [ "$failures" = 0 ]
) || failures=1

# The script prefers the program it is told, and else builds its own checkout.
hook 1 "bad.c:9:" errno-lint-src bad.c
if ! command -v errno-lint >/dev/null; then
    (
        unset ERRNO_LINT
        hook 1 "bad.c:9:" errno-lint-src bad.c
        [ "$failures" = 0 ]
    ) || failures=1
fi
exit "$failures"
