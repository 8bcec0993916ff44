#!/bin/sh
# sh tests/bench.sh TREE...: how long errno-lint takes on real trees, and what it takes beside clang -fsyntax-only and
# clang-tidy on the same sources with the same flags; whether its reports are the same in all ways of running.
# sh tests/bench.sh --synthetic COUNT...: time and memory on generated trees of so many small files.
# Needs hyperfine, jq, clang and clang-tidy. Environment: ERRNO_LINT, CLANG, CLANG_TIDY name the programs, RUNS (3) how
# often each is run, SAMPLE (20) how many sources clang-tidy gets; what it would take for all is computed from that.
# CHECK=0 leaves the comparison of the reports out, which takes longest.
# Each round runs all programs once, one after the other, so that a busy machine slows all of them: compare the ratios.
set -eu
: "${ERRNO_LINT:=errno-lint}" "${CLANG:=clang}" "${CLANG_TIDY:=clang-tidy}" "${RUNS:=3}" "${SAMPLE:=20}" "${CHECK:=1}"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export XDG_CACHE_HOME="$work/cache"

if [ "${1:-}" = --synthetic ]; then
    shift
    exec_status=0
    sh "$here/bench/synthetic.sh" "$ERRNO_LINT" "$work" "$@" || exec_status=$?
    exit "$exec_status"
