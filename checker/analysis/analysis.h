/* Finds the assertions over errno in a program and judges them by the rules. For the run layer. */
#ifndef ERRNO_LINT_ANALYSIS_ANALYSIS_H
#define ERRNO_LINT_ANALYSIS_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"

struct analysis_statistics;
struct findings;
struct program;
struct ruledb;

struct analysis_options {
    bool checks[CHECK_COUNT];  /* which checks report */
    bool classes[CLASS_COUNT]; /* which classes missing-errno reports */
    bool tests;                /* also in test code */
};

/* The defaults of design: missing-errno, wrong-channel, dead-handler, contradiction; all classes
 * but defect, memory. */
struct analysis_options analysis_defaults(void);

/* Analyses every function of the program; findings and sites are added with copies of all text they
 * need, what it cost is added to the statistics (analysis/statistics.h; NULL = not wanted). */
void analysis_run(struct findings *findings, const struct program *program,
                  const struct ruledb *rules, const struct analysis_options *options,
                  struct analysis_statistics *statistics);

#endif
