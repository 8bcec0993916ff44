/* What the result of a call says about its outcome. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_RESULTS_H
#define ERRNO_LINT_ANALYSIS_RESULTS_H

#include <stdbool.h>
#include <stdint.h>

#include "program/expr.h"
#include "ruledb/ruledb.h"

struct disjunct;
struct event;
struct fact;

/* The comparison with its sides exchanged (a < b: b > a), and its contrary (a < b: a >= b). */
enum comparison results_flip(enum comparison comparison);
enum comparison results_invert(enum comparison comparison);

bool results_compare(int64_t left, enum comparison comparison, int64_t right);

/* The result stands in this relation to the number: narrows the outcome. False where that cannot
 * be. */
bool results_assume(struct disjunct *disjunct, struct fact *fact, const struct event *event,
                    enum comparison comparison, int64_t number);

/* The call failed: errno is its now, if that is where it puts its errors. False where it is known
 * to have succeeded. */
bool results_fail(struct disjunct *disjunct, struct fact *fact, enum failure_channel channel);

/* The call succeeded: errno keeps its older meaning. */
void results_succeed(struct disjunct *disjunct, struct fact *fact);

/* Whether the result can be an error number, with this sign: by the rule, or because nothing is
 * known of the call. */
bool results_hold_error(const struct event *event, bool is_negative);

/* Whether the comparison tells the call's failures from its successes. */
bool results_tell_apart(const struct event *event, enum comparison comparison, int64_t number);

/* Whether the comparison asks if a number is negative. */
bool results_ask_sign(enum comparison comparison, int64_t number);

/* Whether a result in this relation to the number reads as a failure by the usual conventions (< 0,
 * == -1, == NULL). */
bool results_look_failed(enum comparison comparison, int64_t number);

/* Whether the error number of the fact (NULL: of any) can stand in this relation to zero. Error
 * numbers are positive: -errno of a call that has failed is below zero. */
bool results_error_can(const struct fact *fact, bool is_negated, enum comparison comparison);

#endif
