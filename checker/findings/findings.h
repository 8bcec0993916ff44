/* What a run found: findings, sites, and the account of what was seen. Filled by analysis and run,
 * printed by report. */
#ifndef ERRNO_LINT_FINDINGS_FINDINGS_H
#define ERRNO_LINT_FINDINGS_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "errnos/classes.h"
#include "errnos/errnos.h"

struct arena;

/* A place in a file, as shown to the user; line and column from 1, columns in bytes. */
struct spot {
    const char *file; /* relative to where the tool was started; NULL = no place */
    unsigned line, column;
};

/* One step of the way from the call to the assertion. */
struct step {
    struct spot spot;
    const char *message;
    bool is_assertion; /* drawn as the primary place */
};

/* An errno that the assertion forgot. */
struct missing {
    enum errno_id error;
    const char *name; /* as the file spells it where it does; else its first name */
    enum errno_class class;
    enum likelihood likelihood;
    enum remedy remedy;
    const char *why;          /* how it comes about; "" = the rule gives none */
    const char *const *kinds; /* kinds of object that cause it; may be empty */
    size_t kind_count;
    const char *const *sources;
    size_t source_count;
    bool is_treated_elsewhere; /* another path of the function handles it */
};

struct finding {
    enum check check;
    enum level level;
    enum sink_kind sink;
    struct spot spot;      /* the assertion */
    const char *function;  /* "" at file scope */
    const char *assertion; /* macro or function: "ASSERT", "abort" */
    const char *message;   /* one line */
    const char *call;      /* name of the call */
    struct spot call_spot;
    struct errno_set allowed;      /* what the code treats */
    const struct missing *missing; /* likeliest first */
    size_t missing_count;
    const struct step *steps; /* in the order of execution; the assertion is one of them */
    size_t step_count;
    const struct spot *tested; /* where the call's errnos are named, the assertion's own condition
                                  included */
    size_t tested_count;
    const char *remedy;      /* the way out, one or more lines */
    const char *fingerprint; /* set by findings_finish */
};

struct residual {
    enum errno_id error;
    enum errno_class class;
    enum likelihood likelihood;
};

/* A sink whose condition or guards name an errno, with one call behind it. */
struct site {
    struct spot spot;
    const char *function;
    const char *assertion;
    enum sink_kind sink;
    const char *call; /* "" when not known */
    struct spot call_spot;
    const struct spot *tested; /* as in a finding */
    size_t tested_count;
    struct errno_set treated;
    const struct residual *residual;
    size_t residual_count;
    enum reason reason; /* REASON_NONE = reported */
};

/* A file that was not, or only partly, seen. */
struct file_note {
    const char *file;
    const char *reason;
};

struct findings {
    struct arena *arena; /* everything here lives in it */
    struct finding *items;
    size_t count, capacity;
    struct site *sites;
    size_t site_count, site_capacity;
    size_t files;           /* sources that were to be analysed */
    size_t analysed;        /* complete or not */
    size_t without_errnos;  /* not analysed: nothing in them can name an errno */
    size_t test_code;       /* not analysed: they are, and nobody asked for it */
    size_t without_changes; /* not analysed: only changes count, and they see none */
    struct file_note *incomplete;
    size_t incomplete_count, incomplete_capacity;
    struct file_note *failed;
    size_t failed_count, failed_capacity;
    const char **hints; /* what would help, one line each */
    size_t hint_count, hint_capacity;
};

void findings_init(struct findings *findings, struct arena *arena);
void findings_add(struct findings *findings, const struct finding *finding);
void findings_add_site(struct findings *findings, const struct site *site);
void findings_add_incomplete(struct findings *findings, const char *file, const char *reason);
void findings_add_failed(struct findings *findings, const char *file, const char *reason);
void findings_add_hint(struct findings *findings, const char *hint);

/* Sorts by file, line, column, check and call, drops what is there twice (a header seen by several
 * sources: a site seen by one source and blind in another counts as seen), and gives every finding
 * its fingerprint. */
void findings_finish(struct findings *findings);

/* Numbers of sites: all, reported, silent by judgement, blind. */
struct site_counts {
    size_t found, reported, silent, blind;
};
struct site_counts findings_count_sites(const struct findings *findings);

/* The highest level of a finding; LEVEL_NONE without findings. */
enum level findings_highest_level(const struct findings *findings);

#endif
