/* What would let the tool see more: headers that were missing, collected over all sources. For the
 * run layer. */
#ifndef ERRNO_LINT_RUN_HINTS_H
#define ERRNO_LINT_RUN_HINTS_H

#include <stddef.h>

#include "run/tally.h"

struct arena;
struct findings;
struct frontend_result;

/* A zeroed one has seen nothing. */
struct hints {
    struct tally headers;     /* missing ones; count = sources that lack it */
    size_t hidden_statements; /* lost in sources that lack a header */
    size_t sources;           /* that lack one */
};

/* Takes note of what the source's last parse lacked. */
void hints_note(struct hints *hints, struct arena *arena, const struct frontend_result *result);

/* Adds the hints to the findings. */
void hints_finish(const struct hints *hints, struct findings *findings);

#endif
