/* Assertions in the parts of a source that #if leaves out: judged as far as the source can be
 * parsed with those parts switched on, else listed. For unit.c. */
#ifndef ERRNO_LINT_RUN_INACTIVE_H
#define ERRNO_LINT_RUN_INACTIVE_H

struct arena;
struct frontend_request;
struct frontend_result;
struct project_source;
struct session;

/* `request` is what led to the result. Adds findings and sites of these parts to the session's. */
void inactive_analyse(struct session *session, const struct project_source *source,
                      const struct frontend_request *request, const struct frontend_result *result,
                      struct arena *unit);

#endif
