/* How a source gets its best parse. Where headers that the flags do not lead to are in the tree is
 * predicted from its text. A header that is not found all the same is looked for in the tree, and
 * the source is parsed again with its directory: the new header may include others that are
 * missing, hence several rounds. A source that speaks of names which nothing declares may be a part
 * of another one that includes it, and is then parsed as such. What is still unknown gets
 * stand-ins.
 */
#include "run/parse.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "project/errno_sets.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "project/world.h"
#include "ruledb/ruledb.h"
#include "run/options.h"
#include "run/session.h"
#include "run/shared_headers.h"

enum { PREDICTIONS = 2, HEADER_ROUNDS = 4 }; /* the latter: parses after the first */

/* A source on its way to the result. */
struct parse {
    struct frontend_result *result;
    struct frontend_request *request;
    struct session *session;
    struct arena *unit;
    struct strings directories; /* of headers that were found in the tree */
    const char *part_of;        /* as shown: the source that it was parsed in; NULL = itself */
};

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

static enum word_role read_word(void *context, const char *name)
{
    const struct session *session = context;
    if (ruledb_reads_as_assertion(session->rules, name))
        return WORD_ASSERTION;
    return ruledb_is_undeclared_terminator(session->rules, name) ? WORD_TERMINATOR : WORD_PLAIN;
}

static bool may_matter(void *context, const char *text, size_t length)
{
    const struct session *session = context;
    return errno_sets_matter_in(session->words, text, length);
}

static void say_how(const struct parse *parse, const struct project_source *source)
{
    const struct session *session = parse->session;
    const struct frontend_result *result = parse->result;
    const struct strings *directories = &parse->directories;
    if (!session->options->verbose)
        return;
    struct text line; /* written at once: other workers write, too */
    text_init(&line, parse->unit);
    text_printf(&line, "%s: flags %s%s", source->shown,
                source->is_guessed ? "guessed" : "from the compile command",
                directories->count > 0 ? ", headers found in" : "");
    for (size_t i = 0; i < directories->count; i++)
        text_printf(&line, " %s", path_relative(session->directory, directories->items[i]));
    if (parse->part_of != NULL)
        text_printf(&line, "; parsed as part of %s", parse->part_of);
    if (result->has_stand_ins)
        text_printf(&line, "; second parse with stand-ins for %zu name%s", result->stand_in_count,
                    result->stand_in_count == 1 ? "" : "s");
    if (parse->request->precompiled != NULL)
        text_printf(&line, "; %zu files of system headers shared",
                    parse->request->precompiled->file_count);
    fprintf(stderr, "%s\n", text_get(&line));
}

/* Whether a parse with stand-ins shows all the functions and hides less. */
static bool shows_more(const struct frontend_result *second, const struct frontend_result *first)
{
    if (second->error_count >= first->error_count)
        return false;
    if (second->function_count != first->function_count)
        return second->function_count > first->function_count;
    if (second->hole_count != first->hole_count)
        return second->hole_count < first->hole_count;
    return first->tells_ends || second->called_hole_count < first->called_hole_count;
}

/* Once more, with stand-ins for what nothing declares, where that can matter: for a function, or
 * for what #if leaves out, which is read with the same stand-ins. */
static void parse_again(struct frontend_result *result, struct session *session,
                        struct frontend_request *request, struct arena *unit)
{
    struct frontend_result second;
    if (result->prelude == NULL || session->options->no_stand_ins ||
        (!result->hides_what_matters && result->inactive_count == 0))
        return;
    struct frontend_request again = *request;
    again.prelude = result->prelude;
    if (!frontend_parse(&second, session->frontend, unit, &again, NULL) ||
        !shows_more(&second, result))
        return;
    *request = again;
    result->program = second.program;
    result->remaining_errors = second.error_count;
    result->hole_count = second.hole_count;
    result->called_hole_count = second.called_hole_count;
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
    older.precompiled = NULL; /* of another language */
    struct frontend_result second;
    if (!frontend_parse(&second, session->frontend, unit, &older, NULL) ||
        second.error_count >= result->error_count)
        return;
    *result = second;
    *request = older;
}

static void set_flags(struct parse *parse, const struct project_source *source)
{
    parse->request->flags =
        project_add_includes(source, parse->unit, parse->directories.items,
                             parse->directories.count, &parse->request->flag_count);
}

