/* What the probe says: problems, all observations, coverage. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_REPORT_H
#define ERRNO_LINT_PROBE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "probe/compare.h"
#include "probe/runner.h"

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

struct probe_findings {
    struct arena *arena;
    const struct ruledb *rules;
    struct probe_problem *problems;
    size_t problem_count, problem_capacity;
    const struct rule_row **seen; /* rows that were observed */
    size_t seen_count, seen_capacity;
    size_t records, killed, call_count, kind_count;
    bool *calls, *kinds; /* by index of the call or object: something was run */
};

void probe_findings_init(struct probe_findings *findings, struct arena *arena,
                         const struct ruledb *rules);

/* Judges one record, and prints it as a line of tabs where `list` is not NULL. */
void probe_findings_add(struct probe_findings *findings, const struct probe_record *record,
                        const struct probe_kernel *kernel, FILE *list);

/* Problems and counts, for people. Returns the number of problems: errnos that rules of the call
 * lack or deny. */
size_t probe_report(struct probe_findings *findings, const struct probe_kernel *kernel);

/* Rows of the probed calls that were never seen. */
void probe_report_coverage(const struct probe_findings *findings);

/* All objects and calls. */
void probe_list(void);

#endif
