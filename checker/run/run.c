/* The whole program on one screen: analyse() is the list of steps, in order; what a step does is in
 * the module that it calls. Everything for people goes to stderr, stdout carries the report alone.
 */
#include "run/run.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "frontend/frontend.h"
#include "project/project.h"
#include "report/report.h"
#include "report/shard.h"
#include "ruledb/ruledb.h"
#include "run/changed.h"
#include "run/dump.h"
#include "run/explain.h"
#include "run/merge.h"
#include "run/options.h"
#include "run/output.h"
#include "run/session.h"
#include "run/sources.h"
#include "run/statistics.h"
#include "run/suppress.h"
#include "run/verify.h"

enum status { STATUS_CLEAN = 0, STATUS_FINDINGS = 1, STATUS_ERROR = 2 };

static bool open_project(struct session *session, struct error *error)
{
    const struct options *options = session->options;
    struct project_options *request = arena_alloc(session->arena, sizeof *request);
    *request = (struct project_options){
        .directory = session->directory,
        .paths = options->paths.items,
        .path_count = options->paths.count,
        .database = options->database,
        .extra_before = options->extra_before.items,
        .extra_before_count = options->extra_before.count,
        .extra = options->extra.items,
        .extra_count = options->extra.count,
        .fixed = options->fixed.items,
        .fixed_count = options->fixed.count,
        .has_fixed = options->has_fixed,
        .excludes = options->excludes.items,
        .exclude_count = options->excludes.count,
        .force_exclude = options->force_exclude,
        .use_ignored = options->use_ignored,
    };
    return project_open(&session->project, session->arena, request, error);
}

static bool analyse_sources(struct session *session, struct error *error)
{
    if (!sources_analyse(session, error))
        return false;
    if (!session->lacks_compiler_headers)
        return true;
    const char *version = frontend_version(session->arena);
    const char *number = strpbrk(version, "0123456789");
    int digits = number == NULL ? 0 : (int)strspn(number, "0123456789");
    return error_set(
        error, "clang's own headers (stddef.h) are not installed: install libclang-common-%.*s-dev",
        digits > 0 ? digits : 1, digits > 0 ? number : "N");
}

/* File names and words of untrusted sources stand in messages: a line feed in one must not be able
 * to begin a line of its own in a log, where lines can be commands. */
static void print_message(const char *kind, const char *message)
{
    fprintf(stderr, "errno-lint: %s", kind);
    for (const char *at = message; *at != '\0'; at++)
        fputc(iscntrl((unsigned char)*at) ? '?' : *at, stderr);
    fputc('\n', stderr);
}

static void print_warnings(const struct session *session)
{
    if (session->options->quiet)
        return;
    size_t count = 0;
    const char *const *warnings =
        session->project == NULL ? NULL : project_warnings(session->project, &count);
    for (size_t i = 0; i < count; i++)
        print_message("warning: ", warnings[i]);
    for (size_t i = 0; i < session->warnings.count; i++)
        print_message("warning: ", session->warnings.items[i]);
}

/* A run that has looked at nothing, because nothing has changed, says so. */
static void print_summary(const struct session *session)
{
    if (session->options->quiet)
        return;
    const char *silence = changed_nothing(session);
    if (silence != NULL)
        print_message("", silence);
    report_summary(stderr, &session->findings, session->arena);
}

static enum status judge(const struct session *session)
{
    const struct options *options = session->options;
    const struct findings *findings = &session->findings;
    if (findings->failed_count > 0 || (options->require_complete && findings->incomplete_count > 0))
        return STATUS_ERROR;
    bool fails =
        options->fail_on != LEVEL_NONE && findings_highest_level(findings) >= options->fail_on;
    return fails && !options->exit_zero ? STATUS_FINDINGS : STATUS_CLEAN;
}

