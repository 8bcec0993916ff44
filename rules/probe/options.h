/* The probe's command line. For its main file. */
#ifndef ERRNO_LINT_PROBE_OPTIONS_H
#define ERRNO_LINT_PROBE_OPTIONS_H

#include "base/attributes.h"
#include "probe/runner.h"

struct error;

struct probe_options {
    struct probe_filter filter;
    const char *rules;     /* NULL = the built-in ones alone */
    const char *list_file; /* where all observations go, "-" = stdout; NULL = nowhere */
    const char *pinned;    /* the list of pinned kernels */
    bool is_strict, is_coverage, is_list, is_help;
};

/* The error names what is wrong and where to look. */
MUST_CHECK bool probe_options_read(struct probe_options *options, int argc, char **argv,
                                   struct error *error);

void probe_options_help(void);

#endif
