/* A program of the build: loads the rule files with the loader that --rules uses and writes them as
 * constant tables in C. A mistake in a rule file so ends the build, with the file and the JSON
 * pointer. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "ruledb/builtin/builtin.h"
#include "ruledb/load.h"

enum { LARGEST_FILE = 64 * 1024 * 1024 };

/* A file that would stay the same is not touched, so that nothing is compiled again. */
static bool has_content(const char *path, const char *content, struct arena *arena)
{
    char *bytes;
    size_t length;
    struct error error;
    return file_is_regular(path) && file_read(&bytes, &length, arena, path, LARGEST_FILE, &error) &&
           strcmp(bytes, content) == 0;
}

static bool write_file(const char *path, const char *content, struct error *error)
{
    FILE *file = fopen(path, "w");
    if (file == NULL)
        return error_set_errno(error, errno, "%s: the file cannot be written", path);
    bool is_written = fputs(content, file) >= 0;
    return (fclose(file) == 0 && is_written) ||
           error_set(error, "%s: the file could not be written whole", path);
}

static bool compile_rules(const char *output, struct arena *arena, struct error *error)
{
    struct rule_sources sources;
    const struct ruledb *rules;
    struct text text;
    builtin_sources(&sources, arena);
    if (!ruledb_load_sources(&rules, arena, &sources, error))
        return error_wrap(error, "rules");
    text_init(&text, arena);
    write_rules(&text, rules);
    return has_content(output, text_get(&text), arena) ||
           write_file(output, text_get(&text), error);
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error error;
    if (argc != 2) {
        fputs("usage: compile-rules OUTPUT.c\n", stderr);
        return 2;
    }
    arena_init(&arena);
    bool ok = compile_rules(argv[1], &arena, &error);
    if (!ok)
        fprintf(stderr, "%s\n", error.text);
    arena_release(&arena);
    return ok ? 0 : 1;
}
