/* Words that name errnos. For the prefilter. */
#ifndef ERRNO_LINT_PROJECT_ERRNO_WORDS_H
#define ERRNO_LINT_PROJECT_ERRNO_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the word names an errno: EINTR, or a name made from one (UV_EINTR, kEINTR), or is a macro
 * of the system's headers or a type of C++ that stands for errnos. */
bool is_errno_word(const char *word, size_t length);

#endif
