/* The kept text: a digest of the words that mean an errno, a letter for each source, a line for
 * each chain (the header, a tab, its sources by number). It rests on every file that was read for
 * it, on those that were looked for outside of the tree in vain, and by its key on the sources,
 * their flags and the names of all files of the tree. */
#include "run/selection_kept.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "project/inclusion_graph.h"
#include "project/prefilter.h"
#include "project/project.h"
#include "project/world.h"
#include "run/keep.h"
#include "run/selection.h"
#include "run/session.h"

enum { MOST_FILES = 50000 };

enum { IS_WANTED = 'w', IS_TEST = 't', IS_NEITHER = '-' };

/* NULL where the line is none. */
static const char *read_words(const char *text, struct arena *arena)
{
    size_t length = strcspn(text, "\n");
    bool is_digest = length == DIGEST_TEXT_SIZE - 1 && text[length] == '\n' &&
                     strspn(text, "0123456789abcdef") == length;
    return is_digest ? arena_copy(arena, text, length) : NULL;
}

static bool read_letters(struct selection *into, const char *text, struct arena *arena)
{
    bool *wanted = arena_alloc(arena, into->source_count + 1);
    bool *is_test = arena_alloc(arena, into->source_count + 1);
    for (size_t i = 0; i < into->source_count; i++) {
        if (text[i] != IS_WANTED && text[i] != IS_TEST && text[i] != IS_NEITHER)
            return false;
        is_test[i] = text[i] == IS_TEST;
        wanted[i] = text[i] != IS_NEITHER;
    }
    into->wanted = wanted;
    into->is_test = is_test;
    return text[into->source_count] == '\n';
}

/* The numbers up to the end of the line; NULL where they are no sources. */
static const char *read_numbers(struct chain *chain, const char *at, size_t source_count)
{
    while (*at != '\n') {
        char *end;
        errno = 0;
        unsigned long number = strtoul(at, &end, 10);
        if (end == at || errno != 0 || number >= source_count || chain->count == CHAIN_LENGTH)
            return NULL;
        chain->sources[chain->count++] = number;
        at = end + strspn(end, " ");
    }
    return chain->count > 0 ? at + 1 : NULL;
}

static bool read_chains(struct selection *into, const char *at, struct arena *arena)
{
    size_t capacity = 0;
    while (*at != '\0') {
        size_t length = strcspn(at, "\t\n");
        struct chain chain = {.header = arena_copy(arena, at, length)};
        if (at[length] != '\t')
            return false;
        at = read_numbers(&chain, at + length + 1, into->source_count);
        if (at == NULL)
            return false;
        *(struct chain *)arena_append(arena, &into->chains, &into->chain_count, &capacity,
                                      sizeof chain) = chain;
    }
    return true;
}

bool selection_recall(struct selection *selection, struct keep *keep)
{
    struct arena *arena = selection->session->arena;
    struct selection recalled = *selection;
    size_t length;
    const char *text = keep_find_all(keep, selection->session, arena, &length);
    if (text == NULL || length < DIGEST_TEXT_SIZE + selection->source_count + 1 ||
        strlen(text) != length)
        return false;
    const char *words = read_words(text, arena), *letters = text + DIGEST_TEXT_SIZE;
    if (words == NULL || !read_letters(&recalled, letters, arena) ||
        !read_chains(&recalled, letters + selection->source_count + 1, arena))
        return false;
    keep->world.words = words;
    *selection = recalled;
    return true;
}

/* False where a name does not fit into a line. */
static bool write_all(struct text *text, const struct selection *selection, const char *words)
{
    text_printf(text, "%s\n", words);
    for (size_t i = 0; i < selection->source_count; i++) {
        bool is_test = selection_is_test(selection, i);
        char letter = is_test ? IS_TEST : selection->wanted[i] ? IS_WANTED : IS_NEITHER;
        text_add_bytes(text, &letter, 1);
    }
    text_add(text, "\n");
    for (size_t i = 0; i < selection->chain_count; i++) {
        const struct chain *chain = &selection->chains[i];
        if (strpbrk(chain->header, "\t\n") != NULL)
            return false;
        text_printf(text, "%s\t", chain->header);
        for (size_t j = 0; j < chain->count; j++)
            text_printf(text, "%s%zu", j == 0 ? "" : " ", chain->sources[j]);
        text_add(text, "\n");
    }
    return true;
}

void selection_keep(const struct selection *selection, struct keep *keep,
                    const struct prefilter *prefilter)
{
    const struct inclusion_graph *graph = prefilter_graph(prefilter);
    if (graph->absent.count == ABSENT_LIMIT || graph->file_count > MOST_FILES)
        return; /* to ask for so many takes longer than to read the texts, or too much memory */
    struct arena scratch;
    arena_init(&scratch);
    struct strings questions = {0};
    for (size_t i = 0; i < graph->file_count; i++)
        strings_add(&questions, &scratch, world_ask_file(&scratch, graph->files[i].path));
    for (size_t i = 0; i < graph->absent.count; i++)
        strings_add(&questions, &scratch, world_ask_file(&scratch, graph->absent.items[i]));
    struct text text;
    text_init(&text, &scratch);
    if (write_all(&text, selection, keep->world.words))
        keep_add_all(keep, selection->session, &questions, text_get(&text));
    arena_release(&scratch);
}
