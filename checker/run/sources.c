/* From the list of sources to what was found in them. A source whose kept result still holds is
 * done at once; the others go to workers. An answer is the questions that the result rests on, a
 * line each, an empty line, and the record; records are merged in the order of the sources, so that
 * the report is the same whoever was first. */
#include "run/sources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "project/project.h"
#include "report/record.h"
#include "run/collect.h"
#include "run/keep.h"
#include "run/options.h"
#include "run/selection.h"
#include "run/session.h"
#include "run/sharding.h"
#include "run/shared_headers.h"
#include "run/unit.h"
#include "run/workers.h"

/* The sources at work. */
struct batch {
    struct session *session;
    const struct project_source *sources;
    size_t count;
    size_t chosen, done;     /* how many are looked at, and finished */
    struct record **records; /* by source; NULL = failed, or not done */
    const char **problems;   /* by source; NULL = none */
    struct keep keep;
};

static struct record_list list_of(struct arena *arena, const struct tally *tally)
{
    size_t count = 0;
    for (size_t i = 0; i < tally->count; i++)
        count += tally->entries[i].count;
    const char **items = arena_alloc(arena, count * sizeof *items);
    count = 0;
    for (size_t i = 0; i < tally->count; i++)
        for (size_t j = 0; j < tally->entries[i].count; j++)
            items[count++] = tally->entries[i].name;
    return (struct record_list){items, count};
}

/* One for which a line is no place becomes one that has no answer: the result is not kept. */
static void add_questions(struct text *answer, const struct strings *questions)
{
    for (size_t i = 0; i < questions->count; i++) {
        bool is_line = strchr(questions->items[i], '\n') == NULL;
        text_printf(answer, "%s\n", is_line ? questions->items[i] : "a name with a line feed");
    }
    text_add(answer, "\n");
}

/* In a worker: one source, with a session of its own as far as results go. */
static void work(void *context, size_t job, struct text *answer)
{
    struct batch *batch = context;
    struct session unit = *batch->session;
    unit.arena = answer->arena;
    findings_init(&unit.findings, unit.arena);
    unit.hints = (struct hints){0};
    unit.files = (struct tally){0};
    unit.questions = (struct strings){0};
    struct error error;
    if (unit.frontend == NULL && !frontend_open(&unit.frontend, batch->session->arena, &error))
        findings_add_failed(&unit.findings, batch->sources[job].shown, error.text);
    else
        unit_analyse(&unit, &batch->sources[job]);
    batch->session->frontend = unit.frontend;
    add_questions(answer, &unit.questions);
    struct record record = {
        .findings = unit.findings,
        .files = list_of(unit.arena, &unit.files),
        .headers = list_of(unit.arena, &unit.hints.headers),
        .lacking = unit.hints.sources,
        .hidden_statements = unit.hints.hidden_statements,
        .lacks_compiler_headers = unit.lacks_compiler_headers,
    };
    record_write(answer, &record);
}

/* One line that is overwritten, for a person who waits. */
static void show_progress(const struct batch *batch)
{
    const struct options *options = batch->session->options;
    if (options->quiet || options->verbose || !isatty(STDERR_FILENO) || getenv("CI") != NULL)
        return;
    if (batch->done < batch->chosen)
        fprintf(stderr, "\r\033[K[%zu/%zu]", batch->done, batch->chosen);
    else
        fprintf(stderr, "\r\033[K");
}

static bool take_record(struct batch *batch, size_t job, const char *text, size_t length,
                        struct error *error)
{
    struct record *record = arena_alloc(batch->session->arena, sizeof *record);
    if (!record_read(record, batch->session->arena, text, length, error))
        return false;
    batch->records[job] = record;
    batch->session->lacks_compiler_headers |= record->lacks_compiler_headers;
    batch->done++;
    return true;
}

static bool is_worth_keeping(const struct record *record)
{
    return record->findings.failed_count == 0 && !record->lacks_compiler_headers;
}

static void receive(void *context, size_t job, const char *answer, size_t length,
                    const char *problem)
{
    struct batch *batch = context;
    struct error error;
    const char *record = answer == NULL ? NULL : memmem(answer, length, "\n{", 2);
    if (record != NULL) {
        size_t questions_length = (size_t)(record - answer);
        record++;
        size_t record_length = length - questions_length - 1;
        if (take_record(batch, job, record, record_length, &error)) {
            if (is_worth_keeping(batch->records[job]))
                keep_add(&batch->keep, &batch->sources[job], answer, questions_length, record,
                         record_length);
            show_progress(batch);
            return;
        }
        problem = error.text;
    }
    batch->problems[job] =
        arena_strdup(batch->session->arena, problem == NULL ? "no answer came" : problem);
    batch->done++;
    show_progress(batch);
}

