/* What the analysis knows at a point of a function: events, facts about them, and what errno and
 * variables mean. Inside analysis/ only.
 *
 * An *event* is one static call that can set errno (or a stand-in for an unknown origin). A
 * *disjunct* is one way to have come here: for a few live events what is known of them (struct
 * fact), what errno means, and what variables hold. Knowledge hangs on the event's fact; errno and
 * variables only point to it, so that all copies narrow together. A *state* is a bounded set of
 * disjuncts. */
#ifndef ERRNO_LINT_ANALYSIS_DOMAIN_H
#define ERRNO_LINT_ANALYSIS_DOMAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analysis/bounds.h"
#include "errnos/classes.h"
#include "errnos/errnos.h"

struct arena;
struct expr;
struct rule_kind;

enum { NO_EVENT = UINT32_MAX };

enum outcome { OUTCOME_UNTESTED, OUTCOME_FAILED, OUTCOME_SUCCEEDED };

/* What is known of a live event. Facts of a disjunct stand in the order of their calls, newest
 * last. */
struct fact {
    uint32_t event;
    enum outcome outcome;
    bool is_assumed;       /* failed, because errno was tested while its result was not */
    bool is_overwritten;   /* the program assigned errno since: its failure no longer shows there */
    struct errno_set left; /* what the error may still be */
    struct errno_set named;   /* recognised by a test */
    struct errno_set refused; /* excluded by a test */
    uint32_t lost;    /* 1 + number of the first op after it that may have overwritten errno; 0 = on
                         some way none */
    uint32_t spoiled; /* the same, once errno was tested in spite of it */
};

enum value_kind {
    VALUE_UNKNOWN,
    VALUE_CONSTANT, /* an EXPR_INT, EXPR_STRING or EXPR_ADDRESS */
    VALUE_RESULT,   /* what the event's call returned */
    VALUE_NEGATED_RESULT,
    VALUE_ERROR, /* errno as the event left it */
    VALUE_NEGATED_ERROR,
    VALUE_TRUTH,  /* whether a condition without side effects holds */
    VALUE_FOREIGN /* the result or error of a call that is not followed, or no longer */
};

struct value {
    enum value_kind kind;
    uint32_t event;                 /* RESULT, ERROR and their negations */
    uint32_t lost;                  /* ERROR: as fact.lost when it was saved */
    unsigned condition;             /* CONSTANT 1 or 0 that a condition decided: its number */
    enum reason reason;             /* FOREIGN: why it is not followed */
    const struct expr *expr;        /* CONSTANT, TRUTH */
    const struct rule_kind *object; /* kind of the object it refers to; NULL = unknown */
};

struct binding {
    uint32_t place;
    struct value value;
};

enum errno_kind { ERRNO_IS_UNKNOWN, ERRNO_IS_EVENT, ERRNO_IS_ASSIGNED };

struct disjunct {
    struct fact facts[MAX_FACTS];
    unsigned fact_count;
    enum errno_kind errno_kind;
    uint32_t errno_event;     /* ERRNO_IS_EVENT */
    enum reason errno_reason; /* ERRNO_IS_UNKNOWN */
    enum errno_id
        errno_value;  /* ERRNO_IS_ASSIGNED: by the program; ERRNO_NONE = zero or something else */
    uint32_t pending; /* the newest event whose result is not tested yet; NO_EVENT = none */
    struct binding *bindings; /* sorted by place */
    unsigned binding_count, binding_capacity;
};

struct state {
    struct disjunct *items[MAX_DISJUNCTS];
    unsigned count;
    bool has_given_up; /* too many paths or visits: one disjunct that knows nothing */
};

/* The fact about an event, NULL where it is not live here. */
struct fact *disjunct_find(struct disjunct *disjunct, uint32_t event);

/* Takes a fact out; what referred to its event becomes unknown or foreign, for this reason. */
void disjunct_forget(struct disjunct *disjunct, uint32_t event, enum reason reason);

const struct value *disjunct_get(const struct disjunct *disjunct, uint32_t place);
/* False where another binding had to go for it. */
bool disjunct_bind(struct disjunct *disjunct, struct arena *arena, uint32_t place,
                   const struct value *value);
void disjunct_unbind(struct disjunct *disjunct, uint32_t place);

/* True while errno, the pending mark or a variable points to the event. */
bool disjunct_refers_to(const struct disjunct *disjunct, uint32_t event);

/* A copy with its own bindings. */
void disjunct_copy(struct disjunct *copy, struct arena *arena, const struct disjunct *from);

/* Joins a disjunct into a state. True when the state changed. `is_decisive` tells whether a place's
 * constants keep disjuncts apart. */
struct join_rules {
    const bool *is_decisive; /* by place number */
    struct arena *arena;
    unsigned overflows;      /* counts how often MAX_DISJUNCTS was not enough */
    unsigned fact_overflows; /* the same of MAX_FACTS */
};
bool state_join(struct state *state, struct join_rules *rules, const struct disjunct *disjunct);

/* The state that knows nothing and gives the reason. */
void state_give_up(struct state *state, struct arena *arena, enum reason reason);

#endif
