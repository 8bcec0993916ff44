#!/bin/sh
# synthetic.sh PROGRAM DIRECTORY COUNT...: generates trees of COUNT small sources in directories of a hundred, of which
# one has an assertion over errno, and prints what a first and a second run cost. Both should grow with the count.
set -eu
program=$1 work=$2
shift 2

generate()
{
    awk -v root="$1" -v count="$2" 'BEGIN {
        for (i = 0; i < count; i++) {
            if (i % 100 == 0) {
                directory = sprintf("%s/part%d/section%d", root, i / 10000, i / 100)
                system("mkdir -p " directory)
                header = directory "/local.h"
                printf "#ifndef LOCAL_%d\n#define LOCAL_%d\nint helper_%d(int);\n#endif\n", i, i, i >header
                close(header)
            }
            file = sprintf("%s/source%d.c", directory, i)
            printf "#include \"local.h\"\n" >file
            if (i % 100 == 42)
                printf "#include <assert.h>\n#include <errno.h>\n#include <unistd.h>\n" \
                    "void leave_%d(int fd)\n{\n    if (close(fd) != 0)\n        assert(errno == EINTR);\n}\n", i >file
            else
                printf "int work_%d(int x)\n{\n    return x > %d ? helper_%d(x) : x;\n}\n", i, i, i - i % 100 >file
            close(file)
        }
    }'
}

# The largest resident set that the process itself had, in MiB, and how long it took, in seconds.
watch_run()
{
    begin=$(date +%s.%N)
    "$program" --quiet --exit-zero "$@" >"$work/report" 2>"$work/messages" &
    process=$!
    peak=0
    while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$process/status" 2>/dev/null) && [ -n "$now" ]; do
        peak=$now
        sleep 0.05
    done
    wait "$process"
    awk -v begin="$begin" -v end="$(date +%s.%N)" -v peak="$peak" \
        'BEGIN { printf " %8.2f %8.1f", end - begin, peak / 1024 }'
}

printf '%8s %8s %8s %8s %8s %8s\n' files first/s MiB second/s MiB reported
for count; do
    rm -rf "$work/synthetic" "$work/kept"
    generate "$work/synthetic" "$count"
    printf '%8d' "$count"
    watch_run --cache-dir "$work/kept" "$work/synthetic"
    watch_run --cache-dir "$work/kept" "$work/synthetic"
    printf ' %8d\n' "$(grep -c errno-lint-missing-errno "$work/report" || :)"
done