static enum status verify(const struct session *session)
{
    struct strings differences = {0};
    size_t expectations = verify_run(&session->findings, &session->files, session->directory,
                                     session->arena, &differences);
    for (size_t i = 0; i < differences.count; i++)
        printf("%s\n", differences.items[i]);
    if (!session->options->quiet)
        fprintf(stderr, "%zu files, %zu expectations, %zu differences\n", session->files.count,
                expectations, differences.count);
    return differences.count > 0 ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* What can be done only when all sources are known; a shard does not know whether others use a
 * suppression. */
static void finish(struct session *session)
{
    struct findings *findings = &session->findings;
    suppress_findings(&session->suppressions, findings);
    changed_drop_suppressions(session);
    suppress_warn_wrong(&session->suppressions, session->arena, &session->warnings);
    if (session->shard == NULL)
        suppress_warn_unused(&session->suppressions, findings, session->checks, &session->warnings);
    hints_finish(&session->hints, findings);
    findings_finish(findings);
    changed_filter(session);
    print_warnings(session);
}

static bool report(enum status *status, struct session *session, struct error *error)
{
    if (!output_write(session, error))
        return false;
    print_summary(session);
    *status = judge(session);
    return true;
}

static bool analyse(enum status *status, struct session *session, struct error *error)
{
    if (!open_project(session, error) || !changed_open(session, error))
        return false;
    if (!analyse_sources(session, error))
        return false;
    suppress_read_all(&session->suppressions, session->arena, &session->files, session->directory);
    if (session->shard != NULL)
        session->shard->suppressions = session->suppressions;
    finish(session);
    if (session->options->action == ACTION_VERIFY) {
        *status = verify(session);
        return true;
    }
    if (!report(status, session, error))
        return false;
    if (session->options->statistics)
        statistics_print(stderr, session);
    return true;
}

static bool merge(enum status *status, struct session *session, struct error *error)
{
    if (!merge_reports(session, error))
        return false;
    finish(session);
    return report(status, session, error);
}

static bool dump(struct session *session,
                 bool (*print)(FILE *out, struct session *session, struct error *error),
                 struct error *error)
{
    return open_project(session, error) &&
           frontend_open(&session->frontend, session->arena, error) &&
           print(stdout, session, error);
}

static bool act(enum status *status, struct session *session, struct error *error)
{
    const struct options *options = session->options;
    *status = STATUS_CLEAN;
    switch (options->action) {
    case ACTION_HELP: options_help(stdout); return true;
    case ACTION_VERSION: explain_version(stdout, session); return true;
    case ACTION_LIST_CHECKS: explain_checks(stdout); return true;
    case ACTION_EXPLAIN: return explain_word(stdout, session, error);
    case ACTION_DUMP_RULES: return explain_rules(stdout, session, error);
    case ACTION_MERGE: return merge(status, session, error);
    case ACTION_DUMP_PROGRAM: return dump(session, dump_programs, error);
    case ACTION_DUMP_COMMANDS: return dump(session, dump_commands, error);
    case ACTION_VERIFY:
    case ACTION_ANALYSE: return analyse(status, session, error);
    }
    return true;
}

static bool find_directory(struct session *session, struct error *error)
{
    char *buffer = arena_alloc(session->arena, PATH_MAX);
    session->directory = getcwd(buffer, PATH_MAX);
    return session->directory != NULL ||
           error_set_errno(error, errno, "the current directory is not known");
}

static bool load_rules(struct session *session, struct error *error)
{
    const struct kernel_span kernels = session->options->kernels;
    if (!ruledb_load(&session->rules, session->arena, session->options->rules, error))
        return false;
    if (kernels.since != 0 || kernels.before != 0)
        session->rules = ruledb_for_kernels(session->arena, session->rules, kernels);
    session->rules_version = ruledb_version(session->rules);
    session->checks = session->options->analysis.checks;
    return true;
}

int run_main(int argc, char **argv)
{
    signal(SIGXFSZ, SIG_IGN); /* a limit to the size of files is an error of write(), and no end */
    struct arena arena;
    arena_init(&arena);
    struct options options;
    struct session session = {.arena = &arena, .options = &options};
    findings_init(&session.findings, &arena);
    struct error error;
    enum status status;
    if (!options_parse(&options, &arena, argc, argv, &error) || !find_directory(&session, &error) ||
        !load_rules(&session, &error) || !act(&status, &session, &error)) {
        print_message("", error.text);
        status = STATUS_ERROR;
    }
    if (session.frontend != NULL)
        frontend_close(session.frontend);
    arena_release(&arena);
    return (int)status;
}
