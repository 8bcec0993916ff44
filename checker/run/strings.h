/* Lists of strings. For the run layer. */
#ifndef ERRNO_LINT_RUN_STRINGS_H
#define ERRNO_LINT_RUN_STRINGS_H

#include <stddef.h>

#include "base/attributes.h"

struct arena;

/* Strings in the order of addition; a zeroed one is empty. Lives in the arena. */
struct strings {
    const char **items;
    size_t count, capacity;
};

/* Adds the string itself, no copy of it. */
void strings_add(struct strings *strings, struct arena *arena, const char *string);

/* Adds a text made in the arena. */
void strings_add_format(struct strings *strings, struct arena *arena, const char *format, ...)
    PRINTF_LIKE(3, 4);

#endif
