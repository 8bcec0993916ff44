/* Conditions on a call's arguments: `not flag(flags, O_CREAT) and size > 0`. For the files of
 * ruledb alone. */
#ifndef ERRNO_LINT_RULEDB_CONDITION_H
#define ERRNO_LINT_RULEDB_CONDITION_H

#include "base/attributes.h"
#include "ruledb/match.h"

/* Three-valued: what is not known of an argument decides nothing. */
enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

enum predicate_kind {
    PREDICATE_FLAG,           /* flag(P, NAME) */
    PREDICATE_COMPARE,        /* P == V */
    PREDICATE_LENGTH,         /* length(P) > N */
    PREDICATE_PREFIX,         /* prefix(P, "text") */
    PREDICATE_NULL,           /* null(P) */
    PREDICATE_OBJECT_ADDRESS, /* object_address(P) */
    PREDICATE_KIND            /* kind(P, KIND) */
};

enum relation { RELATION_EQ, RELATION_NE, RELATION_LE, RELATION_GE, RELATION_LT, RELATION_GT };

struct predicate {
    enum predicate_kind kind;
    bool is_negated;
    int parameter;          /* index */
    enum relation relation; /* COMPARE, LENGTH */
    const char *operand;    /* as written: name, number, text without quotes, kind; NULL = none */
    bool is_number;         /* the operand is one */
    int64_t number;
    const struct rule_kind *named; /* KIND */
};

/* A conjunction. */
struct rule_condition {
    const struct predicate *items;
    size_t count;
};

/* Reads a condition over these parameters; kinds must be loaded. The error quotes the text and says
 * what is wrong. */
MUST_CHECK bool condition_parse(const struct rule_condition **condition, struct arena *arena,
                                const char *text, const struct rule_names *parameters,
                                const struct ruledb *rules, struct error *error);

/* The same condition over other parameters: map[i] is the new index of parameter i. NULL where a
 * parameter that it uses has none (-1), with that parameter in *unmapped. */
const struct rule_condition *condition_map(const struct rule_condition *condition, const int *map,
                                           int *unmapped, struct arena *arena);

/* The condition as text, with these names of its parameters. In the arena. */
const char *condition_text(const struct rule_condition *condition,
                           const struct rule_names *parameters, struct arena *arena);

/* What is known of the arguments decides; NULL is true. Arguments that are not there are unknown.
 */
enum truth condition_evaluate(const struct rule_condition *condition, const struct ruledb *rules,
                              const struct rule_argument *arguments, size_t argument_count);

const char *relation_word(enum relation relation);

#endif
