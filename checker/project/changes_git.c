/* --since and --staged: git compares, and says it as a diff without context. Since a revision means
 * since its merge base with HEAD, as pull requests do: what the other side changed meanwhile is
 * nobody's doing here. The new side is the work tree; what is staged is found in the index's text,
 * and a second diff tells where these lines are in the work tree. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "project/changes.h"
#include "project/changes_from.h"
#include "project/diff.h"
#include "project/git.h"
#include "project/path_map.h"
#include "project/warnings.h"

/* One repository that is asked. */
struct asked {
    struct changes *changes;
    const struct changes_request *request;
    struct git git; /* in the top directory */
    struct error *error;
    const char *first_unstaged; /* a staged file with further changes; NULL = none */
    size_t unstaged;
};

/* Runs git diff. Names begin with "a/" and "b/" whatever the configuration says, and no other
 * program is run. `side` is a commit (compared with the work tree), --cached, or NULL (the index
 * with the work tree). */
static bool read_diff(struct diff *diff, struct asked *asked, const char *side)
{
    const char *words[] = {"diff",
                           "--unified=0",
                           "--inter-hunk-context=0",
                           "--no-color",
                           "--no-ext-diff",
                           "--no-textconv",
                           "--src-prefix=a/",
                           "--dst-prefix=b/",
                           "--find-renames",
                           "--no-relative",
                           "--ignore-submodules=all",
                           "--diff-filter=d",
                           side == NULL ? "--" : side,
                           side == NULL ? NULL : "--",
                           NULL};
    struct text output;
    if (!git_demand(&output, &asked->git, words, asked->error))
        return error_wrap(asked->error, "%s", asked->git.directory);
    return diff_parse(diff, asked->git.arena, text_get(&output), output.length, "git diff",
                      asked->error);
}

static const char *path_of(const struct asked *asked, const char *name)
{
    return path_absolute(asked->git.arena, asked->git.directory, name);
}

/* Names without "a/" or "b/". */
static const char *plain(const char *name)
{
    return name == NULL || strlen(name) < 2 ? "" : name + 2;
}

/* ---- since ---- */

static bool is_shallow(struct asked *asked)
{
    static const char *const words[] = {"rev-parse", "--is-shallow-repository", NULL};
    struct git_answer answer;
    return git_ask(&answer, &asked->git, words, NULL) && !answer.is_refused &&
           text_starts_with(text_get(&answer.output), "true");
}

/* The first line of what git prints; false where git says no, and an error where it cannot. */
static bool ask_line(const char **line, bool *is_refused, struct asked *asked,
                     const char *const *words)
{
    struct git_answer answer;
    if (!git_ask(&answer, &asked->git, words, asked->error))
        return false;
    const char *text = text_get(&answer.output);
    *line = arena_copy(asked->git.arena, text, strcspn(text, "\n"));
    *is_refused = answer.is_refused || **line == '\0';
    return true;
}

static bool refuse_revision(struct asked *asked, bool is_known)
{
    const char *revision = asked->request->subject;
    const char *what =
        is_known ? "and HEAD have no commit in common" : "is no commit that git knows";
    if (is_shallow(asked))
        return error_set(asked->error,
                         "--since: %s %s in this shallow clone: fetch more with "
                         "'git fetch --deepen=100' or 'git fetch --unshallow', in CI check out "
                         "with 'fetch-depth: 0'",
                         revision, what);
    return error_set(asked->error, "--since: %s %s%s", revision, what,
                     is_known ? ""
                              : ": a branch of the server has to be fetched first, and is called "
                                "origin/NAME then");
}

static bool find_base(const char **base, struct asked *asked)
{
    const char *revision = asked->request->subject, *unused;
    const char *commit = arena_printf(asked->git.arena, "%s^{commit}", revision);
    const char *verify[] = {"rev-parse", "--verify", "--quiet", commit, NULL};
    const char *merge[] = {"merge-base", commit, "HEAD", NULL};
    bool is_refused;
    if (revision[0] == '-' || revision[0] == '\0')
        return error_set(asked->error, "--since: '%s' is no revision", revision);
    if (!ask_line(&unused, &is_refused, asked, verify))
        return false;
    if (is_refused)
        return refuse_revision(asked, false);
    if (!ask_line(base, &is_refused, asked, merge))
        return false;
    return !is_refused || refuse_revision(asked, true);
}

static bool add_untracked(struct asked *asked)
{
    bool use_ignored = asked->request->use_ignored;
    const char *words[] = {"ls-files", "-z", "--others", use_ignored ? NULL : "--exclude-standard",
                           NULL};
    struct path_list names = {0};
    struct text output;
    if (!git_demand(&output, &asked->git, words, asked->error))
        return false;
    git_split(&names, asked->git.arena, &output);
    for (size_t i = 0; i < names.count; i++)
        changes_add_whole(asked->changes, path_of(asked, names.items[i]));
    return true;
}

