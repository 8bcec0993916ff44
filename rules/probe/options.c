/* The probe's command line: one table for reading and for --help. */
#include "probe/options.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"

struct option_row {
    const char *name;
    const char *value; /* what follows; NULL = it is a switch */
    size_t offset;     /* of the member: const char * or bool */
    const char *help;
};

#define MEMBER(member) offsetof(struct probe_options, member)

static const struct option_row OPTIONS[] = {
    {"--call", "CALL", MEMBER(filter.call), "run this call alone"},
    {"--coverage", NULL, MEMBER(is_coverage), "also list the rows that were never seen"},
    {"--help", NULL, MEMBER(is_help), "say this"},
    {"--kernels", "FILE", MEMBER(pinned), "the list of kernels that the rules answer for"},
    {"--kind", "KIND", MEMBER(filter.kind), "run on this kind of object (or this object) alone"},
    {"--list", NULL, MEMBER(is_list), "list the objects and the calls, run nothing"},
    {"--rules", "DIR", MEMBER(rules), "add rules, as with errno-lint"},
    {"--strict", NULL, MEMBER(is_strict), "fail on any kernel, and in a sandbox"},
    {"--tsv", "FILE", MEMBER(list_file),
     "write all observations, one a line: kernel, user, kind, object, call, arguments, errno"},
};

bool probe_options_read(struct probe_options *options, int argc, char **argv, struct error *error)
{
    *options = (struct probe_options){.pinned = PROBE_PINNED_KERNELS};
    for (int i = 1; i < argc; i++) {
        const struct option_row *row = NULL;
        for (size_t j = 0; j < sizeof OPTIONS / sizeof OPTIONS[0]; j++)
            if (strcmp(argv[i], OPTIONS[j].name) == 0)
                row = &OPTIONS[j];
        if (row == NULL)
            return error_set(error, "%s: unknown option: see --help", argv[i]);
        char *member = (char *)options + row->offset;
        bool yes = true;
        if (row->value == NULL)
            memcpy(member, &yes, sizeof yes);
        else if (i + 1 == argc)
            return error_set(error, "%s: needs %s: see --help", argv[i], row->value);
        else
            memcpy(member, &argv[++i], sizeof argv[i]);
    }
    return true;
}

void probe_options_help(void)
{
    printf("errno-lint-probe [OPTIONS]: runs calls on objects of every kind, as root and as an\n"
           "ordinary user, and compares what the kernel answers with the rules.\n"
           "Exit 0: the rules foresee everything, or the kernel is not pinned; 1: they do not;\n"
           "2: the probe could not run.\n\n");
    for (size_t i = 0; i < sizeof OPTIONS / sizeof OPTIONS[0]; i++)
        printf("  %-10s %-5s  %s\n", OPTIONS[i].name,
               OPTIONS[i].value == NULL ? "" : OPTIONS[i].value, OPTIONS[i].help);
}
