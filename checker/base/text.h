/* Text that grows, and small questions about strings. For every layer. */
#ifndef ERRNO_LINT_BASE_TEXT_H
#define ERRNO_LINT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;

/* A string under construction; `bytes` always ends with a NUL once something was added. Lives in the arena. */
struct text {
    struct arena *arena;
    char *bytes; /* NULL while empty */
    size_t length;
    size_t capacity;
};

void text_init(struct text *text, struct arena *arena);
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t length);
void text_printf(struct text *text, const char *format, ...) PRINTF_LIKE(2, 3);

/* What was built so far, "" when nothing was. Valid until the next addition. */
const char *text_get(const struct text *text);

/* NULL-safe equality of strings: two NULLs are equal. */
bool text_equal(const char *a, const char *b);

bool text_starts_with(const char *string, const char *prefix);
bool text_ends_with(const char *string, const char *suffix);

/* Compares two `const char *` array elements by strcmp, for qsort and bsearch. */
int text_compare_pointers(const void *a, const void *b);

#endif
