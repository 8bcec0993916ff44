/* A source that no build has configured, or that was written for several systems, is only partly
 * seen: what #if leaves out is not parsed. Where an assertion over errno is among it, the source is
 * parsed once more with the macros that guard it, as if the build had found the feature. Of that
 * parse only what it shows in addition counts, and only if the macros bring no errors with them. */
#include "run/inactive.h"

#include <stdio.h>
#include <string.h>

#include "analysis/analysis.h"
#include "base/arena.h"
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

/* The two parses of a source. */
struct views {
    const struct frontend_result *first, *second;
    const char *macros; /* for a reader */
};

static bool is_new(const struct views *views, const struct spot *spot)
{
    return spot->file != NULL && views->second != NULL &&
           frontend_is_skipped(views->first, spot->file, spot->line) &&
           !frontend_is_skipped(views->second, spot->file, spot->line);
}

/* A prelude that defines the macros, behind what was read before the source already. */
static const char *define_macros(struct arena *unit, const struct frontend_request *request,
                                 const struct frontend_result *result)
{
    struct text prelude;
    text_init(&prelude, unit);
    text_add(&prelude, request->prelude == NULL ? "" : request->prelude);
    for (size_t i = 0; i < result->switch_count; i++)
        text_printf(&prelude, "#define %s 1\n", result->switches[i]);
    return text_get(&prelude);
}

static const char *name_macros(struct arena *unit, const struct frontend_result *result)
{
    struct text names;
    text_init(&names, unit);
    for (size_t i = 0; i < result->switch_count; i++)
        text_printf(&names, "%s%s", i == 0 ? "" : ", ", result->switches[i]);
    return text_get(&names);
}

static void note_questions(struct session *session, const struct frontend_result *result)
{
    for (size_t i = 0; i < result->included_count; i++)
        strings_add(&session->questions, session->arena,
                    world_ask_file(session->arena, result->included[i]));
    for (size_t i = 0; i < result->missing_count; i++)
        strings_add(&session->questions, session->arena,
                    world_ask_header(session->arena, result->missing[i].name,
                                     result->missing[i].included_from));
}

/* Test code has assertions over errno on purpose. */
static bool is_test(const struct session *session, const struct inactive_site *site)
{
    const char *path = path_join(session->arena, session->directory, site->file);
    return ruledb_is_test(session->rules, project_place(session->project, path), site->name);
}

static bool is_judged(const struct session *session, const struct inactive_site *site)
{
    return session->options->analysis.tests || !is_test(session, site);
}

static bool has_judged(const struct session *session, const struct frontend_result *result)
{
    for (size_t i = 0; i < result->inactive_count; i++)
        if (is_judged(session, &result->inactive[i]))
            return true;
    return false;
}

static bool shows_more(const struct views *views)
{
    for (size_t i = 0; i < views->first->inactive_count; i++) {
        const struct inactive_site *site = &views->first->inactive[i];
        struct spot spot = {site->file, site->line, site->column};
        if (is_new(views, &spot))
            return true;
    }
    return false;
}

/* Whether the first parse has seen the line. */
static bool is_known(const struct views *views, const struct session *session,
                     const struct error_line *line)
{
    if (frontend_is_skipped(views->first, line->file, line->line))
        return false;
    for (size_t i = 0; i < views->first->included_count; i++)
        if (strcmp(path_relative(session->directory, views->first->included[i]), line->file) == 0)
            return true;
    return false;
}

/* Errors of the second parse in what the first one has seen too. Those in new parts and in headers
 * that only they include make holes there, and harm nothing that was known before. */
static size_t count_errors(const struct views *views, const struct session *session,
                           const struct error_line **first)
{
    size_t count = 0;
    for (size_t i = 0; i < views->second->error_count; i++) {
        const struct error_line *line = &views->second->error_lines[i];
        if (is_known(views, session, line) && count++ == 0)
            *first = line;
    }
    return count;
}

/* Whether the second parse is worth something, which is said where people ask for it. */
static bool accept(const struct views *views, const struct session *session,
                   const struct project_source *source)
{
    const struct error_line *first = NULL;
    bool is_clean = count_errors(views, session, &first) <= views->first->remaining_errors;
    if (session->options->verbose && is_clean)
        fprintf(stderr, "%s: once more with %s defined\n", source->shown, views->macros);
    else if (session->options->verbose)
        fprintf(stderr, "%s: with %s defined there are errors, the first in %s:%u\n", source->shown,
                views->macros, first->file, first->line);
    return is_clean && shows_more(views);
}

