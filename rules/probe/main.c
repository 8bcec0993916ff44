/* The probe: lets the running kernel judge the rules. Runs the calls as root and as an ordinary
 * user, compares each errno with the rules and says what they lack. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "probe/kernel.h"
#include "probe/options.h"
#include "probe/report.h"
#include "probe/runner.h"
#include "probe/workers.h"

enum { EXIT_USAGE = 2 };

static bool read_records(struct probe_findings *findings, const struct probe_kernel *kernel,
                         const struct probe_options *options, int records, struct error *error)
{
    FILE *list = NULL;
    struct probe_record record;
    if (options->list_file != NULL && strcmp(options->list_file, "-") == 0)
        list = stdout;
    else if (options->list_file != NULL && (list = fopen(options->list_file, "we")) == NULL)
        return error_set_errno(error, errno, "%s", options->list_file);
    lseek(records, 0, SEEK_SET);
    while (read(records, &record, sizeof record) == (ssize_t)sizeof record)
        probe_findings_add(findings, &record, kernel, list);
    if (list != NULL && list != stdout)
        fclose(list);
    return true;
}

static bool probe(const struct probe_options *options, struct arena *arena, size_t *problems,
                  struct error *error)
{
    const struct ruledb *rules;
    struct probe_kernel kernel;
    struct probe_findings findings;
    struct probe_run run = {.filter = options->filter, .is_root = geteuid() == 0};
    run.ordinary_user = run.ordinary_group = 65534; /* nobody */
    FILE *records = tmpfile();
    if (records == NULL)
        return error_set_errno(error, errno, "a temporary file");
    /* The rules come last: each child would begin with a copy of their pages. */
    bool is_done = probe_run_all(&run, fileno(records), error) &&
                   probe_kernel_read(&kernel, arena, options->pinned, error) &&
                   ruledb_load(&rules, arena, options->rules, error);
    if (is_done && kernel.version != 0)
        rules = ruledb_for_kernels(arena, rules,
                                   (struct kernel_span){kernel.version, kernel.version + 1});
    if (is_done) {
        probe_findings_init(&findings, arena, rules);
        is_done = read_records(&findings, &kernel, options, fileno(records), error);
    }
    fclose(records);
    if (!is_done)
        return false;
    if (options->is_coverage)
        probe_report_coverage(&findings);
    *problems = probe_report(&findings, &kernel, &run, options->is_coverage);
    if (!options->is_strict && (!kernel.is_pinned || kernel.sandbox != NULL)) {
        if (*problems > 0)
            printf("This is a report only: the rules do not answer for this kernel.\n");
        *problems = 0;
    }
    return true;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error error = {.text = ""};
    struct probe_options options;
    size_t problems = 0;
    if (!probe_options_read(&options, argc, argv, &error)) {
        fprintf(stderr, "errno-lint-probe: %s\n", error.text);
        return EXIT_USAGE;
    }
    if (options.is_help || options.is_list) {
        if (options.is_help)
            probe_options_help();
        else
            probe_list();
        return EXIT_SUCCESS;
    }
    arena_init(&arena);
    bool is_done = probe(&options, &arena, &problems, &error);
    if (!is_done)
        fprintf(stderr, "errno-lint-probe: %s\n", error.text);
    arena_release(&arena);
    if (!is_done)
        return EXIT_USAGE;
    return problems > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