/* With the directories in which headers were found until now. */
static bool parse_once(struct parse *parse, const struct project_source *source,
                       struct error *error)
{
    struct session *session = parse->session;
    arena_release(parse->unit);
    session->words = session->prefilter == NULL
                         ? NULL
                         : prefilter_words(session->prefilter, parse->unit, source->path);
    *parse->request = (struct frontend_request){
        .path = source->path,
        .directory = source->directory,
        .shown_from = session->directory,
        .is_of_interest = is_of_interest,
        .is_of_project = is_of_project,
        .place_in_project = place_in_project,
        .may_stand_in = may_stand_in,
        .read_word = read_word,
        .may_matter = session->words == NULL ? NULL : may_matter,
        .wants_all = session->wants_all,
        .precompiled = shared_headers_for(session->shared_headers, source),
        .context = session,
    };
    set_flags(parse, source);
    return frontend_parse(parse->result, session->frontend, parse->unit, parse->request, error);
}

static void take_directories(struct parse *parse, const struct header_plan *plan)
{
    parse->directories.count = 0;
    for (size_t i = 0; i < plan->directory_count; i++)
        strings_add(&parse->directories, parse->session->arena, plan->directories[i]);
}

/* With all the directories that the text asks for; if they are not quite those that the files ask
 * for which it leads to, once more with these. False where that says nothing certain; an error is
 * found again without them. */
static bool parse_as_predicted(struct parse *parse, const struct project_source *source)
{
    struct session *session = parse->session;
    struct header_plan plan;
    project_expect_headers(&plan, session->project, session->arena, source);
    for (unsigned attempt = 0; attempt < PREDICTIONS && plan.directory_count > 0; attempt++) {
        take_directories(parse, &plan);
        if (!parse_once(parse, source, NULL))
            return false;
        if (!project_confirm_headers(&plan, session->project, session->arena, source,
                                     parse->result->included, parse->result->included_count))
            continue;
        take_directories(parse, &plan);
        set_flags(parse, source);
        for (size_t i = 0; i < plan.question_count; i++)
            strings_add(
                &session->questions, session->arena,
                world_ask_header(session->arena, plan.questions[i].name, plan.questions[i].from));
        return true;
    }
    return false;
}

/* With each directory that brings in a missing header. */
static bool parse_with_headers(struct parse *parse, const struct project_source *source,
                               struct error *error)
{
    bool is_parsed = parse_as_predicted(parse, source);
    if (!is_parsed)
        parse->directories.count = 0;
    for (unsigned round = 0;; round++) {
        if (!is_parsed && !parse_once(parse, source, error))
            return false;
        is_parsed = false;
        if (round == HEADER_ROUNDS ||
            !find_directories(&parse->directories, parse->session, parse->result))
            return true;
    }
}

static size_t count_errors(const struct frontend_result *result, const char *shown)
{
    size_t count = 0;
    for (size_t i = 0; i < result->error_count; i++)
        count += strcmp(result->error_lines[i].file, shown) == 0;
    return count;
}

static bool includes(const struct frontend_result *result, const char *path)
{
    for (size_t i = 0; i < result->included_count; i++)
        if (strcmp(result->included[i], path) == 0)
            return true;
    return false;
}

/* As part of a source that includes this one, if there are fewer errors in it then. */
static bool parse_as_part(struct parse *parse, const struct project_source *source,
                          struct error *error)
{
    struct project_source whole;
    if (parse->result->prelude == NULL ||
        !project_find_includer(&whole, parse->session->project, source))
        return true;
    size_t errors = count_errors(parse->result, source->shown);
    if (parse_with_headers(parse, &whole, NULL) && includes(parse->result, source->path) &&
        count_errors(parse->result, source->shown) < errors) {
        parse->part_of = whole.shown;
        return true;
    }
    return parse_with_headers(parse, source, error);
}

bool parse_source(struct frontend_result *result, struct frontend_request *request,
                  struct session *session, const struct project_source *source, struct arena *unit,
                  struct error *error)
{
    struct parse parse = {.result = result, .request = request, .session = session, .unit = unit};
    if (!parse_with_headers(&parse, source, error) || !parse_as_part(&parse, source, error))
        return false;
    parse_as_older(result, session, source, request, unit);
    parse_again(result, session, request, unit);
    say_how(&parse, source);
    return true;
}
