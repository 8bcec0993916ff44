/* A compile database: compile_commands.json or compile_flags.txt. For the project layer. */
#ifndef ERRNO_LINT_PROJECT_DATABASE_H
#define ERRNO_LINT_PROJECT_DATABASE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "project/language.h"
#include "project/paths.h"

struct arena;
struct error;

struct database_entry {
    const char *file;           /* absolute, clean */
    const char *directory;      /* absolute, clean */
    const char *command;        /* as written; NULL where the entry has arguments */
    struct path_list arguments; /* as written */
    size_t index;               /* position in the file */
};

struct database {
    const char *path;
    const char *directory; /* of the file */
    struct database_entry
        *entries; /* sorted by file, then index; of several for one file only the first */
    size_t count;
    const char **repeated; /* files with several entries, sorted */
    size_t repeated_count;
    bool is_fixed; /* compile_flags.txt: `fixed` is for every source, there are no entries */
    struct path_list fixed;
    struct path_list sources[2]; /* sorted, per enum language */
};

/* Reads the file, by its name as one or the other kind. False with the file and the place in it:
 * unreadable, no JSON, an entry that is not what the format says. Keys that are not known are fine.
 */
MUST_CHECK bool database_read(struct database **database, struct arena *arena, const char *path,
                              struct error *error);

/* The file's entry, NULL where it is not listed. */
const struct database_entry *database_find(const struct database *database, const char *file);

bool database_is_repeated(const struct database *database, const char *file);

/* The listed source whose path is nearest to `file`, if possible one of the same language; NULL in
 * an empty database. */
const struct database_entry *database_find_similar(const struct database *database,
                                                   const char *file, enum language language);

/* The compiler's arguments of an entry: split, response files read, the program taken off.
 * *is_cxx_driver tells that the program (g++, clang++-19) compiles everything as C++. *lost counts
 * response files that could not be read. */
void database_words(struct path_list *words, bool *is_cxx_driver, size_t *lost, struct arena *arena,
                    const struct database_entry *entry);

#endif