static bool parse_switched_on(struct frontend_result *second, struct session *session,
                              const struct frontend_request *request,
                              const struct frontend_result *first, struct arena *unit)
{
    if (first->switch_count == 0 || session->options->active_only || !has_judged(session, first))
        return false;
    struct frontend_request again = *request;
    again.prelude = define_macros(unit, request, first);
    if (!frontend_parse(second, session->frontend, unit, &again, NULL))
        return false;
    note_questions(session, second);
    return true;
}

/* The finding, one level down, with the line that leaves its part out as the first step. */
static void add_finding(struct session *session, const struct views *views,
                        const struct finding *finding, struct arena *unit)
{
    unsigned line = 0;
    for (size_t i = 0; i < views->first->skipped_count; i++) {
        const struct skipped_lines *lines = &views->first->skipped[i];
        if (lines->first < finding->spot.line && finding->spot.line < lines->last &&
            strcmp(lines->file, finding->spot.file) == 0)
            line = lines->first;
    }
    struct step *steps = arena_alloc(unit, (finding->step_count + 1) * sizeof *steps);
    steps[0] = (struct step){
        .spot = {finding->spot.file, line, 1},
        .message =
            arena_printf(unit, "is left out here; read as if %s were defined", views->macros),
    };
    if (finding->step_count > 0)
        memcpy(steps + 1, finding->steps, finding->step_count * sizeof *steps);
    struct finding copy = *finding;
    copy.steps = steps;
    copy.step_count = finding->step_count + 1;
    if (copy.level > LEVEL_NOTE)
        copy.level--; /* it is not known whether anybody builds it like that */
    findings_add(&session->findings, &copy);
}

static void drop_broken_functions(struct program *program)
{
    size_t kept = 0;
    for (size_t i = 0; i < program->function_count; i++)
        if (program_verify(program, program->functions[i], NULL))
            program->functions[kept++] = program->functions[i];
    program->function_count = kept;
}

static void judge(struct session *session, const struct views *views, struct arena *unit)
{
    struct findings found;
    findings_init(&found, unit);
    drop_broken_functions(views->second->program);
    analysis_run(&found, views->second->program, session->rules, &session->options->analysis,
                 &session->statistics);
    for (size_t i = 0; i < found.count; i++)
        if (is_new(views, &found.items[i].spot))
            add_finding(session, views, &found.items[i], unit);
    for (size_t i = 0; i < found.site_count; i++)
        if (is_new(views, &found.sites[i].spot))
            findings_add_site(&session->findings, &found.sites[i]);
}

static void list(struct session *session, const struct inactive_site *inactive)
{
    bool is_assertion = ruledb_reads_as_assertion(session->rules, inactive->name);
    enum sink_kind kind =
        is_assertion ? SINK_CLAIM : ruledb_terminator_kind(session->rules, inactive->name);
    struct site site = {
        .spot = {inactive->file, inactive->line, inactive->column},
        .function = inactive->function,
        .assertion = inactive->name,
        .sink = is_test(session, inactive) ? SINK_TEST : kind,
        .reason = is_judged(session, inactive) ? REASON_INACTIVE : REASON_TEST_CODE,
    };
    findings_add_site(&session->findings, &site);
}

void inactive_analyse(struct session *session, const struct project_source *source,
                      const struct frontend_request *request, const struct frontend_result *result,
                      struct arena *unit)
{
    struct frontend_result second;
    struct views views = {.first = result};
    if (parse_switched_on(&second, session, request, result, unit)) {
        views.second = &second;
        views.macros = name_macros(unit, result);
        if (accept(&views, session, source))
            judge(session, &views, unit);
        else
            views.second = NULL;
    }
    for (size_t i = 0; i < result->inactive_count; i++) {
        const struct inactive_site *site = &result->inactive[i];
        struct spot spot = {site->file, site->line, site->column};
        if (!is_new(&views, &spot))
            list(session, site);
    }
}
