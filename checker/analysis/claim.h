/* What the condition of a sink says about one event. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_CLAIM_H
#define ERRNO_LINT_ANALYSIS_CLAIM_H

#include <stdbool.h>

#include "errnos/errnos.h"

struct event;
struct flow;
struct verdict;

/* Whether a test under this condition decides about the sink: at once, or through a place that
 * keeps its outcome. */
bool claim_is_deciding(const struct flow *flow, const struct verdict *verdict, unsigned condition);

/* Whether the sink's conditions tell states of the verdict's event apart. */
bool claim_is_decided_by_event(const struct flow *flow, const struct verdict *verdict);

/* The errnos of the event that the function itself tests for. */
struct errno_set claim_find_tested(const struct flow *flow, const struct event *event);

/* Whether a test in the sink's own condition names an errno of this event. */
bool claim_names_errno(const struct flow *flow, const struct verdict *verdict);

/* `if (errno == E) fatal("explanation")` speaks about E on purpose. `assert(errno != E)` claims
 * that it cannot be. */
bool claim_is_explanation(const struct flow *flow, const struct verdict *verdict);

/* Sets what gives up, and the body in which it stands. */
void claim_find_place(const struct flow *flow, struct verdict *verdict);

/* Sets the verdict's form: the condition denies errnos, allows some, or others guard it. */
void claim_find_form(const struct flow *flow, struct verdict *verdict);

#endif
