/* What a test of an error number says of the call that it comes from. Inside analysis/ only. False
 * from all of these: it cannot be so. */
#ifndef ERRNO_LINT_ANALYSIS_ASSUME_H
#define ERRNO_LINT_ANALYSIS_ASSUME_H

#include <stdbool.h>

struct disjunct;
struct errno_set;
struct expr;
struct fact;
struct flow;
struct test;
struct value;

/* errno, or a copy, is one of the errors, or none of them. */
bool assume_error(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                  const struct errno_set *errors, bool is_in, const struct test *test);

/* The result of the fact's call is one of the errors, or none of them. */
bool assume_returned(struct flow *flow, struct disjunct *disjunct, struct fact *fact,
                     const struct errno_set *errors, bool is_in, const struct test *test);

/* errno, or a copy, is zero or not. */
bool assume_no_error(struct flow *flow, struct disjunct *disjunct, const struct value *value,
                     bool is_zero, const struct test *test);

/* A value that is compared with an errno's name is an error number, wherever it comes from. */
bool assume_stranger(struct flow *flow, struct disjunct *disjunct, const struct expr *expr,
                     const struct value *value, const struct expr *constant, bool is_in,
                     const struct test *test);

#endif
