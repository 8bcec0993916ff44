/* The words for how a call fails, as in the rule files: one list for the loader and for the
 * printers. For ruledb alone. */
#ifndef ERRNO_LINT_RULEDB_FAILURE_H
#define ERRNO_LINT_RULEDB_FAILURE_H

#include "ruledb/ruledb.h"

#define FAILURE_RESULTS(X)                                                                         \
    X(FAILS_MINUS_ONE, "-1", "-1")                                                                 \
    X(FAILS_NEGATIVE, "negative", "a negative value")                                              \
    X(FAILS_NULL, "null", "a null pointer")                                                        \
    X(FAILS_NONZERO, "nonzero", "a value other than 0")                                            \
    X(FAILS_ZERO, "zero", "0")                                                                     \
    X(FAILS_UNTOLD, "untold", "what success can return too")                                       \
    X(FAILS_NEVER, "never", "nothing")

#define FAILURE_CHANNELS(X)                                                                        \
    X(CHANNEL_ERRNO, "errno", "with errno set")                                                    \
    X(CHANNEL_RESULT, "result", "which is the error number")                                       \
    X(CHANNEL_NEGATIVE_RESULT, "-result", "which is the negated error number")                     \
    X(CHANNEL_WRITTEN, "written", "and stores an error through a pointer")

/* The words in the order of the enums, NULL at the end. */
extern const char *const FAILURE_RESULT_WORDS[];
extern const char *const FAILURE_CHANNEL_WORDS[];

/* For "on failure it returns RESULT, CHANNEL": "-1", "with errno set". */
const char *failure_result_text(enum failure_result result);
const char *failure_channel_text(enum failure_channel channel);

#endif
