/* What the records say about the rules. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_FINDINGS_H
#define ERRNO_LINT_PROBE_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "probe/call_text.h"
#include "probe/compare.h"
#include "probe/runner.h"

struct arena;
struct probe_kernel;

/* One errno of one call that the rules do not foresee, over all objects. */
struct probe_problem {
    const char *call; /* "fcntl:F_SETLK" */
    enum errno_id error;
    enum verdict verdict;
    const char *example;  /* a call that gave it */
    const char **objects; /* the names of what it was seen on */
    size_t object_count, object_capacity;
    bool by[2]; /* enum probe_user */
};

struct probe_judgement;

/* A call as it is written, and what was judged of it so far. */
struct probed_call {
    struct call_text text;
    bool is_run;
    struct probe_judgement *judgements;
};

struct probe_findings {
    struct arena *arena;
    const struct ruledb *rules;
    struct probe_problem *problems;
    size_t problem_count, problem_capacity;
    const struct rule_row **seen; /* rows that were observed */
    size_t seen_count, seen_capacity;
    size_t records, killed;
    struct probed_call *calls; /* by index of the call */
    bool *kinds;               /* by index of the object: something was run on it */
};

/* Everything goes into the arena. */
void probe_findings_init(struct probe_findings *findings, struct arena *arena,
                         const struct ruledb *rules);

/* Judges one record, and prints it as a line of tabs where `list` is not NULL. */
void probe_findings_add(struct probe_findings *findings, const struct probe_record *record,
                        const struct probe_kernel *kernel, FILE *list);

#endif
