/* What the analysis keeps at most. Beyond a bound it forgets, and forgetting ends in silence with a
 * reason, never in a finding. For analysis/, and for run to say which bounds were reached. */
#ifndef ERRNO_LINT_ANALYSIS_BOUNDS_H
#define ERRNO_LINT_ANALYSIS_BOUNDS_H

enum {
    MAX_FACTS = 4,     /* live events of a disjunct */
    MAX_BINDINGS = 32, /* places of a disjunct whose value is known */
    MAX_DISJUNCTS = 8, /* of a state */
    MAX_VISITS = 64,   /* of a block */
    MAX_DECIDING = 16  /* conditions that decide about one sink */
};

#endif
