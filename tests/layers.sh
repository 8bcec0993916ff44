#!/bin/sh
# Holds checker/ to its layers: who may include whom, which library is known where, and that memory comes from base.
# Arguments as for every shell test: the program (not used) and the source directory.
set -eu
cd "${2:?usage: layers.sh PROGRAM SOURCE_DIR}/checker"

# layer: the layers it may include besides itself; after the bar the third-party headers it may include.
table='
base: |
errnos: base |
program: errnos base |
ruledb: errnos base | cjson
findings: errnos base |
source: base |
config: errnos base | cjson
frontend: program errnos base | clang-c
analysis: program ruledb findings errnos base |
report: findings source errnos base | cjson
project: config ruledb errnos base | cjson nettle
run: base errnos program ruledb findings source config frontend analysis report project |
main.c: base run |
'
third_party="cjson clang-c nettle"
failed=0

fail()
{
    printf 'layers: %s\n' "$1" >&2
    failed=1
}

# Whether the first argument is one of the others.
is_one_of()
{
    word=$1
    shift
    for other; do
        [ "$word" = "$other" ] && return 0
    done
    return 1
}

check_include()
{
    file=$1 layer=$2 included=$3
    top=${included%%/*}
    if is_one_of "$top" $third_party; then
        is_one_of "$top" $libraries || fail "$file: layer $layer may not include <$included>"
    elif [ -d "$top" ]; then
        is_one_of "$top" "$layer" $layers || fail "$file: layer $layer may not include \"$included\""
    elif [ "$top" != "$included" ] && [ "$top" != sys ]; then
        fail "$file: <$included> is of no known layer or library"
    fi
}

check_layer()
{
    layer=$1
    for file in $(find "$layer" -name '*.[ch]' | sort); do
        for included in $(sed -n 's/^[ \t]*#[ \t]*include[ \t]*["<]\([^">]*\)[">].*/\1/p' "$file"); do
            check_include "$file" "$layer" "$included"
        done
    done
}

# Calls of the allocator outside of base. cJSON_free() and the like are cJSON's own; comments are not looked at.
check_allocator()
{
    for file in $(find . -name '*.[ch]' ! -path './base/*' | sort); do
        lines=$(sed 's://.*$::; /^[ \t]*\/\*.*\*\/[ \t]*$/d; /^ \*/d' "$file" |
            grep -nE '(^|[^A-Za-z0-9_.>])(malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf|free)[ ]*\(' || true)
        [ -z "$lines" ] || fail "$file: memory comes from arenas; here it does not: $lines"
    done
}

for layer in *; do
    case $layer in
    *.h | *.cmake | *.sh | *.txt) continue ;;
    esac
    row=$(printf '%s' "$table" | grep "^$layer:" || true)
    [ -n "$row" ] || { fail "$layer: is not in the table of layers"; continue; }
    row=${row#*:}
    layers=${row%%|*}
    libraries=${row#*|}
    check_layer "$layer"
done
check_allocator
exit "$failed"