fi
[ $# -gt 0 ] || { sed -n '2,9s/^# //p' "$0" >&2; exit 2; }

# The sources that mention errno, one a line.
mentioning()
{
    find "$1" -name .git -prune -o -type f \( -name '*.c' -o -name '*.cc' -o -name '*.cpp' -o -name '*.cxx' \) \
        -exec grep -l errno {} + | sort
}

# From a compile database, one shell command a line that has the program in $2... read each source.
commands_for()
{
    database=$1
    shift
    jq -r --arg tool "$*" '.[] | .arguments as [$driver, $flags] |
        "cd \(.directory | @sh) && exec \($tool) "
        + (if .arguments[0] == "clang++" then "--driver-mode=g++ " else "" end)
        + (.arguments[1:] | map(select(. != "-c")) | map(@sh) | join(" "))' "$database"
}

# The same for clang-tidy, which wants the flags behind its own arguments.
tidy_for()
{
    jq -r --arg tool "$CLANG_TIDY" '.[] |
        "cd \(.directory | @sh) && exec \($tool) --quiet "
        + "--checks=-*,bugprone-*,cert-*,clang-analyzer-unix* \(.file | @sh) -- "
        + (if .arguments[0] == "clang++" then "--driver-mode=g++ " else "" end)
        + (.arguments[1:-2] | map(@sh) | join(" "))' "$1"
}

# Every n-th entry, so that $2 are left.
sample()
{
    jq --argjson wanted "$2" 'length as $all | ([$all / $wanted, 1] | max) as $step |
        [range(0; $all; $step) as $i | .[$i | floor]]' "$1"
}

# in_parallel COUNT FILE: a script that runs the lines of the file, so many at a time.
in_parallel()
{
    printf '#!/bin/sh\nxargs -d "\\n" -P %s -n 1 sh -c <%s >/dev/null 2>&1\nexit 0\n' "$1" "$2" >"$2.$1.sh"
    echo "sh $2.$1.sh"
}

# Median over the rounds: of wall time (.mean) or processor time, in seconds.
seconds()
{
    cat "$here_results"/round.*.json | jq -s --arg name "$1" --arg what "$2" '
        [.[].results[] | select(.command == $name) | if $what == "wall" then .mean else .user + .system end]
        | sort | .[length / 2 | floor]'
}

calculate()
{
    awk "BEGIN { printf \"$1\", $2 }"
}

# Every way of running must say the same, to the byte; without the prefilter more sources are counted, and without
# shared headers a hidden statement more or less, so that there the findings and sites alone are compared.
same_report()
{
    $lint "$@" "$tree" >"$work/other.json"
    cmp -s "$work/expected.json" "$work/other.json" || { echo "differs: $*"; return 1; }
}

same_findings()
{
    jq 'del(.summary)' "$work/expected.json" >"$work/expected-findings.json"
    $lint "$@" "$tree" | jq 'del(.summary)' >"$work/other.json"
    cmp -s "$work/expected-findings.json" "$work/other.json" || { echo "differs: $*"; return 1; }
}

check_reports()
{
    [ "$CHECK" != 0 ] || { echo "not checked"; return; }
    lint="$ERRNO_LINT --quiet --exit-zero --format json"
    $lint -j1 --no-cache "$tree" >"$work/expected.json"
    same_report -j2 --no-cache && same_report -j2 --cache-dir "$work/cold" && same_report -j1 --cache-dir "$work/cold" &&
        same_findings -j2 --no-cache --no-prefilter && same_findings -j2 --no-cache --no-shared-headers || return 0
    $lint --list-sites -j1 --no-cache "$tree" >"$work/expected.json"
    same_report --list-sites -j2 --cache-dir "$work/cold" && same_report --list-sites -j2 --cache-dir "$work/cold" &&
        same_findings --list-sites -j2 --no-cache --no-prefilter &&
        same_findings --list-sites -j2 --no-cache --no-shared-headers || return 0
    rm -rf "$work/cold"
    echo yes
}

measure()
{
    here_results=$work/results
    rm -rf "$here_results" "$work/tree" "$work/cache"
    mkdir "$here_results"
    cp -a "$1" "$work/tree"
    tree=$work/tree
    mentioning "$tree" >"$work/sources"
    count=$(wc -l <"$work/sources")
    tr '\n' '\0' <"$work/sources" | xargs -0 "$ERRNO_LINT" --quiet --dump commands >"$work/commands.json" 2>/dev/null
    sample "$work/commands.json" "$SAMPLE" >"$work/sample.json"
    sampled=$(jq length "$work/sample.json")
    commands_for "$work/commands.json" "$CLANG" -fsyntax-only -w -ferror-limit=0 >"$work/clang"
    commands_for "$work/sample.json" "$CLANG" -fsyntax-only -w -ferror-limit=0 >"$work/clang-sample"
    tidy_for "$work/sample.json" >"$work/tidy"
    changed=$(grep -c errno $(head -n 1000 "$work/sources") /dev/null | grep '\.c:' | sort -t: -k2nr | sed -n '1s/:.*//p')
    [ -n "$changed" ] || changed=$(head -n 1 "$work/sources")
    grep -F "exec" "$work/clang" | grep -F "'$changed'" >"$work/clang-one"
    $ERRNO_LINT --quiet --exit-zero "$tree" >/dev/null 2>&1 || :
    $ERRNO_LINT --quiet --exit-zero "$changed" >/dev/null 2>&1 || :
    lint="$ERRNO_LINT --quiet --exit-zero"
    touch_it="sh -c 'date \"+/* %N */\" >>$changed'"
    round=0
    while [ "$round" -lt "$RUNS" ]; do
        round=$((round + 1))
        hyperfine -N -i --style none --runs 1 --export-json "$here_results/round.$round.json" \
            -n cold1 "$lint -j1 --no-cache $tree" \
            -n clang1 "$(in_parallel 1 "$work/clang")" \
            -n cold2 "$lint -j2 --no-cache $tree" \
            -n clang2 "$(in_parallel 2 "$work/clang")" \
            -n tidy "$(in_parallel 1 "$work/tidy")" \
            -n clang-sample "$(in_parallel 1 "$work/clang-sample")" \
            -n clang-one "$(in_parallel 1 "$work/clang-one")" \
            -n warm "$lint -j1 $tree" \
            --prepare true --prepare true --prepare true --prepare true --prepare true --prepare true --prepare true \
            --prepare true \
            --prepare "$touch_it" -n changed "$lint -j1 $changed" \
            --prepare "$touch_it" -n changed-tree "$lint -j1 $tree" >/dev/null
    done
    report "$1"
}

report()
{
    cold=$(seconds cold1 wall) clang=$(seconds clang1 wall)
    ratio=$(calculate %.3f "$cold / $clang")
    cpu=$(calculate %.3f "$(seconds cold1 cpu) / $(seconds clang1 cpu)")
    # What clang-tidy would take for all is what it takes for the sample, in the proportion of clang's times.
    tidy=$(calculate %.1f "$(seconds tidy wall) * $clang / $(seconds clang-sample wall)")
    workers=$(calculate %.2f "($cold / $(seconds cold2 wall)) / ($clang / $(seconds clang2 wall))")
    echo "$ratio $(calculate %.4f "$cold / $tidy")" >>"$work/ratios"
    printf '%-12s %6s %8.2f %8.2f %6s %6s %8.1f %6s %7.0f %8.0f %8.0f %8.0f %7s %s\n' "$(basename "$1")" "$count" \
        "$cold" "$clang" "$ratio" "$cpu" "$tidy" "$(calculate %.3f "$cold / $tidy")" \
        "$(calculate %.3f "1000 * $(seconds warm wall)")" "$(calculate %.3f "1000 * $(seconds changed wall)")" \
        "$(calculate %.3f "1000 * $(seconds clang-one wall)")" "$(calculate %.3f "1000 * $(seconds changed-tree wall)")" \
        "$workers" "$(check_reports)" >>"$work/table"
    tail -n 1 "$work/table" >&2
}

: >"$work/table"
for tree; do
    measure "$(cd "$tree" && pwd)"
done
$CLANG --version | head -n 1
$CLANG_TIDY --version | sed -n '/version/{s/^ *//p;q}'
printf '%-12s %6s %8s %8s %6s %6s %8s %6s %7s %8s %8s %8s %7s %s\n' tree errno cold clang ratio cpu tidy ratio warm \
    changed clang1 changed+ workers equal
cat "$work/table"
awk '{ a += log($1); b += log($2) }
    END { printf "geometric mean: %.3f of clang -fsyntax-only, %.4f of clang-tidy\n", exp(a / NR), exp(b / NR) }' "$work/ratios"
cat <<'END'
errno: sources that mention errno. cold, clang, tidy: seconds, one core. cpu: ratio of processor times. warm, changed,
clang1, changed+: milliseconds for the unchanged tree, one changed source, clang for that source, the tree with it
changed. workers: the gain of two workers over one, in the proportion of two clang processes at a time over one.
END
