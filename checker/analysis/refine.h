/* Values of expressions in a disjunct, and what follows from a condition being true or false.
 * Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_REFINE_H
#define ERRNO_LINT_ANALYSIS_REFINE_H

#include <stdbool.h>

#include "analysis/domain.h"

struct block;
struct expr;
struct flow;
struct op;
struct origin;
struct switch_case;

/* Adds a fact for the event as the newest; the least useful one makes room where there are too
 * many. */
struct fact *refine_add_fact(struct flow *flow, struct disjunct *disjunct, uint32_t event,
                             enum outcome outcome);

/* The value of an operand. Reading errno where nothing is known of it makes a stand-in event for
 * the reason. */
struct value refine_evaluate(struct flow *flow, struct disjunct *disjunct, const struct expr *expr);

/* Narrows the disjunct to the ways on which `subject` is `truth`; false where there is none. */
bool refine_assume(struct flow *flow, struct disjunct *disjunct, const struct expr *subject,
                   bool truth, unsigned condition);

/* Narrows it to the ways on which the switch at the end of `block` goes to this case; NULL = to
 * none of its cases. */
bool refine_assume_case(struct flow *flow, struct disjunct *disjunct, const struct block *block,
                        const struct switch_case *one);

#endif
