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
    enum errno_id error;           /* what was given; ERRNO_NONE on success */
    const struct rule_call *rule;  /* the call's, or its request's; NULL = there is none */
    const struct rule_row **rows;  /* those that foresee it */
    size_t row_count;
};

/* Judges one answer of the call with this text. In the arena. */
struct comparison compare_answer(const struct ruledb *rules, const char *text,
                                 const struct probe_place *place,
                                 const struct probe_answer *answer, struct arena *arena);

/* "missing", "narrowed", ... */
const char *verdict_word(enum verdict verdict);

#endif
