/* The command line, read with getopt_long. Every option is a row of options_table.h; this file says
 * in one switch what each of them does. Options and paths may be mixed; what follows "--" goes to
 * the compiler as it is. */
#include "run/options.h"

#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"
#include "run/options_table.h"
#include "run/vocabulary.h"

enum { PATH_ARGUMENT = 1 }; /* what getopt calls an argument that is no option */

enum color_choice { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* What is known only once everything is read. */
struct pending {
    struct strings selects, ignores;
    enum color_choice color;
    bool has_classes;
    const char *unmergeable; /* an option that says what to look for; NULL = none */
};

/* With --merge it is too late for those that say what to look for, and how. */
static bool fits_merge(enum option_id id)
{
    return (id > GROUP_OUTPUT && id < GROUP_FILES && id != OPTION_STATISTICS) || id == OPTION_MERGE;
}

/* Finds `word` among `allowed`; its index goes to *index. */
static bool choose(size_t *index, struct arena *arena, const char *option, const char *word,
                   const char *const *allowed, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(allowed[i], word) == 0) {
            *index = i;
            return true;
        }
    }
    return vocabulary_unknown(arena, option, word, allowed, count, error);
}

static bool read_format(enum report_format *format, struct arena *arena, const char *option,
                        const char *word, struct error *error)
{
    const char *allowed[FORMAT_COUNT];
    for (enum report_format i = 0; i < FORMAT_COUNT; i++)
        allowed[i] = report_format_word(i);
    return report_format_find(format, word) ||
           vocabulary_unknown(arena, option, word, allowed, FORMAT_COUNT, error);
}

static bool read_output(struct options *options, struct arena *arena, const char *argument,
                        struct error *error)
{
    const char *colon = strchr(argument, ':');
    if (colon == NULL || colon[1] == '\0')
        return error_set(error, "--output: '%s' is not FORMAT:FILE, as in json:findings.json",
                         argument);
    enum report_format format;
    const char *word = arena_copy(arena, argument, (size_t)(colon - argument));
    if (!read_format(&format, arena, "--output", word, error))
        return false;
    struct output *output = arena_append(arena, &options->outputs, &options->output_count,
                                         &options->output_capacity, sizeof *output);
    *output = (struct output){.format = format, .file = colon + 1};
    return true;
}

static bool read_fail_on(struct options *options, struct arena *arena, const char *word,
                         struct error *error)
{
    static const char *const allowed[] = {"error", "warning", "note", "never"};
    static const enum level levels[] = {LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE, LEVEL_NONE};
    size_t index = 0;
    if (!choose(&index, arena, "--fail-on", word, allowed, 4, error))
        return false;
    options->fail_on = levels[index];
    return true;
}

static bool read_color(struct pending *pending, struct arena *arena, const char *word,
                       struct error *error)
{
    static const char *const allowed[] = {"auto", "always", "never"};
    static const enum color_choice choices[] = {COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER};
    size_t index = 0;
    if (!choose(&index, arena, "--color", word, allowed, 3, error))
        return false;
    pending->color = choices[index];
    return true;
}

static bool read_classes(struct options *options, struct pending *pending, struct arena *arena,
                         const char *list, struct error *error)
{
    if (!pending->has_classes)
        memset(options->analysis.classes, 0, sizeof options->analysis.classes);
    pending->has_classes = true;
    return vocabulary_read_classes(options->analysis.classes, arena, "--classes", list, error);
}

/* --since, --staged or --diff: one of them. */
static bool read_changes(struct options *options, enum changes_from from, const char *subject,
                         struct error *error)
{
    if (options->changes != CHANGES_NONE)
        return error_set(error, "--since, --staged and --diff: only one of them can be given");
    options->changes = from;
    options->changes_subject = subject;
    return true;
}

/* A whole number from 1 to a million. */
static bool read_number(unsigned *number, const char *option, const char *word, struct error *error)
{
    char *end;
    unsigned long value = strtoul(word, &end, 10);
    if (word[0] < '0' || word[0] > '9' || *end != '\0' || value < 1 || value > 1000000)
        return error_set(error, "%s: '%s' is no number from 1 to 1000000", option, word);
    *number = (unsigned)value;
    return true;
}

/* K/N with K from 1 to N. */
static bool read_shard(struct options *options, const char *word, struct error *error)
{
    enum { MOST = 1000000 };
    char *slash, *end = NULL;
    unsigned long number = strtoul(word, &slash, 10), count = 0;
    if (*slash == '/' && isdigit((unsigned char)slash[1]))
        count = strtoul(slash + 1, &end, 10);
    if (!isdigit((unsigned char)word[0]) || end == NULL || *end != '\0' || number < 1 ||
        number > count || count > MOST)
        return error_set(error, "--shard: '%s' is not K/N with K from 1 to N, as in 2/4", word);
    options->shard_number = (unsigned)number;
    options->shard_count = (unsigned)count;
    return true;
}