/* Takes what is kept; the rest stays in the list. */
static size_t find_kept(struct batch *batch, size_t *jobs, size_t count)
{
    size_t job_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct arena scratch;
        arena_init(&scratch);
        size_t length;
        const char *kept = keep_find(&batch->keep, &batch->sources[jobs[i]], &scratch, &length);
        if (kept == NULL || !take_record(batch, jobs[i], kept, length, NULL))
            jobs[job_count++] = jobs[i];
        arena_release(&scratch);
    }
    return job_count;
}

/* Sources without errnos may have comments in them all the same; those of test code may have
 * something to suppress, which nobody sees. */
static void merge_all(struct batch *batch, const struct selection *selection)
{
    struct session *session = batch->session;
    for (size_t i = 0; i < batch->count; i++) {
        const char *shown = batch->sources[i].shown;
        if (selection->chosen[i] != 0)
            sharding_add(session, i, shown, batch->records[i], batch->problems[i]);
        if (batch->records[i] != NULL) {
            collect_record(session, batch->records[i]);
            continue;
        }
        if (selection->is_own[i] && !selection_is_test(selection, i))
            tally_add(&session->files, session->arena, shown);
        if (batch->problems[i] != NULL)
            findings_add_failed(&session->findings, shown, batch->problems[i]);
    }
}

/* Once: the few sources that are looked at later do without. What is shared does not depend on what
 * is kept or on the shard. */
static void share_headers(struct batch *batch, const struct selection *selection,
                          const size_t *jobs, size_t count)
{
    struct session *session = batch->session;
    if (session->shared_headers != NULL || session->options->no_shared_headers || count == 0)
        return;
    size_t *wanted = arena_alloc(session->arena, (batch->count + 1) * sizeof *wanted);
    size_t wanted_count = selection_first(selection, wanted);
    session->shared_headers = shared_headers_open(session, wanted, wanted_count, jobs, count);
}

/* One after the other in this process: what --statistics counts. */
static bool analyse_here(struct batch *batch, struct selection *selection, struct error *error)
{
    struct session *session = batch->session;
    if (!frontend_open(&session->frontend, session->arena, error))
        return false;
    size_t *chosen = arena_alloc(session->arena, (batch->count + 1) * sizeof *chosen);
    size_t count = selection_next(selection, batch->records, chosen);
    share_headers(batch, selection, chosen, count);
    for (size_t i = 0; i < count && !session->lacks_compiler_headers; i++)
        unit_analyse(session, &batch->sources[chosen[i]]);
    return true;
}

static bool analyse_in_workers(struct batch *batch, struct selection *selection,
                               struct error *error)
{
    struct session *session = batch->session;
    size_t *jobs = arena_alloc(session->arena, (batch->count + 1) * sizeof *jobs);
    size_t count;
    bool ok = true;
    while (ok && (count = selection_next(selection, batch->records, jobs)) > 0) {
        batch->chosen += count;
        count = find_kept(batch, jobs, count);
        if (count > 0)
            selection_prepare(selection);
        share_headers(batch, selection, jobs, count);
        struct workers workers = {
            .count = session->options->jobs,
            .seconds = session->options->time_limit,
            .bytes = (size_t)session->options->memory_limit << 20,
            .jobs = jobs,
            .job_count = count,
            .context = batch,
            .work = work,
            .receive = receive,
        };
        ok = workers_run(&workers, session->arena, error);
    }
    merge_all(batch, selection);
    shared_headers_close(session->shared_headers);
    keep_close(&batch->keep, session);
    return ok;
}

static void count_files(struct session *session, const struct selection *selection)
{
    struct findings *findings = &session->findings;
    for (size_t i = 0; i < selection->source_count; i++) {
        bool is_chosen = selection->chosen[i] != 0;
        findings->files += is_chosen || selection->is_own[i];
        if (is_chosen || !selection->is_own[i])
            continue;
        if (!selection_sees_change(selection, i)) {
            findings->without_changes++;
        } else if (selection_is_test(selection, i)) {
            findings->test_code++;
            sharding_add_test(session, i);
        } else {
            findings->without_errnos++;
        }
    }
}

bool sources_analyse(struct session *session, struct error *error)
{
    struct batch batch = {.session = session};
    batch.sources = project_sources(session->project, &batch.count);
    batch.records = arena_alloc(session->arena, batch.count * sizeof(struct record *));
    batch.problems = arena_alloc(session->arena, batch.count * sizeof(const char *));
    sharding_open(session);
    if (!session->options->statistics)
        keep_open(&batch.keep, session);
    struct selection selection;
    selection_open(&selection, session, &batch.keep);
    bool ok = session->options->statistics ? analyse_here(&batch, &selection, error)
                                           : analyse_in_workers(&batch, &selection, error);
    count_files(session, &selection);
    return ok;
}
