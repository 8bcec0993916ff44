/* Which sources need no look because they are test code, in which nothing is reported. For the run
 * layer. */
#ifndef ERRNO_LINT_RUN_TEST_CODE_H
#define ERRNO_LINT_RUN_TEST_CODE_H

#include <stdbool.h>

struct prefilter;
struct session;

/* Whether a file is test code, by its path below its project. `path` is absolute. */
bool test_code_has(const struct session *session, const char *path);

/* By source: whether all that it shows is test code, as far as that can be known without a look;
 * headers that only such a source shows are the caller's concern. NULL where test code counts like
 * everything else. Lives in the run's arena. */
const bool *test_code_find(const struct session *session, const struct prefilter *prefilter);

#endif
