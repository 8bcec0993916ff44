/* Checks and prints the model. */
#ifndef ERRNO_LINT_PROGRAM_VERIFY_H
#define ERRNO_LINT_PROGRAM_VERIFY_H

#include <stdbool.h>

#include "base/attributes.h"

struct error;
struct function;
struct program;
struct text;

/* True when the function keeps what program.h promises: every block has an end with its targets
 * inside the function, expressions read only calls that stand before them on every path and places
 * of this function, conditions are numbered, a no-return call is last. Else false, with the place
 * and the broken promise. */
MUST_CHECK bool program_verify(const struct program *program, const struct function *function,
                               struct error *error);

/* The program as text, for --dump=program and for fixtures: stable, without addresses. */
void program_dump(const struct program *program, struct text *text);

#endif
