/* Order, double entries and fingerprints of findings; for findings/ alone. */
#ifndef ERRNO_LINT_FINDINGS_ORDER_H
#define ERRNO_LINT_FINDINGS_ORDER_H

#include <stddef.h>

struct file_note;
struct finding;
struct findings;
struct site;

/* Each sorts the array, moves what stays to its front and returns how many these are. */
size_t order_findings(struct finding *items, size_t count);
size_t order_sites(struct site *sites, size_t count);
size_t order_notes(struct file_note *notes, size_t count);

/* Gives the sorted findings their fingerprints. */
void set_fingerprints(struct findings *findings);

#endif
