/* How much work the processor has done. For --statistics alone: no report may depend on it. */
#ifndef ERRNO_LINT_BASE_CLOCK_H
#define ERRNO_LINT_BASE_CLOCK_H

/* Seconds of processor time that this program has used so far, all threads together. */
double clock_used(void);

#endif
