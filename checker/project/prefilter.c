/* Two steps behind the reading. Closing: a definition in which an errno's name stands gives its own
 * names the same meaning, until nothing is added. Judging: a source is wanted when such a name
 * stands in it, or when it includes a file whose effect cannot be named. */
#include "project/prefilter.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "project/digest.h"
#include "project/errno_sets.h"
#include "project/inclusion_graph.h"
#include "project/lexer.h"
#include "project/project.h"
#include "ruledb/ruledb.h"

struct hot_header {
    const char *path;
    size_t *candidates; /* sources */
    size_t candidate_count, candidate_capacity;
};

struct prefilter {
    struct arena *arena;
    struct inclusion_graph graph;
    struct errno_sets sets;
    struct word_set header_words; /* all that stand in definitions of headers and flags */
    bool *wanted;                 /* by source */
    struct hot_header *headers;
    size_t header_count, header_capacity;
};

/* ---- closing ---- */

/* Whether its name stands wherever it can matter. An assignment that only calls what names an
 * errno, such as close() of the class, matters where objects of the class are made. */
static bool has_name(const struct errno_sets *sets, const struct definition *definition)
{
    return definition->name_count > 0 &&
           !(definition->is_assignment && errno_sets_name_one_directly(sets, definition));
}

static void note_file(struct prefilter *prefilter, const struct known_definition *known)
{
    const struct definition *definition = &known->definition;
    struct code_file *file = &prefilter->graph.files[known->file];
    if (!definition->is_macro) {
        file->spreads |= !has_name(&prefilter->sets, definition);
        file->is_hot |= definition->has_call;
    }
}

static void close_words(struct prefilter *prefilter)
{
    struct errno_sets *sets = &prefilter->sets;
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < prefilter->graph.definition_count; i++) {
            struct known_definition *known = &prefilter->graph.definitions[i];
            if (!known->is_hot && errno_sets_name_one(sets, &known->definition)) {
                known->is_hot = changed = true;
                errno_sets_add(sets, prefilter->arena, &known->definition, false);
                note_file(prefilter, known);
            }
            if (!known->is_number && errno_sets_use_number(sets, &known->definition)) {
                known->is_number = changed = true;
                errno_sets_add(sets, prefilter->arena, &known->definition, true);
                note_file(prefilter, known);
            }
        }
    }
    for (size_t i = 0; i < prefilter->graph.definition_count; i++)
        errno_sets_note_namer(sets, prefilter->arena, &prefilter->graph.definitions[i].definition);
}

/* What includes such a file, directly or not, is such a file. */
static void spread(struct prefilter *prefilter)
{
    uint32_t *stack =
        arena_alloc(prefilter->arena, (prefilter->graph.file_count + 1) * sizeof *stack);
    size_t depth = 0;
    for (size_t i = 0; i < prefilter->graph.file_count; i++)
        if (prefilter->graph.files[i].spreads)
            stack[depth++] = (uint32_t)i;
    while (depth > 0) {
        const struct code_file *file = &prefilter->graph.files[stack[--depth]];
        for (size_t i = 0; i < file->includer_count; i++) {
            struct code_file *includer = &prefilter->graph.files[file->includers[i]];
            if (!includer->spreads)
                stack[depth++] = file->includers[i];
            includer->spreads = true;
        }
    }
}

/* ---- judging ---- */

static bool has_hot_text(const struct prefilter *prefilter, const char *path)
{
    struct arena scratch;
    arena_init(&scratch);
    size_t length;
    char *bytes = inclusion_graph_text(&scratch, path, &length);
    bool is_hot = bytes == NULL || errno_sets_stand_in(&prefilter->sets, bytes, length);
    arena_release(&scratch);
    return is_hot;
}

/* Whether the source's own text names an errno, by whichever name. */
static void judge_texts(struct prefilter *prefilter)
{
    for (size_t i = 0; i < prefilter->graph.source_file_count; i++) {
        struct code_file *file = &prefilter->graph.files[i];
        if (!file->names_errno)
            file->names_errno = has_hot_text(prefilter, file->path);
        file->spreads |= file->names_errno && file->includer_count > 0;
    }
}

