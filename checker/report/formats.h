/* The output formats behind report.c, each a function from findings to text; for report/ alone. */
#ifndef ERRNO_LINT_REPORT_FORMATS_H
#define ERRNO_LINT_REPORT_FORMATS_H

#include "errnos/classes.h"

struct arena;
struct cJSON;
struct finding;
struct findings;
struct missing;
struct report_options;
struct site;
struct spot;
struct step;
struct text;

/* Each appends its report to the text, whose arena also holds scratch. */
void report_text(struct text *text, const struct findings *findings,
                 const struct report_options *options);
void report_json(struct text *text, const struct findings *findings,
                 const struct report_options *options);
void report_github(struct text *text, const struct findings *findings,
                   const struct report_options *options);
void report_sites_text(struct text *text, const struct findings *findings,
                       const struct report_options *options);
void report_sites_json(struct text *text, const struct findings *findings,
                       const struct report_options *options);

/* "reported", "silent" or "blind". */
const char *site_status(const struct site *site);

/* "ENOENT, common, path: why; kinds: memfd; source: man:..." on one line, clean. */
void add_missing(struct text *text, const struct missing *missing);

#endif
