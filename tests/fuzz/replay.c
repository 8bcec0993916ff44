/* A target without a fuzzer: `TARGET FILE|DIRECTORY...` runs it on every file of the corpus, so
 * that what was once found is tried again wherever the tests run, under their sanitizers. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "fuzz/target.h"

static const size_t LARGEST_INPUT = (size_t)1 << 20;

/* An allocation of exactly its size: reading one byte too many is seen. */
static bool replay(const char *path, struct error *error)
{
    struct arena arena;
    arena_init(&arena);
    char *bytes;
    size_t length;
    bool ok = file_read(&bytes, &length, &arena, path, LARGEST_INPUT, error);
    if (ok) {
        uint8_t *input = malloc(length > 0 ? length : 1);
        for (size_t i = 0; input != NULL && i < length; i++)
            input[i] = (uint8_t)bytes[i];
        if (getenv("VERBOSE") != NULL)
            fprintf(stderr, "%s\n", path);
        LLVMFuzzerTestOneInput(input, length);
        free(input);
    }
    arena_release(&arena);
    return ok;
}

static bool replay_directory(size_t *count, const char *directory, struct error *error)
{
    struct dirent **entries;
    int found = scandir(directory, &entries, NULL, alphasort);
    if (found < 0)
        return error_set(error, "%s: cannot be listed", directory);
    bool ok = true;
    for (int i = 0; i < found; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", directory, entries[i]->d_name);
        if (ok && file_is_regular(path)) {
            ok = replay(path, error);
            ++*count;
        }
        free(entries[i]);
    }
    free(entries);
    return ok;
}

int main(int argc, char **argv)
{
    struct error error;
    size_t count = 0;
    LLVMFuzzerInitialize(&argc, &argv);
    for (int i = 1; i < argc; i++) {
        bool is_directory = file_is_directory(argv[i]);
        count += !is_directory;
        if (!(is_directory ? replay_directory(&count, argv[i], &error) : replay(argv[i], &error))) {
            fprintf(stderr, "%s\n", error.text);
            return EXIT_FAILURE;
        }
    }
    printf("%zu inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
