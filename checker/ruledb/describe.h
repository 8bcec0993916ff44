/* The rules in print: --dump-rules and --explain. For the run layer. */
#ifndef ERRNO_LINT_RULEDB_DESCRIBE_H
#define ERRNO_LINT_RULEDB_DESCRIBE_H

#include <stdbool.h>

#include "base/attributes.h"

struct arena;
struct error;
struct ruledb;
struct text;

/* All calls with their rows as JSON, those of which only the manual speaks too, sets resolved,
 * requests ("fcntl:F_SETLK") after the union of their call ("fcntl"). One row per line, so that two
 * dumps can be compared. `arena` is for scratch. */
void ruledb_dump(struct text *text, const struct ruledb *rules, struct arena *arena);

/* The rows of a call (of one without rules what the manual alone says), or of a request
 * ("fcntl:F_SETLK"), as a table for people. With a kind of object the rows are narrowed to what can
 * happen there, and those that this kind alone allows are marked. False where there is no such call
 * or kind, with the nearest names. */
MUST_CHECK bool ruledb_explain_call(struct text *text, const struct ruledb *rules, const char *name,
                                    const char *kind, struct error *error);

/* What an errno means, its default class, the calls that give it, and those that the manual alone
 * says it of. False where it is no errno.
 */
MUST_CHECK bool ruledb_explain_errno(struct text *text, const struct ruledb *rules,
                                     const char *name, struct error *error);

#endif