static bool add_since(struct asked *asked)
{
    const char *base;
    struct diff diff;
    if (!find_base(&base, asked) || !git_shut_filters(&asked->git, asked->error) ||
        !read_diff(&diff, asked, base))
        return false;
    asked->changes->base =
        arena_printf(asked->changes->arena, "%s (merge base %.12s)", asked->request->subject, base);
    for (size_t i = 0; i < diff.count; i++)
        (void)changes_add(asked->changes, path_of(asked, plain(diff.files[i].new_name)),
                          &diff.files[i], NULL);
    return add_untracked(asked);
}

/* ---- staged ---- */

/* While git makes a commit of some files alone, its hooks get an index of their own. Any other
 * index that the environment names is of another repository. */
static bool find_index(struct asked *asked)
{
    static const char *const words[] = {"rev-parse", "--absolute-git-dir", NULL};
    const char *named = getenv("GIT_INDEX_FILE"), *directory;
    bool is_refused;
    if (named == NULL || named[0] == '\0')
        return true;
    if (!ask_line(&directory, &is_refused, asked, words))
        return false;
    const char *path = path_absolute(asked->git.arena, asked->request->directory, named);
    if (!is_refused && text_equal(path_directory(asked->git.arena, path), directory))
        asked->git.index = path;
    return true;
}

static void add_staged_file(struct asked *asked, const struct diff_file *file,
                            const struct diff *unstaged, const struct path_map *index)
{
    size_t at;
    const char *name = plain(file->new_name);
    bool has_more = path_map_get(index, name, &at);
    bool is_there = changes_add(asked->changes, path_of(asked, name), file,
                                has_more ? &unstaged->files[at] : NULL);
    if (has_more && is_there && asked->unstaged++ == 0)
        asked->first_unstaged = name;
}

static bool add_staged(struct asked *asked)
{
    struct diff staged, unstaged;
    if (!find_index(asked) || !git_shut_filters(&asked->git, asked->error) ||
        !read_diff(&staged, asked, "--cached") || !read_diff(&unstaged, asked, NULL))
        return false;
    struct path_map index = {0};
    for (size_t i = 0; i < unstaged.count; i++)
        path_map_set(&index, asked->git.arena, plain(unstaged.files[i].new_name), i);
    for (size_t i = 0; i < staged.count; i++)
        add_staged_file(asked, &staged.files[i], &unstaged, &index);
    asked->changes->base = "HEAD, staged";
    if (asked->unstaged > 0) {
        struct warnings warnings = {asked->changes->arena, asked->changes->warnings};
        warnings_add(
            &warnings,
            "staged files with changes that are not staged: %zu, the first is %s: the text "
            "that is looked at is the work tree's",
            asked->unstaged, asked->first_unstaged);
        asked->changes->warnings = warnings.texts;
    }
    return true;
}

/* ---- repositories ---- */

static bool ask(struct changes *changes, const struct changes_request *request,
                const char *directory, struct error *error)
{
    struct arena scratch;
    arena_init(&scratch);
    struct asked asked = {.changes = changes, .request = request, .error = error};
    asked.git = (struct git){.arena = &scratch, .directory = directory};
    bool ok = request->from == CHANGES_SINCE ? add_since(&asked) : add_staged(&asked);
    arena_release(&scratch);
    return ok;
}

static bool find_root(struct path_list *roots, struct arena *arena,
                      const struct changes_request *request, const char *name, struct error *error)
{
    const char *path = path_absolute(arena, request->directory, name);
    const char *directory = file_is_directory(path) ? path : path_directory(arena, path);
    const char *root = git_find_repository(arena, directory);
    if (root == NULL)
        return error_set(error,
                         "%s lies in no git work tree, so that git cannot say what has "
                         "changed: use --diff FILE",
                         name);
    path_list_add(roots, arena, root);
    return true;
}

bool changes_from_git(struct changes *changes, const struct changes_request *request,
                      struct error *error)
{
    struct path_list roots = {0};
    for (size_t i = 0; i < request->path_count; i++)
        if (!find_root(&roots, changes->arena, request, request->paths[i], error))
            return false;
    if (request->path_count == 0 && !find_root(&roots, changes->arena, request, ".", error))
        return false;
    path_list_sort(&roots);
    for (size_t i = 0; i < roots.count; i++)
        if (!ask(changes, request, roots.items[i], error))
            return false;
    return true;
}
