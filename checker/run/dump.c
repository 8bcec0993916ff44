/* The switches that make the work before the analysis visible: for fixtures, for whoever wonders
 * why a site is silent, and for comparing with what other tools make of the same commands. */
#include "run/dump.h"

#include <errno.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "program/verify.h"
#include "project/listed_commands.h"
#include "project/project.h"
#include "run/parse.h"
#include "run/session.h"

static bool dump_source(FILE *out, struct session *session, const struct project_source *source,
                        struct error *error)
{
    struct arena unit;
    arena_init(&unit);
    struct frontend_result result = {0};
    struct frontend_request request;
    bool ok = parse_source(&result, &request, session, source, &unit, error);
    if (ok) {
        struct text text;
        text_init(&text, &unit);
        program_dump(result.program, &text);
        fprintf(out, "%s", text_get(&text));
        if (result.first_error != NULL)
            fprintf(stderr, "errno-lint: %s\n", result.first_error);
    } else {
        error_wrap(error, "%s", source->shown);
    }
    arena_release(&unit);
    return ok;
}

bool dump_programs(FILE *out, struct session *session, struct error *error)
{
    size_t count;
    const struct project_source *sources = project_sources(session->project, &count);
    for (size_t i = 0; i < count; i++) {
        if (!dump_source(out, session, &sources[i], error))
            return false;
    }
    return true;
}

/* A source that cannot be parsed keeps the flags it came with. */
static void find_flags(struct project_source *source, struct session *session)
{
    struct arena unit;
    arena_init(&unit);
    struct frontend_result result = {0};
    struct frontend_request request;
    if (parse_source(&result, &request, session, source, &unit, NULL)) {
        const char **flags = arena_alloc(session->arena, (request.flag_count + 1) * sizeof *flags);
        for (size_t i = 0; i < request.flag_count; i++)
            flags[i] = arena_strdup(session->arena, request.flags[i]);
        source->path = arena_strdup(session->arena, request.path);
        source->directory = arena_strdup(session->arena, request.directory);
        source->flags = flags;
        source->flag_count = request.flag_count;
    }
    arena_release(&unit);
}

bool dump_commands(FILE *out, struct session *session, struct error *error)
{
    size_t count;
    const struct project_source *sources = project_sources(session->project, &count);
    struct project_source *found = arena_alloc(session->arena, (count + 1) * sizeof *found);
    for (size_t i = 0; i < count; i++) {
        found[i] = sources[i];
        find_flags(&found[i], session);
    }
    fputs(listed_commands_text(session->arena, found, count), out);
    return fflush(out) == 0 || error_set_errno(error, errno, "stdout");
}
