/* Assertions over errno in the parts of a source that the preprocessor left out. For the frontend
 * alone. */
#ifndef ERRNO_LINT_FRONTEND_INACTIVE_H
#define ERRNO_LINT_FRONTEND_INACTIVE_H

struct frontend_result;
struct unit;

/* Fills result->skipped and result->inactive from the files of interest, and proposes macros that
 * would switch the latter on. Needs the functions of the program. */
void inactive_read(struct unit *unit, struct frontend_result *result);

#endif
