/* Where a function speaks of errno and of errnos by name. Inside analysis/ only. */
#ifndef ERRNO_LINT_ANALYSIS_MENTIONS_H
#define ERRNO_LINT_ANALYSIS_MENTIONS_H

#include <stdbool.h>

struct block;
struct expr;
struct function;
struct op;

/* Whether the expression names an errno; whether it reads errno itself. */
bool mentions_name(const struct expr *expr);
bool mentions_errno(const struct expr *expr);

/* Whether some condition of the block, or of the function, names an errno. */
bool mentions_names_in(const struct block *block);
bool mentions_names(const struct function *function);

/* Whether the function compares what this call returns with a negated errno. */
bool mentions_negated_result(const struct function *function, const struct op *call);

#endif
