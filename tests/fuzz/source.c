/* Fuzz target: one source file, from its bytes to the reports, as a run in one process does it:
 * parsed, with stand-ins and with other macros where it asks for them, lowered, verified, analysed,
 * its comments read, its findings kept as a record and printed; the prefilter must want it if it
 * holds any. Read as C++ where the first line says "C++". The system's headers are those of
 * include/, which are small: a parse then takes one or two milliseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "fuzz/target.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "report/record.h"
#include "report/report.h"
#include "ruledb/ruledb.h"
#include "run/options.h"
#include "run/session.h"
#include "run/sources.h"
#include "run/suppress.h"

static const char *place(void)
{
    static char directory[256];
    return directory;
}

static void leave_nothing(void)
{
    if (rmdir(place()) != 0)
        fprintf(stderr, "%s: is not empty\n", place());
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    char *directory = (char *)place();
    const char *temporary = getenv("TMPDIR");
    snprintf(directory, 256, "%s/errno-lint-fuzz-XXXXXX", temporary == NULL ? P_tmpdir : temporary);
    if (mkdtemp(directory) == NULL || atexit(leave_nothing) != 0)
        abort();
    return 0;
}

static void check(bool is_so, const char *what, const char *detail)
{
    if (is_so)
        return;
    fprintf(stderr, "%s%s\n", what, detail);
    abort();
}

/* A model that breaks its promises is named as an internal error, and left out: here it counts. */
static void check_models(const struct findings *findings)
{
    for (size_t i = 0; i < findings->incomplete_count; i++)
        check(!text_starts_with(findings->incomplete[i].reason, "internal error"), "",
              findings->incomplete[i].reason);
}

/* What a worker sends and the cache keeps comes back as it was. */
static void check_record(const struct session *session)
{
    struct error error = {.text = ""};
    struct text first, second;
    struct record record = {.findings = session->findings}, copy;
    text_init(&first, session->arena);
    text_init(&second, session->arena);
    record_write(&first, &record);
    check(record_read(&copy, session->arena, text_get(&first), first.length, &error),
          "a record that cannot be read: ", error.text);
    record_write(&second, &copy);
    check(strcmp(text_get(&first), text_get(&second)) == 0,
          "a record comes back as another: ", text_get(&first));
}

/* A source that the prefilter would have left out holds nothing. */
static void check_prefilter(struct session *session)
{
    const struct prefilter *prefilter = project_prefilter(session->project, session->rules);
    const struct findings *findings = &session->findings;
    check(findings->count == 0 || prefilter_wants(prefilter, 0), "the prefilter loses a finding: ",
          findings->count == 0 ? "" : findings->items[0].message);
    check(findings->site_count == 0 || prefilter_wants(prefilter, 0), "the prefilter loses a site",
          "");
}

static void report(const struct session *session)
{
    for (int format = 0; format < FORMAT_COUNT; format++) {
        struct report_options options = {
            .format = (enum report_format)format,
            .directory = session->directory,
            .tool_version = "0",
            .rules_version = ruledb_version(session->rules),
        };
        for (int list = 0; list < (format == FORMAT_GITHUB ? 1 : 2); list++) {
            char *bytes = NULL;
            size_t size;
            FILE *out = open_memstream(&bytes, &size);
            options.list_sites = list == 1;
            check(out != NULL && report_write(out, &session->findings, &options, session->arena),
                  "a report cannot be written", "");
            report_summary(out, &session->findings, session->arena);
            fclose(out);
            free(bytes);
        }
    }
}

static void analyse(struct session *session, const char *path)
{
    struct error error = {.text = ""};
    const struct options *options = session->options;
    struct project_options request = {
        .directory = session->directory,
        .paths = &path,
        .path_count = 1,
        .fixed = options->fixed.items,
        .fixed_count = options->fixed.count,
        .has_fixed = true,
    };
    check(project_open(&session->project, session->arena, &request, &error),
          "the project does not open: ", error.text);
    check(sources_analyse(session, &error), "the analysis does not run: ", error.text);
    struct suppressions *suppressions = &session->suppressions;
    suppress_read_all(suppressions, session->arena, &session->files, session->directory);
    suppress_findings(suppressions, &session->findings);
    suppress_warn_wrong(suppressions, session->arena, &session->warnings);
    suppress_warn_unused(suppressions, &session->findings, options->analysis.checks,
                         &session->warnings);
    check_models(&session->findings);
    check_prefilter(session);
    check_record(session);
    hints_finish(&session->hints, &session->findings);
    findings_finish(&session->findings);
    report(session);
}

static const char *write_source(struct arena *arena, const uint8_t *bytes, size_t length)
{
    const uint8_t *feed = length == 0 ? NULL : memchr(bytes, '\n', length);
    size_t first = feed == NULL ? length : (size_t)(feed - bytes);
    bool is_cplusplus = first > 0 && memmem(bytes, first, "C++", 3) != NULL;
    const char *path = arena_printf(arena, "%s/input.%s", place(), is_cplusplus ? "cc" : "c");
    FILE *file = fopen(path, "w");
    check(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0, path,
          " cannot be written");
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    char *arguments[] = {"fuzz",
                         "--no-cache",
                         "--no-prefilter",
                         "--statistics",
                         "--tests",
                         "--select=all",
                         "--ignore=assert-success",
                         "--classes=all",
                         "--",
                         "-nostdinc",
                         "-isystem",
                         FUZZ_HEADERS};
    struct arena arena;
    arena_init(&arena);
    struct error error = {.text = ""};
    struct options options;
    struct session session = {.arena = &arena, .options = &options, .directory = place()};
    int count = sizeof arguments / sizeof arguments[0];
    findings_init(&session.findings, &arena);
    check(options_parse(&options, &arena, count, arguments, &error), "options: ", error.text);
    check(ruledb_load(&session.rules, &arena, NULL, &error), "rules: ", error.text);
    const char *path = write_source(&arena, bytes, length);
    analyse(&session, path);
    unlink(path);
    frontend_close(session.frontend);
    arena_release(&arena);
    return 0;
}
