/* Which calls have rules, and which of their rows apply to the arguments. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_CALLS_H
#define ERRNO_LINT_ANALYSIS_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "ruledb/ruledb.h"

struct disjunct;
struct event;
struct expr;
struct flow;
struct op;
struct place;
struct summaries;

enum call_kind {
    CALL_KNOWN,           /* has a rule and can fail */
    CALL_PRESERVES_ERRNO, /* leaves errno alone */
    CALL_WITHOUT_RULE,    /* of a system header, but no rule says what it does */
    CALL_UNKNOWN          /* anything else */
};

/* A call with a rule; syscall(SYS_x, ...) is x with the arguments behind the number. */
struct known_call {
    const struct rule_call *call;
    struct rule_failure fails; /* the function's way, syscall()'s, or the kernel's own */
    struct expr **arguments;
    size_t argument_count;
};

enum call_kind calls_classify(struct known_call *known, const struct flow *flow,
                              const struct op *op);

/* Whether the call has a rule that says how it fails. */
bool calls_can_fail(const struct ruledb *rules, const struct summaries *summaries,
                    const struct op *op);

/* The call stores an error of something else through its argument (getsockopt(SO_ERROR)): the event
 * of that error, with the place that holds it then; NULL where it does not, or where the place is
 * not followed. */
struct event *calls_find_written(struct place **place, struct flow *flow, struct disjunct *disjunct,
                                 const struct op *op, const struct known_call *known);

/* Gives the event the rows that apply here, and the kind of object its result refers to. */
void calls_match(struct flow *flow, struct disjunct *disjunct, struct event *event,
                 const struct known_call *known);

/* Arrays that the call fills with descriptors get the kind of these objects. */
void calls_mark_arrays(struct flow *flow, struct disjunct *disjunct,
                       const struct known_call *known);

#endif
