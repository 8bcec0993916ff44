/* The part of --explain that is about the manual's own facts. For describe.c alone. */
#ifndef ERRNO_LINT_RULEDB_DESCRIBE_IMPORTED_H
#define ERRNO_LINT_RULEDB_DESCRIBE_IMPORTED_H

#include "errnos/errnos.h"

struct imported_call;
struct rule_call;
struct ruledb;
struct text;

/* A call without rules: how it fails, if that is known, and a table of its errnos. */
void describe_imported_call(struct text *text, const struct imported_call *imported);

/* The errnos that the manual lists for a call and its rules do not have; nothing where there are
 * none. */
void describe_left_out(struct text *text, const struct ruledb *rules, const struct rule_call *call);

/* The calls without rules that give the errno by the manual; nothing where there are none. */
void describe_imported_givers(struct text *text, const struct ruledb *rules, enum errno_id error);

#endif
