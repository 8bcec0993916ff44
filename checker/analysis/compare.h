/* One comparison, as a branch of a condition. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_COMPARE_H
#define ERRNO_LINT_ANALYSIS_COMPARE_H

#include <stdbool.h>

#include "program/expr.h"

struct disjunct;
struct flow;
struct value;

/* The test that is being looked at. */
struct test {
    unsigned condition;
    const struct origin *origin;
    const struct expr *constant; /* that something is compared with */
    unsigned depth;              /* of kept conditions inside each other */
};

/* `expr` stands in this relation to the EXPR_INT: narrows the disjunct, false where that cannot be.
 */
bool compare_with_constant(struct flow *flow, struct disjunct *disjunct, const struct expr *expr,
                           enum comparison comparison, const struct expr *constant,
                           const struct test *test);

/* The value stands in this relation to something whose value is not known. */
bool compare_with_unknown(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                          enum comparison comparison, const struct test *test);

/* `subject` is `truth` (refine.c). */
bool refine_test(struct flow *flow, struct disjunct *disjunct, const struct expr *subject,
                 bool truth, const struct test *test);

#endif
