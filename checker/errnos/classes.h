/* How the project talks about an errno of a call: its class, likelihood and remedy; how it talks about what it found:
 * check, level, sink and reason. Each list is one X-table; the second column is the word in JSON, options and reports.
 * For every layer above base. */
#ifndef ERRNO_LINT_ERRNOS_CLASSES_H
#define ERRNO_LINT_ERRNOS_CLASSES_H

#include <stdbool.h>

#define ERRNO_CLASSES(X)                                                                                               \
    X(CLASS_DEFECT, "defect", "the program itself is wrong")                                                           \
    X(CLASS_MEMORY, "memory", "the kernel is out of memory")                                                           \
    X(CLASS_LIMIT, "limit", "a limit or quota is used up")                                                             \
    X(CLASS_PATH, "path", "the path does not lead there")                                                              \
    X(CLASS_OBJECT, "object", "the kind or state of the object")                                                       \
    X(CLASS_PERMISSION, "permission", "the caller may not")                                                            \
    X(CLASS_SUPPORT, "support", "kernel, file system or sandbox lacks it")                                             \
    X(CLASS_SIGNAL, "signal", "a signal came in between")                                                              \
    X(CLASS_CONTENTION, "contention", "somebody else was first, or it is not ready yet")                               \
    X(CLASS_PEER, "peer", "the network or another process")                                                            \
    X(CLASS_DEVICE, "device", "the device or storage failed")

#define LIKELIHOODS(X)                                                                                                 \
    X(LIKELIHOOD_COMMON, "common", "expect it in ordinary use")                                                        \
    X(LIKELIHOOD_UNUSUAL, "unusual", "seen in the field, not every day")                                               \
    X(LIKELIHOOD_EXOTIC, "exotic", "possible; takes a rare set-up")                                                    \
    X(LIKELIHOOD_NEVER, "never", "documented or expected, but does not happen")

#define REMEDIES(X)                                                                                                    \
    X(REMEDY_NONE, "", "")                                                                                             \
    X(REMEDY_RETRY, "retry", "call again")                                                                             \
    X(REMEDY_RETRY_LARGER, "retry-larger", "call again with a larger buffer")                                          \
    X(REMEDY_CONTINUE, "continue", "drop this one and go on")                                                          \
    X(REMEDY_FALLBACK, "fallback", "do it another way")                                                                \
    X(REMEDY_FAIL_PEER, "fail-peer", "close this connection or give up on this peer")                                  \
    X(REMEDY_FAIL, "fail", "return the error to the caller")

#define LEVELS(X)                                                                                                      \
    X(LEVEL_NONE, "none", "")                                                                                          \
    X(LEVEL_NOTE, "note", "")                                                                                          \
    X(LEVEL_WARNING, "warning", "")                                                                                    \
    X(LEVEL_ERROR, "error", "")

#define CHECKS(X)                                                                                                      \
    X(CHECK_MISSING_ERRNO, "missing-errno", "an assertion that an errno the environment can cause still reaches")      \
    X(CHECK_WRONG_CHANNEL, "wrong-channel", "the error is looked for where this call does not put it")                 \
    X(CHECK_DEAD_HANDLER, "dead-handler", "an errno handled behind the claim that excludes it")                        \
    X(CHECK_CONTRADICTION, "contradiction", "a condition over errno that is always true or always false")              \
    X(CHECK_IMPOSSIBLE_ERRNO, "impossible-errno", "an errno is tested that this call cannot set")                      \
    X(CHECK_STALE_ERRNO, "stale-errno", "errno is read after something may have overwritten it")                       \
    X(CHECK_ASSERT_SUCCESS, "assert-success", "an assertion that a call succeeds although it can fail")

#define SINK_KINDS(X)                                                                                                  \
    X(SINK_CLAIM, "claim", "the process aborts, traps or is undefined")                                                \
    X(SINK_REPORT, "report", "orderly exit with a message, throw, error return")                                       \
    X(SINK_TEST, "test", "a test macro, or code in a test directory")                                                  \
    X(SINK_FILTER, "filter", "returns an error: no sink")                                                              \
    X(SINK_HINT, "hint", "only warns")

/* Why a site is silent. Up to REASON_SUPPRESSED it is judgement, from REASON_UNKNOWN_CALLEE on it is blindness. */
#define REASONS(X)                                                                                                     \
    X(REASON_NONE, "", "it is reported")                                                                               \
    X(REASON_HANDLED, "handled", "everything the rules know is handled")                                               \
    X(REASON_CLASS, "class", "what is left is of a class that is not reported")                                        \
    X(REASON_KIND, "kind", "the kind of object excludes what is left")                                                 \
    X(REASON_ARGUMENT, "argument", "the arguments exclude what is left")                                               \
    X(REASON_LIKELIHOOD, "likelihood", "what is left is too unlikely for a finding of its own")                        \
    X(REASON_REPORT_SINK, "report-sink", "an orderly exit: that is error handling")                                    \
    X(REASON_TEST_CODE, "test-code", "tests assert errnos on purpose")                                                 \
    X(REASON_SUPPRESSED, "suppressed", "a comment says so")                                                            \
    X(REASON_UNKNOWN_CALLEE, "unknown-callee", "the call behind it has neither rule nor summary")                      \
    X(REASON_HOLE, "hole", "code before it was lost to a parse error or assembly")                                     \
    X(REASON_LOST_ORIGIN, "lost-origin", "where the value comes from is not visible here")                             \
    X(REASON_NO_RULE, "no-rule", "a library or system call without a rule yet")                                        \
    X(REASON_TOO_MANY_PATHS, "too-many-paths", "more paths than the analysis keeps apart")                             \
    X(REASON_INACTIVE, "inactive", "in a part that #if switches off here")                                             \
    X(REASON_NOT_PARSED, "not-parsed", "the source could not be parsed")

#define ENUMERATOR(id, word, text) id,
enum errno_class { ERRNO_CLASSES(ENUMERATOR) CLASS_COUNT };
enum likelihood { LIKELIHOODS(ENUMERATOR) LIKELIHOOD_COUNT };
enum remedy { REMEDIES(ENUMERATOR) REMEDY_COUNT };
enum level { LEVELS(ENUMERATOR) LEVEL_COUNT };
enum check { CHECKS(ENUMERATOR) CHECK_COUNT };
enum sink_kind { SINK_KINDS(ENUMERATOR) SINK_COUNT };
enum reason { REASONS(ENUMERATOR) REASON_COUNT };
#undef ENUMERATOR

/* The word and the explanation of each value; finding a value by its word (false: no such word). */
const char *class_word(enum errno_class value);
const char *class_text(enum errno_class value);
bool class_find(enum errno_class *value, const char *word);
const char *likelihood_word(enum likelihood value);
const char *likelihood_text(enum likelihood value);
bool likelihood_find(enum likelihood *value, const char *word);
const char *remedy_word(enum remedy value);
const char *remedy_text(enum remedy value);
bool remedy_find(enum remedy *value, const char *word);
const char *level_word(enum level value);
bool level_find(enum level *value, const char *word);
const char *check_word(enum check value);
const char *check_text(enum check value);
bool check_find(enum check *value, const char *word);
const char *sink_word(enum sink_kind value);
bool sink_find(enum sink_kind *value, const char *word);
const char *reason_word(enum reason value);
const char *reason_text(enum reason value);
bool reason_find(enum reason *value, const char *word);
bool reason_is_blind(enum reason value);

#endif