static void judge_sources(struct prefilter *prefilter)
{
    prefilter->wanted = arena_alloc(prefilter->arena, prefilter->graph.source_count + 1);
    for (size_t i = 0; i < prefilter->graph.source_count; i++) {
        const struct project_source *source = &prefilter->graph.sources[i];
        size_t index = 0;
        (void)path_map_get(&prefilter->graph.index, source->path, &index);
        const struct code_file *file = &prefilter->graph.files[index];
        prefilter->wanted[i] =
            source->is_header || source->for_header != NULL || file->names_errno || file->spreads;
    }
}

/* ---- headers ---- */

/* "a/foo.c" for "b/foo.h". */
static bool has_same_stem(const char *a, const char *b)
{
    const char *left = path_base(a), *right = path_base(b);
    size_t length = strcspn(left, ".");
    return length == strcspn(right, ".") && strncmp(left, right, length) == 0;
}

/* A file and those that include it, the nearest first; ended by the file count. */
static const uint32_t *find_includers(const struct inclusion_graph *graph, struct arena *scratch,
                                      uint32_t file, size_t *count)
{
    bool *is_seen = arena_alloc(scratch, graph->file_count);
    uint32_t *queue = arena_alloc(scratch, graph->file_count * sizeof *queue);
    *count = 0;
    queue[(*count)++] = file;
    is_seen[file] = true;
    for (size_t at = 0; at < *count; at++) {
        const struct code_file *from = &graph->files[queue[at]];
        for (size_t i = 0; i < from->includer_count; i++) {
            uint32_t includer = from->includers[i];
            if (!is_seen[includer])
                queue[(*count)++] = includer;
            is_seen[includer] = true;
        }
    }
    return queue;
}

static void add_candidates(struct prefilter *prefilter, struct hot_header *header, uint32_t file)
{
    struct arena scratch;
    arena_init(&scratch);
    size_t count;
    const uint32_t *includers = find_includers(&prefilter->graph, &scratch, file, &count);
    for (int turn = 0; turn < 2; turn++) { /* those with the header's own name first */
        for (size_t i = 0; i < count; i++) {
            if (includers[i] >= prefilter->graph.source_file_count)
                continue;
            size_t source = prefilter->graph.first_sources[includers[i]];
            bool is_same = has_same_stem(prefilter->graph.sources[source].path, header->path);
            if (is_same == (turn == 0))
                *(size_t *)arena_append(prefilter->arena, &header->candidates,
                                        &header->candidate_count, &header->candidate_capacity,
                                        sizeof *header->candidates) = source;
        }
    }
    arena_release(&scratch);
}

static void find_headers(struct prefilter *prefilter)
{
    for (size_t i = prefilter->graph.source_file_count; i < prefilter->graph.file_count; i++) {
        if (!prefilter->graph.files[i].is_hot)
            continue;
        struct hot_header *header =
            arena_append(prefilter->arena, &prefilter->headers, &prefilter->header_count,
                         &prefilter->header_capacity, sizeof *prefilter->headers);
        header->path = prefilter->graph.files[i].path;
        add_candidates(prefilter, header, (uint32_t)i);
    }
}

/* ---- */

static void note_numbers(struct prefilter *prefilter, const struct ruledb *rules)
{
    size_t count;
    const struct rule_call *const *calls = ruledb_calls(rules, &count);
    for (size_t i = 0; i < count; i++)
        if (calls[i]->fails.channel == CHANNEL_RESULT)
            (void)word_set_add(&prefilter->sets.numbers, prefilter->arena,
                               lexeme_hash(calls[i]->name, strlen(calls[i]->name)));
}

static void note_header_words(struct prefilter *prefilter)
{
    for (size_t i = 0; i < prefilter->graph.definition_count; i++) {
        const struct definition *definition = &prefilter->graph.definitions[i].definition;
        for (size_t j = 0; j < definition->word_count; j++)
            (void)word_set_add(&prefilter->header_words, prefilter->arena, definition->words[j]);
    }
}

