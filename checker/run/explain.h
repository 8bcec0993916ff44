/* What the tool knows, without a source: checks, calls, errnos, versions. For run.c. */
#ifndef ERRNO_LINT_RUN_EXPLAIN_H
#define ERRNO_LINT_RUN_EXPLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "base/attributes.h"

struct error;
struct session;

/* "errno-lint 0.1.0 (rules 2026.11.0)"; with --verbose the parser's version too. */
void explain_version(FILE *out, const struct session *session);

/* The checks, one a line, with whether they are on by default. */
void explain_checks(FILE *out);

/* The page of --explain's check, call or errno. False where the word is none of them. */
MUST_CHECK bool explain_word(FILE *out, const struct session *session, struct error *error);

/* The rules as JSON. */
MUST_CHECK bool explain_rules(FILE *out, const struct session *session, struct error *error);

#endif
