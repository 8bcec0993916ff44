/* The #if, #elif and #else around a place of a text. For the frontend alone; pure text, without
 * libclang. */
#ifndef ERRNO_LINT_FRONTEND_DIRECTIVES_H
#define ERRNO_LINT_FRONTEND_DIRECTIVES_H

#include <stdbool.h>
#include <stddef.h>

#include "frontend/scan.h"

struct arena;
struct tokens;

/* One condition that decides whether a place is compiled. */
struct guard {
    size_t frame;                 /* which #if ... #endif, counted from the outside */
    size_t branch;                /* offset of the directive that opens the branch at hand */
    struct source_text condition; /* what stands behind #if, #ifdef */
    bool is_wanted;               /* it has to hold; else it must not */
};

struct guards {
    struct guard *items; /* from the outside in */
    size_t count, capacity;
};

/* What guards the place at the offset of the text that the tokens were read from. */
struct guards directives_guards(struct arena *arena, const struct tokens *tokens, size_t offset);

#endif
