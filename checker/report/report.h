/* Output formats. Findings arrive complete and sorted. For the run layer. */
#ifndef ERRNO_LINT_REPORT_REPORT_H
#define ERRNO_LINT_REPORT_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "errnos/classes.h"

struct arena;
struct findings;
struct shard;

#define REPORT_FORMATS(X)                                                                          \
    X(FORMAT_TEXT, "text", "one block per finding, with source lines and evidence")                \
    X(FORMAT_JSON, "json", "for scripts; stable")                                                  \
    X(FORMAT_GITHUB, "github", "GitHub workflow commands: annotations on a pull request")

#define ENUMERATOR(id, word, text) id,
enum report_format { REPORT_FORMATS(ENUMERATOR) FORMAT_COUNT };
#undef ENUMERATOR

struct report_options {
    enum report_format format;
    bool color;            /* text: ANSI colours */
    bool list_sites;       /* the sites instead of the findings */
    const char *directory; /* absolute; findings' files are relative to it: to read source lines */
    const char *tool_version;
    const char *rules_version;
    const struct shard *shard; /* carried by the format json; NULL = the report of a whole run */
};

const char *report_format_word(enum report_format format);
const char *report_format_text(enum report_format format);
bool report_format_find(enum report_format *format, const char *word);

/* Writes the report. False when the stream has an error at the end. `arena` is for scratch. */
bool report_write(FILE *out, const struct findings *findings, const struct report_options *options,
                  struct arena *arena);

/* The account at the end, for stderr: files, sites, what was not seen and what would help. */
void report_summary(FILE *out, const struct findings *findings, struct arena *arena);

#endif
