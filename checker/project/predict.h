/* Which headers a parse would miss, and where they are, by the text of the tree's files alone: so
 * that a source need not be parsed once to learn it. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_PREDICT_H
#define ERRNO_LINT_PROJECT_PREDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct header_plan;
struct headers;
struct inclusion_graph;
struct project_source;

struct predictor;

/* Knows the includes of files that it has read until now, and of all in the graph (NULL = none).
 * Lives in the arena. */
struct predictor *predict_open(struct arena *arena, const struct headers *headers,
                               const struct inclusion_graph *graph);

/* See project_expect_headers() and project_confirm_headers(). */
void predict_expect(struct header_plan *plan, struct predictor *predictor, struct arena *arena,
                    const struct project_source *source);
MUST_CHECK bool predict_confirm(struct header_plan *plan, struct predictor *predictor,
                                struct arena *arena, const struct project_source *source,
                                const char *const *included, size_t included_count);

#endif
