/* The parts of write_rules(). For the write*.c files alone. */
#ifndef ERRNO_LINT_RULEDB_BUILTIN_WRITE_H
#define ERRNO_LINT_RULEDB_BUILTIN_WRITE_H

#include "ruledb/database.h"

struct text;

struct writer {
    struct text *text;
    const struct ruledb *rules;
    const struct rule_row **rows; /* that have an array already: rows[i] is that of rows_i */
    size_t row_count, row_capacity;
};

/* Initialisers. NULL is written as 0; a kind and a condition as their address. */
void write_string(struct writer *writer, const char *string);
void write_names(struct writer *writer, const struct rule_names *names);
void write_kind(struct writer *writer, const struct rule_kind *kind);
void write_condition(struct writer *writer, const struct rule_condition *condition);

/* The definition of the array `calls`, behind that of `kinds`. */
void write_calls(struct writer *writer);

#endif
