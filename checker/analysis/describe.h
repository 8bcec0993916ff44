/* Verdicts in words. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_DESCRIBE_H
#define ERRNO_LINT_ANALYSIS_DESCRIBE_H

#include "errnos/classes.h"

struct arena;
struct event;
struct findings;
struct flow;
struct origin;
struct verdict;

/* A call as a reader says it: "read()", "fcntl(F_SETLK)". */
const char *describe_call(const struct event *event, struct arena *arena);

/* Add what a reader needs; all text is copied into the findings' arena. */
void describe_site(const struct flow *flow, const struct verdict *verdict,
                   struct findings *findings);
void describe_finding(const struct flow *flow, const struct verdict *verdict,
                      struct findings *findings);

/* A finding of two steps: the call, and a test that gets it wrong. `message`, `step` and `remedy`
 * live in the findings' arena or for ever. */
struct misuse {
    enum check check;
    const struct event *event;
    const struct origin *test;
    const char *message;
    const char *step;
    const char *remedy;
};
void describe_misuse(const struct flow *flow, const struct misuse *misuse,
                     struct findings *findings);

#endif
