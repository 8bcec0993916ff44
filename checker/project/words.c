/* The "command" of a compile database is a shell command as one string. Build tools write it with
 * the quoting of a POSIX shell and without variables, so splitting needs no shell and runs nothing.
 */
#include "project/words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "project/paths.h"

enum {
    DEPTH_LIMIT = 8,          /* response files within response files */
    WORD_LIMIT = 100000,      /* words of one command */
    FILE_LIMIT = 1024 * 1024, /* bytes of one response file */
    FILES_LIMIT = 64,         /* response files of one command */
};

/* Copies one word from *in into `out`, without its quotes, and moves *in behind it. */
static size_t copy_word(char *out, const char **in, bool ends_at_operator)
{
    size_t length = 0;
    char quote = '\0';
    const char *at = *in;
    for (; *at != '\0'; at++) {
        if (quote == '\'' && *at != '\'') {
            out[length++] = *at;
        } else if (*at == quote && quote != '\0') {
            quote = '\0';
        } else if (*at == '\\' && at[1] != '\0') {
            /* Within double quotes a backslash only protects what is special there. */
            if (quote == '"' && strchr("\"\\$`\n", at[1]) == NULL)
                out[length++] = '\\';
            at++;
            if (*at != '\n')
                out[length++] = *at;
        } else if (quote == '\0' && (*at == '\'' || *at == '"')) {
            quote = *at;
        } else if (quote == '\0' && (isspace((unsigned char)*at) ||
                                     (ends_at_operator && strchr(";|&", *at) != NULL))) {
            break;
        } else {
            out[length++] = *at;
        }
    }
    *in = at;
    return length;
}

static void split(struct path_list *words, struct arena *arena, const char *text,
                  bool ends_at_operator)
{
    char *buffer = arena_alloc(arena, strlen(text) + 1);
    for (;;) {
        while (isspace((unsigned char)*text))
            text++;
        if (*text == '\0' || (ends_at_operator && strchr(";|&", *text) != NULL))
            return;
        size_t length = copy_word(buffer, &text, ends_at_operator);
        path_list_add(words, arena, arena_copy(arena, buffer, length));
    }
}

void words_split(struct path_list *words, struct arena *arena, const char *command)
{
    split(words, arena, command, true);
}

void words_split_file(struct path_list *words, struct arena *arena, const char *text)
{
    split(words, arena, text, false);
}

struct expansion {
    struct path_list *out;
    struct arena *arena;
    const char *directory;
    size_t files;
    size_t lost;
};

static void expand(struct expansion *expansion, const struct path_list *words, int depth)
{
    for (size_t i = 0; i < words->count && expansion->out->count < WORD_LIMIT; i++) {
        const char *word = words->items[i];
        if (word[0] != '@' || word[1] == '\0') {
            path_list_add(expansion->out, expansion->arena, word);
            continue;
        }
        const char *path = path_join(expansion->arena, expansion->directory, word + 1);
        char *bytes;
        size_t length;
        if (depth >= DEPTH_LIMIT || expansion->files >= FILES_LIMIT ||
            !file_read(&bytes, &length, expansion->arena, path, FILE_LIMIT, NULL)) {
            expansion->lost++;
            continue;
        }
        expansion->files++;
        struct path_list inner = {0};
        words_split_file(&inner, expansion->arena, bytes);
        expand(expansion, &inner, depth + 1);
    }
}

void words_expand(struct path_list *out, struct arena *arena, const struct path_list *words,
                  const char *directory, size_t *lost)
{
    struct expansion expansion = {.out = out, .arena = arena, .directory = directory};
    expand(&expansion, words, 0);
    if (lost != NULL)
        *lost = expansion.lost;
}

static bool is_launcher(const char *word)
{
    static const char *const LAUNCHERS[] = {"ccache",    "distcc", "sccache",   "icecc",
                                            "icerun",    "gomacc", "rewrapper", "buildcache",
                                            "fastbuild", "nice",   "env"};
    const char *name = path_base(word);
    for (size_t i = 0; i < sizeof LAUNCHERS / sizeof LAUNCHERS[0]; i++)
        if (text_equal(name, LAUNCHERS[i]))
            return true;
    return false;
}

/* NAME=value before a program. */
static bool is_assignment(const char *word)
{
    const char *sign = strchr(word, '=');
    if (sign == NULL || sign == word)
        return false;
    for (const char *at = word; at < sign; at++)
        if (!isalnum((unsigned char)*at) && *at != '_')
            return false;
    return true;
}

size_t words_skip_program(const struct path_list *words, size_t *compiler)
{
    size_t at = 0;
    while (at < words->count && (is_launcher(words->items[at]) || is_assignment(words->items[at])))
        at++;
    /* A database made for a tool, or a file of flags, may start with a flag at once. */
    bool has_compiler = at < words->count && words->items[at][0] != '-';
    *compiler = at;
    return has_compiler ? at + 1 : at;
}
