/* A source lives here from its flags to its findings, in an arena of its own that is given back
 * before the next source. */
#include "run/unit.h"

#include "analysis/analysis.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "program/program.h"
#include "program/verify.h"
#include "project/project.h"
#include "project/world.h"
#include "run/inactive.h"
#include "run/options.h"
#include "run/parse.h"
#include "run/session.h"

/* Our own mistakes end here: a function whose model is broken is left out and named, instead of
 * being judged. */
static void drop_broken_functions(struct session *session, const struct project_source *source,
                                  struct program *program)
{
    size_t kept = 0;
    for (size_t i = 0; i < program->function_count; i++) {
        struct error error;
        if (program_verify(program, program->functions[i], &error))
            program->functions[kept++] = program->functions[i];
        else
            findings_add_incomplete(
                &session->findings, source->shown,
                arena_printf(session->arena, "internal error, please report it: %s", error.text));
    }
    program->function_count = kept;
}

static void note_files(struct session *session, const struct program *program)
{
    for (size_t i = 0; i < program->file_count; i++) {
        if (program->files[i].is_of_interest)
            tally_add(&session->files, session->arena, program->files[i].path);
    }
}

static void note_questions(struct session *session, const struct frontend_result *result)
{
    for (size_t i = 0; i < result->included_count; i++)
        strings_add(&session->questions, session->arena,
                    world_ask_file(session->arena, result->included[i]));
    if (result->error_count > 0) /* whether they hide what matters is a question of words */
        strings_add(&session->questions, session->arena, world_ask_words());
}

static void note_errors(struct session *session, const struct project_source *source,
                        const struct frontend_result *result)
{
    if (result->error_count == 0 && result->missing_count == 0)
        return;
    struct text text;
    text_init(&text, session->arena);
    size_t errors = result->error_count > 0 ? result->error_count : result->missing_count;
    text_printf(&text, "%zu error%s hide%s %zu statement%s", errors, errors == 1 ? "" : "s",
                errors == 1 ? "s" : "", result->hole_count, result->hole_count == 1 ? "" : "s");
    if (result->has_stand_ins)
        text_printf(&text, ", with stand-ins for %zu name%s", result->stand_in_count,
                    result->stand_in_count == 1 ? "" : "s");
    if (result->first_error != NULL)
        text_printf(&text, "; the first: %s", result->first_error);
    findings_add_incomplete(&session->findings, source->shown, text_get(&text));
}

void unit_analyse(struct session *session, const struct project_source *source)
{
    struct arena unit;
    arena_init(&unit);
    struct frontend_result result = {0};
    struct frontend_request request;
    struct error error;
    tally_add(&session->files, session->arena, source->shown);
    if (!parse_source(&result, &request, session, source, &unit, &error)) {
        findings_add_failed(&session->findings, source->shown,
                            arena_strdup(session->arena, error.text));
    } else if (result.lacks_compiler_headers) {
        session->lacks_compiler_headers = true;
    } else {
        drop_broken_functions(session, source, result.program);
        analysis_run(&session->findings, result.program, session->rules,
                     &session->options->analysis, &session->statistics);
        inactive_analyse(session, source, &request, &result, &unit);
        session->findings.analysed++;
        note_files(session, result.program);
        note_questions(session, &result);
        note_errors(session, source, &result);
        hints_note(&session->hints, session->arena, &result);
    }
    arena_release(&unit);
}
