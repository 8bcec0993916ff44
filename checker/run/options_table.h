/* The options: one row each, from which parsing, --help and the test of the README are made. For
 * run/options*.c alone. Columns: enumerator, long name, letter (0 = none), argument (NULL = none),
 * help. A row with a NULL name is the title of a group in --help. */
#ifndef ERRNO_LINT_RUN_OPTIONS_TABLE_H
#define ERRNO_LINT_RUN_OPTIONS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

struct error;
struct option;

/* clang-format off */
#define OPTIONS(X) \
    X(GROUP_REPORT, NULL, 0, NULL, "What is reported") \
    X(OPTION_SELECT, "select", 0, "CHECK,...", "report these checks alone (all = every check)") \
    X(OPTION_IGNORE, "ignore", 0, "CHECK,...", "do not report these checks") \
    X(OPTION_CLASSES, "classes", 0, "CLASS,...", "report errnos of these classes alone (all = every class)") \
    X(OPTION_TESTS, "tests", 0, NULL, "report in test code too") \
    X(OPTION_SINCE, "since", 0, "REV", "report only what touches lines changed since the merge base of REV and HEAD") \
    X(OPTION_STAGED, "staged", 0, NULL, "report only what touches staged lines") \
    X(OPTION_DIFF, "diff", 0, "FILE", "report only what touches lines that a unified diff changes (- = stdin)") \
    X(OPTION_RULES, "rules", 0, "DIR", "add the rules in DIR, or replace built-in ones with them") \
    X(OPTION_KERNEL, "kernel", 0, "LOW..HIGH", "leave out what only other kernels answer: 5.4..6.1, 5.10.., 6.12") \
    X(GROUP_OUTPUT, NULL, 0, NULL, "How it is reported") \
    X(OPTION_FORMAT, "format", 0, "FORMAT", "format of the report on stdout: text (default), json, github") \
    X(OPTION_OUTPUT, "output", 0, "FORMAT:FILE", "write a report to FILE too; may be given several times") \
    X(OPTION_LIST_SITES, "list-sites", 0, NULL, "list every assertion over errno, with the reason where it is silent") \
    X(OPTION_COLOR, "color", 0, "WHEN", "auto (default), always, never") \
    X(OPTION_QUIET, "quiet", 'q', NULL, "no summary, no warnings, no progress") \
    X(OPTION_VERBOSE, "verbose", 'v', NULL, "say for each source how it was parsed; with --version: more versions") \
    X(OPTION_STATISTICS, "statistics", 0, NULL, "say on stderr what the run cost and which bounds it reached") \
    X(GROUP_STATUS, NULL, 0, NULL, "Exit status") \
    X(OPTION_FAIL_ON, "fail-on", 0, "LEVEL", "exit 1 from this level on: error, warning (default), note, never") \
    X(OPTION_EXIT_ZERO, "exit-zero", 0, NULL, "exit 0 in spite of findings (never in spite of an error)") \
    X(OPTION_REQUIRE_COMPLETE, "require-complete", 0, NULL, "exit 2 if a source was only partly seen") \
    X(GROUP_FILES, NULL, 0, NULL, "Which files, with which flags") \
    X(OPTION_DATABASE, "database", 'p', "DIR|FILE", "compile_commands.json to use (default: look for it)") \
    X(OPTION_EXTRA_ARG, "extra-arg", 0, "FLAG", "add a compiler flag at the end") \
    X(OPTION_EXTRA_ARG_BEFORE, "extra-arg-before", 0, "FLAG", "add a compiler flag at the beginning") \
    X(OPTION_NO_STAND_INS, "no-stand-ins", 0, NULL, "do not guess what missing headers declare") \
    X(OPTION_ACTIVE_ONLY, "active-only", 0, NULL, "do not switch on what #if leaves out") \
    X(OPTION_EXCLUDE, "exclude", 0, "GLOB", "leave these files out; may be given several times") \
    X(OPTION_FORCE_EXCLUDE, "force-exclude", 0, NULL, "leave excluded files out also where they are given by name") \
    X(OPTION_NO_IGNORE, "no-ignore", 0, NULL, "look at files that git ignores too") \
    X(GROUP_SPEED, NULL, 0, NULL, "How fast, and at what cost") \
    X(OPTION_JOBS, "jobs", 'j', "N", "sources at a time (default: as many as there are CPUs)") \
    X(OPTION_TIME_LIMIT, "time-limit", 0, "SECONDS", "give a source up after this time (default: 300)") \
    X(OPTION_MEMORY_LIMIT, "memory-limit", 0, "MIB", "give a source up that needs more memory (default: 4096)") \
    X(OPTION_CACHE_DIR, "cache-dir", 0, "DIR", "where results are kept between runs (default: the user's cache)") \
    X(OPTION_CACHE_LIMIT, "cache-limit", 0, "MIB", "how much is kept (default: 512)") \
    X(OPTION_NO_SHARED_HEADERS, "no-shared-headers", 0, NULL, "parse system headers for each source") \
    X(OPTION_NO_PREFILTER, "no-prefilter", 0, NULL, "parse also sources whose text names no errno, and test code") \
    X(OPTION_NO_CACHE, "no-cache", 0, NULL, "keep no results, and use none that are kept") \
    X(GROUP_SHARDS, NULL, 0, NULL, "One run on several machines") \
    X(OPTION_SHARD, "shard", 0, "K/N", "look at the K-th of N parts of the sources") \
    X(OPTION_MERGE, "merge", 0, NULL, "each PATH is a shard's JSON report: make one report of all of them") \
    X(GROUP_KNOWLEDGE, NULL, 0, NULL, "What the tool knows") \
    X(OPTION_EXPLAIN, "explain", 0, "WORD", "explain a check, a call or an errno") \
    X(OPTION_KIND, "kind", 0, "KIND", "with --explain CALL: for this kind of object") \
    X(OPTION_LIST_CHECKS, "list-checks", 0, NULL, "list the checks") \
    X(OPTION_DUMP_RULES, "dump-rules", 0, NULL, "print the rules as JSON, with sets and requests resolved") \
    X(OPTION_DUMP, "dump", 0, "WHAT", "program: the model of each source's functions; commands: how each is parsed") \
    X(OPTION_VERIFY, "verify", 0, NULL, "compare with the expectations in the sources' comments") \
    X(OPTION_VERSION, "version", 0, NULL, "print the version") \
    X(OPTION_HELP, "help", 'h', NULL, "print this help")
/* clang-format on */

/* Values above those of letters, so that getopt can return either. */
#define ENUMERATOR(id, name, letter, argument, help) id,
enum option_id { OPTIONS_BEGIN = 256, OPTIONS(ENUMERATOR) OPTIONS_END };
#undef ENUMERATOR

enum { OPTION_ROWS = OPTIONS_END - OPTIONS_BEGIN - 1 };

/* Fills getopt's two tables; `longs` has room for OPTION_ROWS + 1, `letters` for 3 + 2 *
 * OPTION_ROWS bytes. */
void options_fill_getopt(struct option *longs, char *letters);

/* The option with this letter; OPTIONS_END where there is none. */
enum option_id options_of_letter(int letter);

/* Sets the error for `word`, the argument that getopt refused. Always returns false. */
bool options_refuse(const char *word, bool lacks_argument, struct error *error);

#endif
