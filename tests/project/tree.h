/* A directory tree of its own for one test, made of paths and contents and removed again. For the
 * project's tests. */
#ifndef ERRNO_LINT_TESTS_PROJECT_TREE_H
#define ERRNO_LINT_TESTS_PROJECT_TREE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"

struct tree {
    struct arena arena;
    char root[64]; /* absolute, without symbolic links */
};

static inline void tree_init(struct tree *tree)
{
    arena_init(&tree->arena);
    strcpy(tree->root, P_tmpdir "/errno-lint-XXXXXX");
    assert_non_null(mkdtemp(tree->root));
}

static inline int tree_remove_one(const char *path, const struct stat *status, int type,
                                  struct FTW *position)
{
    (void)status;
    (void)type;
    (void)position;
    return remove(path);
}

static inline void tree_release(struct tree *tree)
{
    nftw(tree->root, tree_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    arena_release(&tree->arena);
}

/* The absolute path of a name in the tree. */
static inline const char *tree_path(struct tree *tree, const char *name)
{
    return path_absolute(&tree->arena, tree->root, name);
}

/* Makes the directory and those above it. */
static inline const char *tree_directory(struct tree *tree, const char *name)
{
    char *path = path_absolute(&tree->arena, tree->root, name);
    for (char *slash = path + strlen(tree->root); slash != NULL; slash = strchr(slash + 1, '/')) {
        if (*slash == '/') {
            *slash = '\0';
            mkdir(path, 0777);
            *slash = '/';
        }
    }
    mkdir(path, 0777);
    return path;
}

static inline const char *tree_file(struct tree *tree, const char *name, const char *content)
{
    const char *path = path_absolute(&tree->arena, tree->root, name);
    tree_directory(tree, path_directory(&tree->arena, path));
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    return path;
}

/* Writes a file in which every @ stands for the tree's root. */
static inline const char *tree_rooted(struct tree *tree, const char *name, const char *content)
{
    struct text text;
    text_init(&text, &tree->arena);
    for (; *content != '\0'; content++) {
        if (*content == '@')
            text_add(&text, tree->root);
        else
            text_add_bytes(&text, content, 1);
    }
    return tree_file(tree, name, text_get(&text));
}

/* Runs git in the tree; false where it is not installed or refuses. */
static inline bool tree_git(struct tree *tree, const char *arguments)
{
    return system(arena_printf(&tree->arena, "git -C %s %s >/dev/null 2>&1", tree->root,
                               arguments)) == 0;
}

/* Joins strings with a blank after each, to compare whole lists at once. */
static inline const char *tree_join(struct tree *tree, const char *const *items, size_t count)
{
    struct text text;
    text_init(&text, &tree->arena);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "%s ", items[i]);
    return text_get(&text);
}

/* As tree_join, for paths, as seen from the root. */
static inline const char *tree_join_paths(struct tree *tree, const char *const *items, size_t count)
{
    struct text text;
    text_init(&text, &tree->arena);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "%s ", path_relative(tree->root, items[i]));
    return text_get(&text);
}

#endif
