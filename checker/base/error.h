/* An error from outside (files, JSON, arguments, the compiler) as a value. For every layer.
 * Made once where it happens, wrapped with what the caller was doing on its way up, printed by the run layer alone. */
#ifndef ERRNO_LINT_BASE_ERROR_H
#define ERRNO_LINT_BASE_ERROR_H

#include <stdbool.h>

#include "base/attributes.h"

enum { ERROR_TEXT_SIZE = 1024 };

struct error {
    char text[ERROR_TEXT_SIZE]; /* "PLACE: what is wrong: remedy"; cut where it does not fit */
};

/* Sets the text. Always returns false, for `return error_set(...)`. A NULL error is allowed and ignored. */
bool error_set(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

/* As error_set, with ": " and the text of `number` (an errno value) at the end. */
bool error_set_errno(struct error *error, int number, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts "CONTEXT: " before the text that is there. Always returns false. */
bool error_wrap(struct error *error, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
