/* A source lives here from its flags to its findings, in an arena of its own that is given back
 * before the next source. A header that is not found is looked for in the tree, and the source is
 * parsed again with its directory: the new header may include others that are missing, hence
 * several rounds. */
#include "run/unit.h"

#include <stdio.h>
#include <string.h>

#include "analysis/analysis.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "program/program.h"
#include "program/verify.h"
#include "project/project.h"
#include "project/world.h"
#include "ruledb/ruledb.h"
#include "run/options.h"
#include "run/session.h"

enum { HEADER_ROUNDS = 4 }; /* parses after the first */

static bool has_word(const struct strings *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (strcmp(words->items[i], word) == 0)
            return true;
    }
    return false;
}

/* Adds the directories that hold the missing headers; true where one is new. */
static bool find_directories(struct strings *directories, struct session *session,
                             const struct frontend_result *result)
{
    size_t before = directories->count;
    for (size_t i = 0; i < result->missing_count; i++) {
        const struct missing_header *missing = &result->missing[i];
        const char *found = project_find_header(session->project, session->arena, missing->name,
                                                missing->included_from);
        if (found != NULL && !has_word(directories, found))
            strings_add(directories, session->arena, found);
        strings_add(&session->questions, session->arena,
                    world_ask_header(session->arena, missing->name, missing->included_from));
    }
    return directories->count > before;
}

static bool is_of_interest(void *context, const char *path)
{
    const struct session *session = context;
    return project_has(session->project, path);
}

static bool is_of_project(void *context, const char *path)
{
    const struct session *session = context;
    return project_owns(session->project, path);
}

static const char *place_in_project(void *context, const char *path)
{
    const struct session *session = context;
    return project_place(session->project, path);
}

static bool may_stand_in(void *context, const char *name)
{
    const struct session *session = context;
    return ruledb_find_call(session->rules, name) == NULL &&
           !ruledb_reads_as_assertion(session->rules, name);
}

static void say_how(const struct session *session, const struct project_source *source,
                    const struct strings *directories, const struct frontend_result *result)
{
    if (!session->options->verbose)
        return;
    fprintf(stderr, "%s: flags %s%s", source->shown,
            source->is_guessed ? "guessed" : "from the compile command",
            directories->count > 0 ? ", headers found in" : "");
    for (size_t i = 0; i < directories->count; i++)
        fprintf(stderr, " %s", path_relative(session->directory, directories->items[i]));
    if (result->has_stand_ins)
        fprintf(stderr, "; second parse with stand-ins for %zu name%s", result->stand_in_count,
                result->stand_in_count == 1 ? "" : "s");
    fprintf(stderr, "\n");
}

/* Once more, with stand-ins for what nothing declares. The first result stays unless the second one
 * shows all the functions, and hides less. */
static void parse_again(struct frontend_result *result, struct session *session,
                        struct frontend_request *request, struct arena *unit)
{
    struct frontend_result second;
    if (result->prelude == NULL || session->options->no_stand_ins)
        return;
    request->prelude = result->prelude;
    bool ok = frontend_parse(&second, session->frontend, unit, request, NULL);
    bool shows_more = second.function_count > result->function_count ||
                      (second.function_count == result->function_count &&
                       second.hole_count < result->hole_count + (result->tells_ends ? 1 : 0));
    if (!ok || !shows_more || second.error_count >= result->error_count)
        return;
    result->program = second.program;
    result->hole_count = second.hole_count;
    result->function_count = second.function_count;
    result->has_stand_ins = true;
}

/* Whether nobody but the guess has chosen the language's standard. */
static bool is_standard_guessed(const struct project_source *source,
                                const struct frontend_request *request)
{
    size_t count = 0;
    for (size_t i = 0; i < request->flag_count; i++)
        count += text_starts_with(request->flags[i], "-std=");
    return source->is_guessed && count == 1;
}

/* Old code by the rules of its time, where a newer standard was guessed and does not suit it. */
static void parse_as_older(struct frontend_result *result, struct session *session,
                           const struct project_source *source, struct frontend_request *request,
                           struct arena *unit)
{
    if (!result->is_older_language || !is_standard_guessed(source, request))
        return;
    const char **flags = arena_alloc(unit, (request->flag_count + 1) * sizeof *flags);
    memcpy(flags, request->flags, request->flag_count * sizeof *flags);
    flags[request->flag_count] = "-std=gnu++14";
    struct frontend_request older = *request;
    older.flags = flags;
    older.flag_count++;
    struct frontend_result second;
    if (!frontend_parse(&second, session->frontend, unit, &older, NULL) ||
        second.error_count >= result->error_count)
        return;
    *result = second;
    *request = older;
}

bool unit_parse(struct frontend_result *result, struct session *session,
                const struct project_source *source, struct arena *unit, struct error *error)
{
    struct strings directories = {0};
    for (unsigned round = 0;; round++) {
        arena_release(unit);
        struct frontend_request request = {
            .path = source->path,
            .directory = source->directory,
            .shown_from = session->directory,
            .is_of_interest = is_of_interest,
            .is_of_project = is_of_project,
            .place_in_project = place_in_project,
            .may_stand_in = may_stand_in,
            .context = session,
        };
        request.flags = project_add_includes(source, unit, directories.items, directories.count,
                                             &request.flag_count);
        if (!frontend_parse(result, session->frontend, unit, &request, error))
            return false;
        if (round == HEADER_ROUNDS || !find_directories(&directories, session, result)) {
            parse_as_older(result, session, source, &request, unit);
            parse_again(result, session, &request, unit);
            break;
        }
    }
    say_how(session, source, &directories, result);
    return true;
}

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
    struct error error;
    tally_add(&session->files, session->arena, source->shown);
    if (!unit_parse(&result, session, source, &unit, &error)) {
        findings_add_failed(&session->findings, source->shown,
                            arena_strdup(session->arena, error.text));
    } else if (result.lacks_compiler_headers) {
        session->lacks_compiler_headers = true;
    } else {
        drop_broken_functions(session, source, result.program);
        analysis_run(&session->findings, result.program, session->rules,
                     &session->options->analysis, &session->statistics);
        session->findings.analysed++;
        note_files(session, result.program);
        note_questions(session, &result);
        note_errors(session, source, &result);
        hints_note(&session->hints, session->arena, &result);
    }
    arena_release(&unit);
}
