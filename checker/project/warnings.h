/* Things worth saying that are no errors, collected for the run layer to print. For the project
 * layer. */
#ifndef ERRNO_LINT_PROJECT_WARNINGS_H
#define ERRNO_LINT_PROJECT_WARNINGS_H

#include <stddef.h>

#include "base/attributes.h"
#include "project/paths.h"

struct arena;

struct warnings {
    struct arena *arena;
    struct path_list texts;
};

void warnings_add(struct warnings *warnings, const char *format, ...) PRINTF_LIKE(2, 3);

/* Replaces control characters by '?': a file name with a line feed in it must not be able to write
 * a line of its own into a terminal or a CI log, where lines can be commands. */
void warnings_clean(char *text);

#endif
