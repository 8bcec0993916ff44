/* What the text of all sources says of them, kept between runs: where nothing has changed, to read
 * it all again would take longest. For selection.c. */
#ifndef ERRNO_LINT_RUN_SELECTION_KEPT_H
#define ERRNO_LINT_RUN_SELECTION_KEPT_H

#include <stdbool.h>

struct keep;
struct prefilter;
struct selection;

/* Tells the cache which words mean an errno, and takes wanted, is_test and chains from the last run of this kind. False, and nothing is changed,
 * where there was none or what it went by is no longer so. */
bool selection_recall(struct selection *selection, struct keep *keep);

/* Keeps these. */
void selection_keep(const struct selection *selection, struct keep *keep,
                    const struct prefilter *prefilter);

#endif
