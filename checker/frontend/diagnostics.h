/* What the parser complained about. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_DIAGNOSTICS_H
#define ERRNO_LINT_FRONTEND_DIAGNOSTICS_H

#include <stdbool.h>

struct frontend_result;
struct unit;

/* Notes errors at their files (for holes), counts those in files of interest, and lists headers
 * that were not found. */
void diagnostics_read(struct unit *unit, struct frontend_result *result);

/* Whether one of the headers not found comes with the compiler. */
bool diagnostics_lack_compiler_header(const struct frontend_result *result);

#endif
