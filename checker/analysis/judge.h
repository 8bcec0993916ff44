/* From sinks and what entered them to verdicts. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_JUDGE_H
#define ERRNO_LINT_ANALYSIS_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "analysis/analysis.h"
#include "analysis/bounds.h"
#include "errnos/classes.h"
#include "errnos/errnos.h"

struct event;
struct frame;
struct findings;
struct flow;
struct op;
struct rule_row;
struct sink;
struct sink_entry;

/* An errno that may arrive at the sink, with the rule's row that says so. */
struct arrival {
    enum errno_id error;
    const struct rule_row *row;
    enum likelihood likelihood;
    bool is_reportable;        /* by class, and at report sinks by remedy */
    bool is_treated_elsewhere; /* some other way of the function handles it */
};

/* How the code around a sink names errnos. */
enum claim_form {
    CLAIM_ALLOWS,  /* the condition names what may be: errno == A || errno == B */
    CLAIM_DENIES,  /* the condition names what must not be: errno != A */
    CLAIM_GUARDED, /* earlier tests let some go another way; the rest arrives */
    CLAIM_SUCCESS  /* no errno is spoken of: the call is claimed to succeed */
};

/* One event at one sink, judged. */
struct verdict {
    const struct sink *sink;
    const struct sink_entry *entry;
    const struct event *event;
    const struct op *claim; /* what gives up, in the function that names the errnos: the sink's op,
                               or the call of an assertion function; NULL: a throw */
    const struct frame *body; /* in which `claim` stands; NULL: the function itself */
    enum sink_kind kind;
    enum claim_form form;
    unsigned conditions[MAX_DECIDING]; /* that decide whether the sink is reached */
    unsigned condition_count;
    struct errno_set treated; /* named on ways that end elsewhere */
    struct arrival *arrivals; /* likeliest first; all classes */
    size_t arrival_count;
    enum check check; /* missing-errno, or assert-success where no errno is spoken of */
    enum level level;
    enum reason reason; /* REASON_NONE = a finding */
};

/* The checks that need no sink: wrong-channel, contradiction, dead-handler. Adds their findings. */
void misuse(struct flow *flow, struct findings *findings, const struct analysis_options *options);

/* Handlers behind the claim that excludes them: a part of misuse(). */
void dead_handlers(const struct flow *flow, struct findings *findings);

/* Judges every sink of a solved flow and adds sites and findings. */
void judge(struct flow *flow, struct findings *findings, const struct analysis_options *options);

#endif
