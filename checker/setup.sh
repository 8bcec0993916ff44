# shellcheck shell=sh disable=SC2034,SC2154
# For the scripts, which read it with `.` after setting `root` to the checkout: what errno-lint needs, and how it is built.
# POSIX sh.

build_packages="gcc cmake make pkg-config libclang-19-dev libclang-common-19-dev libcjson-dev nettle-dev git"
test_packages="libcmocka-dev python3"

# Installs those of the Debian packages that are missing; says nothing when none is. Where there is no dpkg, the system
# is taken to have them: cmake names what it misses.
install_missing()
{
    command -v dpkg-query >/dev/null || return 0
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    sudo=
    [ "$(id -u)" = 0 ] || sudo=sudo
    echo "errno-lint: installing$missing" >&2
    log=$(mktemp)
    # shellcheck disable=SC2086
    if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "errno-lint: these packages could not be installed:$missing" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# build_into DIR [CMAKE-ARGUMENT...]: configures where needed and builds; shows the end of the log when that fails.
build_into()
{
    directory=$1
    shift
    mkdir -p "$directory"
    log=$directory/build.log
    if { [ -f "$directory/Makefile" ] || [ -f "$directory/build.ninja" ] || cmake -S "$root" -B "$directory" "$@"; } >"$log" 2>&1 &&
        cmake --build "$directory" -j "$(nproc)" >>"$log" 2>&1; then
        return 0
    fi
    tail -n 20 "$log" >&2
    echo "errno-lint: the build in $directory failed; the whole log is $log" >&2
    return 1
}
