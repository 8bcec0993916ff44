/* Places in the source text. Part of program/program.h. */
#ifndef ERRNO_LINT_PROGRAM_LOCATION_H
#define ERRNO_LINT_PROGRAM_LOCATION_H

#include <stdint.h>

/* A point in a file; line and column count from 1, columns in bytes. line 0 = no place. */
struct location {
    uint32_t file; /* index into program.files */
    uint32_t line;
    uint32_t column;
};

/* Where an op or condition comes from. */
struct origin {
    struct location at;      /* in the user's text: what is written there, or the use of the macro that made it
                                (clang_getFileLocation) */
    struct location spelled; /* where its tokens are written: inside a #define when a macro made it, else as `at` */
    struct location outer;   /* start of the outermost macro use it lies in, else as `at` */
    const char *macro;       /* name of the outermost macro it lies in: "ASSERT"; NULL outside of macros */
    const char *inner_macro; /* name of the #define whose body holds `spelled`: "__assert"; NULL outside of bodies */
};

#endif