/* LOW..HIGH, where either may be left out, or one version alone. */
static bool read_kernels(struct kernel_span *kernels, const char *word, struct error *error)
{
    int high = 0;
    const char *dots = strstr(word, "..");
    const char *end = dots == word ? word : kernel_version(&kernels->since, word);
    bool is_open = dots != NULL && dots[2] == '\0';
    if (end != NULL && dots != NULL && !is_open && end == dots)
        end = kernel_version(&high, dots + 2);
    else if (end != NULL && is_open && end == dots)
        end = dots + 2;
    else if (dots == NULL)
        high = kernels->since;
    if (end == NULL || *end != '\0' || word[0] == '\0' || (dots == word && is_open))
        return error_set(error, "--kernel: '%s' is not LOW..HIGH, as in 5.4..6.1, 5.10.. or 6.12",
                         word);
    kernels->before = is_open ? 0 : high + 1;
    return is_open || kernels->since <= high ||
           error_set(error, "--kernel: in '%s' the first kernel is newer than the last", word);
}

static bool read_dump(struct options *options, struct arena *arena, const char *word,
                      struct error *error)
{
    static const char *const allowed[] = {"program", "commands"};
    static const enum action actions[] = {ACTION_DUMP_PROGRAM, ACTION_DUMP_COMMANDS};
    size_t index = 0;
    if (!choose(&index, arena, "--dump", word, allowed, 2, error))
        return false;
    options->action = actions[index];
    return true;
}

/* Does what one option says. `argument` is NULL where it takes none. */
static bool apply(struct options *options, struct pending *pending, struct arena *arena,
                  enum option_id id, const char *argument, struct error *error)
{
    switch (id) {
    case OPTION_SELECT: strings_add(&pending->selects, arena, argument); return true;
    case OPTION_IGNORE: strings_add(&pending->ignores, arena, argument); return true;
    case OPTION_CLASSES: return read_classes(options, pending, arena, argument, error);
    case OPTION_TESTS: options->analysis.tests = true; return true;
    case OPTION_SINCE: return read_changes(options, CHANGES_SINCE, argument, error);
    case OPTION_STAGED: return read_changes(options, CHANGES_STAGED, "", error);
    case OPTION_DIFF: return read_changes(options, CHANGES_DIFF, argument, error);
    case OPTION_RULES: options->rules = argument; return true;
    case OPTION_KERNEL: return read_kernels(&options->kernels, argument, error);
    case OPTION_FORMAT: return read_format(&options->format, arena, "--format", argument, error);
    case OPTION_OUTPUT: return read_output(options, arena, argument, error);
    case OPTION_LIST_SITES: options->list_sites = true; return true;
    case OPTION_COLOR: return read_color(pending, arena, argument, error);
    case OPTION_QUIET: options->quiet = true; return true;
    case OPTION_VERBOSE: options->verbose = true; return true;
    case OPTION_STATISTICS: options->statistics = true; return true;
    case OPTION_FAIL_ON: return read_fail_on(options, arena, argument, error);
    case OPTION_EXIT_ZERO: options->exit_zero = true; return true;
    case OPTION_REQUIRE_COMPLETE: options->require_complete = true; return true;
    case OPTION_DATABASE: options->database = argument; return true;
    case OPTION_EXTRA_ARG: strings_add(&options->extra, arena, argument); return true;
    case OPTION_EXTRA_ARG_BEFORE: strings_add(&options->extra_before, arena, argument); return true;
    case OPTION_EXCLUDE: strings_add(&options->excludes, arena, argument); return true;
    case OPTION_FORCE_EXCLUDE: options->force_exclude = true; return true;
    case OPTION_NO_IGNORE: options->use_ignored = true; return true;
    case OPTION_NO_STAND_INS: options->no_stand_ins = true; return true;
    case OPTION_ACTIVE_ONLY: options->active_only = true; return true;
    case OPTION_JOBS: return read_number(&options->jobs, "--jobs", argument, error);
    case OPTION_TIME_LIMIT:
        return read_number(&options->time_limit, "--time-limit", argument, error);
    case OPTION_MEMORY_LIMIT:
        return read_number(&options->memory_limit, "--memory-limit", argument, error);
    case OPTION_CACHE_DIR: options->cache_directory = argument; return true;
    case OPTION_CACHE_LIMIT:
        return read_number(&options->cache_limit, "--cache-limit", argument, error);
    case OPTION_NO_SHARED_HEADERS: options->no_shared_headers = true; return true;
    case OPTION_NO_PREFILTER: options->no_prefilter = true; return true;
    case OPTION_NO_CACHE: options->no_cache = true; return true;
    case OPTION_SHARD: return read_shard(options, argument, error);
    case OPTION_MERGE: options->action = ACTION_MERGE; return true;
    case OPTION_EXPLAIN:
        options->action = ACTION_EXPLAIN;
        options->explain = argument;
        return true;
    case OPTION_KIND: options->kind = argument; return true;
    case OPTION_LIST_CHECKS: options->action = ACTION_LIST_CHECKS; return true;
    case OPTION_DUMP_RULES: options->action = ACTION_DUMP_RULES; return true;
    case OPTION_DUMP: return read_dump(options, arena, argument, error);
    case OPTION_VERIFY: options->action = ACTION_VERIFY; return true;
    case OPTION_VERSION: options->action = ACTION_VERSION; return true;
    case OPTION_HELP: options->action = ACTION_HELP; return true;
    case GROUP_REPORT:
    case GROUP_OUTPUT:
    case GROUP_STATUS:
    case GROUP_FILES:
    case GROUP_SPEED:
    case GROUP_SHARDS:
    case GROUP_KNOWLEDGE:
    case OPTIONS_BEGIN:
    case OPTIONS_END: break;
    }
    return true;
}

