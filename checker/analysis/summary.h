/* What is known of the functions that are called: from their bodies where the program has them.
 * Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_SUMMARY_H
#define ERRNO_LINT_ANALYSIS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"

struct arena;
struct callee;
struct function;
struct op;
struct summaries;
struct program;
struct ruledb;

const struct summaries *summaries_infer(struct arena *arena, const struct program *program,
                                        const struct ruledb *rules);

/* True where the call ends the way: its callee's declaration says so, or its body, or it is what an
 * assertion macro calls in the end. *kind says how: by the body where it is visible, else by its
 * name. */
bool summaries_find_ending(const struct summaries *summaries, const struct op *op,
                           enum sink_kind *kind);

/* True where errno means after a call what it meant before: by the body, or by the rules for
 * library functions. */
bool summaries_preserve_errno(const struct summaries *summaries, const struct callee *callee);

/* The function that is called, and its index, where the program holds its body; else NULL. */
const struct function *summaries_find_body(const struct summaries *summaries,
                                           const struct callee *callee, size_t *index);

/* All functions with a body, by index. */
size_t summaries_count(const struct summaries *summaries);
const struct function *summaries_function(const struct summaries *summaries, size_t index);

/* True where the program holds the body of the function that is called. */
bool summaries_has_body(const struct summaries *summaries, const struct callee *callee);

#endif
