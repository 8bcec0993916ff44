/* The words of a finding. For describe.c alone. */
#ifndef ERRNO_LINT_ANALYSIS_WORDING_H
#define ERRNO_LINT_ANALYSIS_WORDING_H

#include <stddef.h>

struct arena;
struct finding;
struct flow;
struct missing;
struct verdict;

/* What gives up, as the author calls it. */
const char *wording_claim_name(const struct verdict *verdict);

/* The errnos that can be reported, likeliest first, in the arena. */
const struct missing *wording_missing(const struct flow *flow, const struct verdict *verdict,
                                      size_t *count, struct arena *arena);

/* The one line of the finding. */
const char *wording_message(const struct flow *flow, const struct verdict *verdict,
                            const struct missing *missing, size_t count, struct arena *arena);

/* What the assertion does, as the last step. */
const char *wording_claim(const struct verdict *verdict, struct arena *arena);

/* The way out, a line for each remedy. */
const char *wording_remedy(const struct finding *finding, struct arena *arena);

#endif
