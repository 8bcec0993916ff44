/* The rule files that are compiled into the program; embed.cmake writes the definitions. For
 * ruledb alone. */
#ifndef ERRNO_LINT_RULEDB_BUILTIN_EMBEDDED_H
#define ERRNO_LINT_RULEDB_BUILTIN_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *path;           /* below rules/: "calls/xattr.json" */
    const unsigned char *bytes; /* with a NUL behind the last one */
    size_t length;
};

extern const struct embedded_file embedded_files[]; /* sorted by path */
extern const size_t embedded_file_count;

#endif
