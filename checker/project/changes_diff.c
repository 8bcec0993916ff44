/* --diff: a diff that somebody else has made. Its names begin at a directory that it does not tell,
 * with or without a first component of their own ("a/", "b/"), so the file is looked for: git's
 * from the root of the work tree, others from the current directory first. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/changes.h"
#include "project/changes_from.h"
#include "project/diff.h"
#include "project/git.h"
#include "project/warnings.h"

enum { DIFF_LIMIT = 64 * 1024 * 1024 };

/* Whether git has put its "a/" and "b/" (or other letters) before the names. */
static bool has_letters(const struct diff_file *file)
{
    return file->is_git && file->new_name[0] != '/' && file->new_name[1] == '/' &&
           (file->old_name == NULL || (file->old_name[0] != '/' && file->old_name[1] == '/'));
}

/* Adds the file, from the first of these directories that has it. */
static bool add_from(struct changes *changes, const char *const *directories,
                     const struct diff_file *file)
{
    const char *slash = strchr(file->new_name, '/');
    const char *stripped = slash == NULL || slash[1] == '\0' ? file->new_name : slash + 1;
    bool is_stripped = has_letters(file);
    const char *names[] = {is_stripped ? stripped : file->new_name,
                           is_stripped ? file->new_name : stripped};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++) {
            const char *path = path_absolute(changes->arena, directories[j], names[i]);
            if (changes_add(changes, path, file, NULL))
                return true;
        }
    return false;
}

/* A diff of another tree, or read in the wrong directory, must not look like one without
 * findings. */
static bool check_missing(struct changes *changes, const char *shown, size_t missing,
                          const char *first, size_t named, struct error *error)
{
    if (missing > 0 && missing == named)
        return error_set(error,
                         "%s: none of the files in this diff is here, the first is %s: run "
                         "errno-lint in the directory that the names begin at",
                         shown, first);
    if (missing > 0) {
        struct warnings warnings = {changes->arena, changes->warnings};
        warnings_add(&warnings, "%s: files that are not here: %zu, the first is %s", shown, missing,
                     first);
        changes->warnings = warnings.texts;
    }
    return true;
}

static bool add_all(struct changes *changes, const struct changes_request *request,
                    const struct diff *diff, struct error *error)
{
    const char *root = git_find_repository(changes->arena, request->directory);
    if (root == NULL)
        root = request->directory;
    const char *git[] = {root, request->directory}, *others[] = {request->directory, root};
    const char *first = "";
    size_t missing = 0, named = 0;
    for (size_t i = 0; i < diff->count; i++) {
        const struct diff_file *file = &diff->files[i];
        if (file->new_name == NULL)
            continue; /* removed */
        named++;
        if (!add_from(changes, file->is_git ? git : others, file) && missing++ == 0)
            first = file->new_name;
    }
    return check_missing(changes, changes->base, missing, first, named, error);
}

bool changes_from_diff(struct changes *changes, const struct changes_request *request,
                       struct error *error)
{
    bool is_input = strcmp(request->subject, "-") == 0;
    changes->base = is_input ? "standard input" : request->subject;
    struct arena scratch;
    arena_init(&scratch);
    char *text;
    size_t length;
    struct diff diff;
    const char *path = is_input ? "/dev/stdin" : request->subject;
    bool ok = file_read_stream(&text, &length, &scratch, path, DIFF_LIMIT, error) &&
              diff_parse(&diff, &scratch, text, length, changes->base, error) &&
              add_all(changes, request, &diff, error);
    arena_release(&scratch);
    return ok || error_wrap(error, "--diff");
}
