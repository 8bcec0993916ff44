/* From records to the results of the run. For the run layer. */
#ifndef ERRNO_LINT_RUN_COLLECT_H
#define ERRNO_LINT_RUN_COLLECT_H

struct record;
struct session;

/* Adds what is in the record of one source to the session. */
void collect_record(struct session *session, const struct record *record);

#endif
