/* What is said of a function goes by the file that it is in: no finding is ever in a function of a
 * test's file unless --tests asks for it. So a source of test code matters only for other files
 * that it includes. For headers selection.c finds sources that show them; sources that a test
 * includes are another program there than alone (main is renamed, parts are switched on), so such a
 * test counts.
 *
 * One thing is lost: what a header is in tests alone, by macros that only they define. */
#include "run/test_code.h"

#include <stdint.h>

#include "base/arena.h"
#include "project/inclusion_graph.h"
#include "project/path_map.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "ruledb/ruledb.h"
#include "run/options.h"
#include "run/session.h"

bool test_code_has(const struct session *session, const char *path)
{
    return ruledb_is_test(session->rules, project_place(session->project, path), NULL);
}

/* What people ask for with these is to see, or to check, what tests have too. */
static bool is_shown(const struct options *options)
{
    return options->analysis.tests || options->list_sites || options->action == ACTION_VERIFY;
}

/* By file of the graph: whether it includes, directly or not, a source that can contain a site and
 * is no test code. */
static const bool *find_includers(const struct inclusion_graph *graph,
                                  const struct prefilter *prefilter, const bool *is_test,
                                  struct arena *arena)
{
    bool *includes = arena_alloc(arena, graph->file_count + 1);
    uint32_t *stack = arena_alloc(arena, (2 * graph->file_count + 1) * sizeof *stack);
    size_t depth = 0;
    for (size_t i = 0; i < graph->source_file_count; i++) {
        size_t source = graph->first_sources[i];
        if (prefilter_wants(prefilter, source) && !is_test[source])
            stack[depth++] = (uint32_t)i;
    }
    while (depth > 0) {
        const struct code_file *file = &graph->files[stack[--depth]];
        for (size_t i = 0; i < file->includer_count; i++) {
            uint32_t includer = file->includers[i];
            if (!includes[includer])
                stack[depth++] = includer;
            includes[includer] = true;
        }
    }
    return includes;
}

const bool *test_code_find(const struct session *session, const struct prefilter *prefilter)
{
    if (is_shown(session->options))
        return NULL;
    const struct inclusion_graph *graph = prefilter_graph(prefilter);
    bool *is_test = arena_alloc(session->arena, graph->source_count + 1);
    for (size_t i = 0; i < graph->source_count; i++) {
        const struct project_source *source = &graph->sources[i];
        is_test[i] = source->for_header == NULL && prefilter_wants(prefilter, i) &&
                     test_code_has(session, source->path);
    }
    const bool *includes = find_includers(graph, prefilter, is_test, session->arena);
    for (size_t i = 0; i < graph->source_count; i++) {
        size_t file;
        if (path_map_get(&graph->index, graph->sources[i].path, &file) && includes[file])
            is_test[i] = false;
    }
    return is_test;
}
