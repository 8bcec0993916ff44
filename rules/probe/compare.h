/* Comparing what the kernel answered with the rules, by the code that the analysis uses. For the
 * files of the probe. */
#ifndef ERRNO_LINT_PROBE_COMPARE_H
#define ERRNO_LINT_PROBE_COMPARE_H

#include "errnos/errnos.h"
#include "probe/call_text.h"

struct arena;
struct ruledb;

enum verdict {
    VERDICT_SUCCESS, /* no errno to compare */
    VERDICT_AGREES,
    VERDICT_NO_RULE,  /* the call has none */
    VERDICT_MISSING,  /* no row of the call has the errno */
    VERDICT_NARROWED, /* rows have it, but not for these arguments or this kind */
    VERDICT_NEVER     /* a row says that this never happens */
};

/* What one call gave. */
struct probe_answer {
    long result;
    int error; /* errno afterwards */
};

struct comparison {
    enum verdict verdict;
    enum errno_id error;          /* what was given; ERRNO_NONE on success */
    const struct rule_call *rule; /* the call's, or its request's; NULL = there is none */
    const struct rule_row **rows; /* those that foresee it */
    size_t row_count;
};

/* The error that the answer stands for, by the way in which the call's rules say that it fails; 0 =
 * it succeeded. */
int answer_error(const struct ruledb *rules, const struct call_text *call,
                 const struct probe_answer *answer);

/* Judges an error that the call gave at this place. In the arena. */
struct comparison compare_error(const struct ruledb *rules, const struct call_text *call,
                                const struct probe_place *place, int error, struct arena *arena);

/* "missing", "narrowed", ... */
const char *verdict_word(enum verdict verdict);

#endif