/* The order of NO_COLOR, CLICOLOR_FORCE and the terminal is the one other tools agree on. */
static bool wants_color(enum color_choice choice)
{
    if (choice != COLOR_AUTO)
        return choice == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR");
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    const char *forced = getenv("CLICOLOR_FORCE");
    if (forced == NULL)
        forced = getenv("FORCE_COLOR");
    if (forced != NULL && forced[0] != '\0' && strcmp(forced, "0") != 0)
        return true;
    const char *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}

static bool check_shards(const struct options *options, const struct pending *pending,
                         struct error *error)
{
    if (options->action == ACTION_MERGE && (pending->unmergeable != NULL || options->has_fixed))
        return error_set(error, "--merge: %s has to be given to the shards",
                         pending->unmergeable == NULL ? "FLAGS" : pending->unmergeable);
    if (options->shard_count > 0 && (options->action != ACTION_ANALYSE || options->statistics))
        return error_set(error, "--shard: only for a run that reports findings or sites, without "
                                "--statistics");
    return true;
}

static bool check_changes(const struct options *options, struct error *error)
{
    if (options->changes != CHANGES_NONE &&
        (options->action != ACTION_ANALYSE || options->shard_count > 0))
        return error_set(error,
                         "--since, --staged, --diff: only for a run that reports findings or "
                         "sites, without --shard");
    return true;
}

/* What depends on several options. */
static bool finish(struct options *options, const struct pending *pending, struct arena *arena,
                   struct error *error)
{
    bool *checks = options->analysis.checks;
    if (pending->selects.count > 0)
        memset(checks, 0, sizeof options->analysis.checks);
    for (size_t i = 0; i < pending->selects.count; i++) {
        if (!vocabulary_read_checks(checks, true, arena, "--select", pending->selects.items[i],
                                    error))
            return false;
    }
    for (size_t i = 0; i < pending->ignores.count; i++) {
        if (!vocabulary_read_checks(checks, false, arena, "--ignore", pending->ignores.items[i],
                                    error))
            return false;
    }
    if (options->kind != NULL && options->action != ACTION_EXPLAIN)
        return error_set(error, "--kind: only --explain CALL has a use for it");
    if (!check_shards(options, pending, error) || !check_changes(options, error))
        return false;
    bool is_github = options->format == FORMAT_GITHUB;
    for (size_t i = 0; i < options->output_count; i++)
        is_github = is_github || options->outputs[i].format == FORMAT_GITHUB;
    if (options->list_sites && is_github)
        return error_set(
            error, "--list-sites: has the formats text and json; github annotates findings alone");
    options->color = wants_color(pending->color);
    return true;
}

bool options_parse(struct options *options, struct arena *arena, int argc, char **argv,
                   struct error *error)
{
    *options = (struct options){
        .analysis = analysis_defaults(),
        .fail_on = LEVEL_WARNING,
        .time_limit = 300,
        .memory_limit = 4096,
        .cache_limit = 512,
    };
    struct pending pending = {0};
    struct option longs[OPTION_ROWS + 1];
    char letters[2 + 2 * OPTION_ROWS + 1];
    options_fill_getopt(longs, letters);
    opterr = 0;
    optind = 0; /* GNU: start anew, whatever was parsed before */
    for (;;) {
        int before = optind == 0 ? 1 : optind;
        int option = getopt_long(argc, argv, letters, longs, NULL);
        if (option == -1) {
            options->has_fixed = optind > before;
            break;
        }
        if (option == '?' || option == ':')
            return options_refuse(argv[before < argc ? before : argc - 1], option == ':', error);
        if (option == PATH_ARGUMENT) {
            strings_add(&options->paths, arena, optarg);
            continue;
        }
        enum option_id id =
            option < OPTIONS_BEGIN ? options_of_letter(option) : (enum option_id)option;
        if (!fits_merge(id))
            pending.unmergeable = argv[before < argc ? before : argc - 1];
        if (!apply(options, &pending, arena, id, optarg, error))
            return false;
    }
    for (int i = optind; i < argc; i++)
        strings_add(&options->fixed, arena, argv[i]);
    return finish(options, &pending, arena, error);
}
