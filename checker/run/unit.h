/* One source: parsed, the headers it lacks looked for in the tree, analysed. For run.c. */
#ifndef ERRNO_LINT_RUN_UNIT_H
#define ERRNO_LINT_RUN_UNIT_H

struct project_source;
struct session;

/* Parses the source and adds its findings and sites to the session's; a source that was only partly
 * seen, or not at all, is noted there with the reason. */
void unit_analyse(struct session *session, const struct project_source *source);

#endif
