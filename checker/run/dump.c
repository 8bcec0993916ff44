/* The switch that makes the frontend's work visible: for its fixtures, and for whoever wonders why
 * a site is silent. */
#include "run/dump.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "program/verify.h"
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
