/* The words that the user may type: finding them, and saying which were meant. For the run layer.
 */
#ifndef ERRNO_LINT_RUN_VOCABULARY_H
#define ERRNO_LINT_RUN_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "errnos/classes.h"

struct arena;
struct error;

/* The check with this id, with or without "errno-lint-" before it. False: there is none, or it is
 * not implemented. */
bool vocabulary_find_check(enum check *check, const char *word);

/* Reads "a,b" or "all" into one bool per check or class; what is not named keeps its value.
 * `option` names the option in messages. False with the allowed words. */
MUST_CHECK bool vocabulary_read_checks(bool checks[CHECK_COUNT], bool value, struct arena *arena,
                                       const char *option, const char *list, struct error *error);
MUST_CHECK bool vocabulary_read_classes(bool classes[CLASS_COUNT], struct arena *arena,
                                        const char *option, const char *list, struct error *error);

/* The candidate that is nearest to `word` by the number of edits; NULL where none is near. */
const char *vocabulary_nearest(const char *word, const char *const *candidates, size_t count);

/* Sets the error to "OPTION: unknown WORD: did you mean NEAREST? allowed: A, B". Always returns
 * false. */
bool vocabulary_unknown(struct arena *arena, const char *option, const char *word,
                        const char *const *allowed, size_t count, struct error *error);

#endif
