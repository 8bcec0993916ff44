/* What the probe says: problems, all observations, coverage. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_REPORT_H
#define ERRNO_LINT_PROBE_REPORT_H

#include "probe/findings.h"

struct probe_kernel;

/* Problems and counts, for people; with is_coverage also what calls without rules gave. Returns the
 * number of problems: errnos that rules of the call lack or deny. */
size_t probe_report(struct probe_findings *findings, const struct probe_kernel *kernel,
                    const struct probe_run *run, bool is_coverage);

/* Rows of the probed calls that were never seen. */
void probe_report_coverage(const struct probe_findings *findings);

/* All objects and calls. */
void probe_list(void);

#endif