struct prefilter *prefilter_make(struct arena *arena, const struct project_source *sources,
                                 size_t count, const struct headers *headers,
                                 const struct ruledb *rules)
{
    struct prefilter *prefilter = arena_alloc(arena, sizeof *prefilter);
    prefilter->arena = arena;
    inclusion_graph_read(&prefilter->graph, arena, sources, count, headers);
    note_numbers(prefilter, rules);
    note_header_words(prefilter);
    close_words(prefilter);
    judge_texts(prefilter);
    spread(prefilter);
    judge_sources(prefilter);
    find_headers(prefilter);
    return prefilter;
}

const struct inclusion_graph *prefilter_graph(const struct prefilter *prefilter)
{
    return &prefilter->graph;
}

bool prefilter_wants(const struct prefilter *prefilter, size_t source)
{
    return prefilter->wanted[source];
}

size_t prefilter_header_count(const struct prefilter *prefilter)
{
    return prefilter->header_count;
}

const char *prefilter_header(const struct prefilter *prefilter, size_t header)
{
    return prefilter->headers[header].path;
}

bool prefilter_candidate(const struct prefilter *prefilter, size_t header, size_t attempt,
                         size_t *source)
{
    const struct hot_header *from = &prefilter->headers[header];
    if (attempt >= from->candidate_count)
        return false;
    *source = from->candidates[attempt];
    return true;
}

/* ---- the words of one source ---- */

/* Whether what the definition means is seen where its names stand, in this source. */
static bool is_confined(const struct prefilter *prefilter, const struct definition *definition)
{
    for (size_t i = 0; i < definition->name_count && definition->is_macro; i++)
        if (word_set_has(&prefilter->header_words, definition->names[i]))
            return false;
    return definition->name_count > 0 && !definition->is_assignment;
}

/* Closes over the definitions of the source's own text. False where one means more than its names
 * can say, or is a macro that definitions in headers may use. */
static bool close_own(struct errno_sets *own, const struct prefilter *prefilter,
                      struct arena *arena, const struct file_text *text)
{
    bool *is_hot = arena_alloc(arena, text->definition_count + 1);
    bool *is_number = arena_alloc(arena, text->definition_count + 1);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < text->definition_count; i++) {
            const struct definition *definition = &text->definitions[i];
            bool gets_hot = !is_hot[i] && errno_sets_name_one(own, definition);
            bool gets_number = !is_number[i] && errno_sets_use_number(own, definition);
            if ((gets_hot || gets_number) && !is_confined(prefilter, definition))
                return false;
            if (gets_hot)
                errno_sets_add(own, arena, definition, false);
            if (gets_number)
                errno_sets_add(own, arena, definition, true);
            is_hot[i] |= gets_hot;
            is_number[i] |= gets_number;
            changed |= gets_hot || gets_number;
        }
    }
    for (size_t i = 0; i < text->definition_count; i++)
        errno_sets_note_namer(own, arena, &text->definitions[i]);
    return true;
}

const struct errno_sets *prefilter_words(const struct prefilter *prefilter, struct arena *arena,
                                         const char *source)
{
    size_t index, length;
    if (!path_map_get(&prefilter->graph.index, source, &index) ||
        prefilter->graph.files[index].spreads)
        return NULL;
    char *bytes = inclusion_graph_text(arena, source, &length);
    if (bytes == NULL)
        return NULL;
    struct file_text text = {0};
    definitions_read(&text, arena, bytes, length, true);
    struct errno_sets *own = arena_alloc(arena, sizeof *own);
    own->outer = &prefilter->sets;
    return close_own(own, prefilter, arena, &text) ? own : NULL;
}

static void add_words(struct digester *digester, const struct word_set *set)
{
    struct arena scratch;
    arena_init(&scratch);
    digest_add(digester, word_set_list(set, &scratch), set->count * sizeof(uint32_t));
    arena_release(&scratch);
}

void prefilter_digest_words(struct digest *digest, const struct prefilter *prefilter)
{
    struct digester digester;
    digest_begin(&digester);
    add_words(&digester, &prefilter->sets.hot);
    add_words(&digester, &prefilter->sets.hot_calls);
    add_words(&digester, &prefilter->sets.namers);
    add_words(&digester, &prefilter->sets.numbers);
    for (size_t i = 0; i < prefilter->graph.source_file_count; i++)
        if (prefilter->graph.files[i].spreads)
            digest_add_string(&digester, prefilter->graph.files[i].path);
    *digest = digest_end(&digester);
}
