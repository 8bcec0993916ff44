/* What a kept result rests on, as questions with short answers: files' contents, whether a file
 * counts as the project's and where in it, where a header is found. For the project and run layers.
 */
#ifndef ERRNO_LINT_PROJECT_WORLD_H
#define ERRNO_LINT_PROJECT_WORLD_H

#include "project/path_map.h"
#include "project/paths.h"

struct arena;
struct project;

struct world {
    struct arena *arena;
    struct project *project;
    long long start;       /* nanoseconds since 1970: what changed later has no answer to rely on */
    const char *words;     /* the answer to world_ask_words() */
    struct path_map known; /* question -> index of its answer */
    struct path_list answers; /* NULL = none */
};

void world_init(struct world *world, struct arena *arena, struct project *project);

/* The questions, in `arena`. Paths are absolute. */
const char *world_ask_file(struct arena *arena, const char *path);
const char *world_ask_header(struct arena *arena, const char *name, const char *from);

/* Which words mean an errno in the tree (prefilter_digest_words). */
const char *world_ask_words(void);

/* The answer, in the world's arena, without blanks; NULL for what changed since the start. Each
 * question is looked into once. The context is a struct world. */
const char *world_answer(void *context, const char *question);

#endif
