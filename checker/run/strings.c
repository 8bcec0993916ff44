/* Command line words, warnings, differences: lists of strings that only grow. */
#include "run/strings.h"

#include <stdarg.h>

#include "base/arena.h"

void strings_add(struct strings *strings, struct arena *arena, const char *string)
{
    const char **slot =
        arena_append(arena, &strings->items, &strings->count, &strings->capacity, sizeof *slot);
    *slot = string;
}

void strings_add_format(struct strings *strings, struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    strings_add(strings, arena, arena_vprintf(arena, format, arguments));
    va_end(arguments);
}
