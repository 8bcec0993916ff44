/* What a file is by its name. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_LANGUAGE_H
#define ERRNO_LINT_PROJECT_LANGUAGE_H

#include <stdbool.h>

enum language {
    LANGUAGE_C,
    LANGUAGE_CXX,
};

enum file_kind {
    FILE_C,          /* a C source */
    FILE_CXX,        /* a C++ source */
    FILE_HEADER,     /* a header of either language: .h, .inc */
    FILE_HEADER_CXX, /* a header that only C++ names like this */
    FILE_OTHER,
};

/* By the extension; letter case counts, as it does for compilers (.C is C++). */
enum file_kind file_kind_of(const char *path);

bool file_kind_is_source(enum file_kind kind);
bool file_kind_is_header(enum file_kind kind);

/* For sources and headers that only C++ has; everything else is C. */
enum language file_kind_language(enum file_kind kind);

/* The extensions that are accepted, for messages. */
const char *file_kind_accepted(void);

#endif
