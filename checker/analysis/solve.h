/* Carries states through a function until nothing changes. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_SOLVE_H
#define ERRNO_LINT_ANALYSIS_SOLVE_H

struct flow;

/* How hard it was: for tests and statistics. */
struct solve_statistics {
    unsigned visits;            /* of blocks */
    unsigned overflows;         /* joins that found MAX_DISJUNCTS disjuncts there already */
    unsigned fact_overflows;    /* facts that went for the sake of newer ones */
    unsigned binding_overflows; /* bindings that went for the sake of others */
    unsigned given_up;          /* blocks visited too often */
    unsigned unknown_blocks;    /* blocks whose state has given up, for visits or for disjuncts */
};

/* Fills the flow's events, sinks and conditions. */
void solve(struct flow *flow, struct solve_statistics *statistics);

#endif
