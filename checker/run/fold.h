/* Breaks long lines of text for people, so that tables keep their columns. For the run layer. */
#ifndef ERRNO_LINT_RUN_FOLD_H
#define ERRNO_LINT_RUN_FOLD_H

#include <stddef.h>

struct arena;

/* The text with lines of at most `width` bytes, where words allow it. What is broken off a line
 * goes on below the line's last column: behind its last gap of two or more spaces, the indentation
 * included. In the arena. */
const char *fold_lines(struct arena *arena, const char *text, size_t width);

#endif
