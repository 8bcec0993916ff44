/* A system header that one of the project's files includes is an entry. What a source surely
 * includes gives it a set of entries, through all the project's headers on the way. Sets of entries
 * that most sources have in common are tried, from the most frequent entry on: each entry more
 * saves more per source and loses the sources that do not include it. */
#include "run/header_choice.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "frontend/precompile.h"
#include "project/path_map.h"

/* A file, and what it includes. */
struct choice_node {
    const char *path;
    size_t *edges; /* indexes of inclusions */
    size_t edge_count, edge_capacity;
    size_t size; /* bytes; of system headers and what they include */
    bool is_system;
};

/* What one more parse costs, in sources that would have to gain by it. */
enum { COST = 3, NOWHERE = 0 };

static size_t node_of(struct header_choice *choice, struct path_map *map, const char *path)
{
    size_t index;
    const char *key = path == NULL ? "" : path;
    if (path_map_get(map, key, &index))
        return index;
    index = choice->node_count;
    struct choice_node *node = arena_append(choice->arena, &choice->nodes, &choice->node_count,
                                            &choice->node_capacity, sizeof *node);
    node->path = key;
    node->is_system = path != NULL && choice->is_system(choice->context, path);
    struct stat status;
    if (path != NULL && stat(path, &status) == 0)
        node->size = (size_t)status.st_size;
    path_map_set(map, choice->arena, key, index);
    return index;
}

static void read_nodes(struct header_choice *choice)
{
    const struct inclusions *inclusions = choice->inclusions;
    size_t *targets = arena_alloc(choice->arena, (inclusions->count + 1) * sizeof *targets);
    choice->edge_nodes = targets;
    struct path_map map = {0};
    (void)node_of(choice, &map, NULL); /* the text: NOWHERE */
    for (size_t i = 0; i < inclusions->count; i++) {
        size_t from = node_of(choice, &map, inclusions->items[i].from);
        targets[i] = node_of(choice, &map, inclusions->items[i].to);
        struct choice_node *node = &choice->nodes[from];
        *(size_t *)arena_append(choice->arena, &node->edges, &node->edge_count,
                                &node->edge_capacity, sizeof *node->edges) = i;
    }
}

/* Entries, by inclusion; 1 + index, 0 = it is none. */
static size_t *read_entries(struct header_choice *choice)
{
    const struct inclusions *inclusions = choice->inclusions;
    size_t *entries = arena_alloc(choice->arena, (inclusions->count + 1) * sizeof *entries);
    struct path_map known = {0};
    for (size_t i = 0; i < choice->node_count; i++) {
        const struct choice_node *node = &choice->nodes[i];
        for (size_t j = 0; j < node->edge_count && !node->is_system; j++) {
            size_t edge = node->edges[j], index;
            const char *name = inclusions->items[edge].name;
            if (!choice->nodes[choice->edge_nodes[edge]].is_system)
                continue;
            if (!path_map_get(&known, name, &index)) {
                index = choice->name_count;
                path_map_set(&known, choice->arena, name, index);
                *(const char **)arena_append(choice->arena, &choice->names, &choice->name_count,
                                             &choice->name_capacity, sizeof(const char *)) = name;
                size_t count = index;
                *(size_t *)arena_append(choice->arena, &choice->name_nodes, &count,
                                        &choice->name_node_capacity, sizeof *choice->name_nodes) =
                    choice->edge_nodes[edge];
            }
            entries[edge] = index + 1;
        }
    }
    return entries;
}

/* Notes the entries behind an inclusion. */
static void follow(const struct header_choice *choice, const size_t *entries, size_t inclusion,
                   bool *has)
{
    struct arena scratch;
    arena_init(&scratch);
    bool *is_seen = arena_alloc(&scratch, choice->node_count);
    size_t *stack = arena_alloc(&scratch, (choice->inclusions->count + 1) * sizeof *stack),
           depth = 0;
    stack[depth++] = inclusion;
    while (depth > 0) {
        size_t edge = stack[--depth], at = choice->edge_nodes[edge];
        const struct choice_node *node = &choice->nodes[at];
        if (entries[edge] > 0)
            has[entries[edge] - 1] = true;
        if (node->is_system || is_seen[at])
            continue;
        is_seen[at] = true;
        for (size_t i = 0; i < node->edge_count; i++)
            stack[depth++] = node->edges[i];
    }
    arena_release(&scratch);
}

void header_choice_open(struct header_choice *choice)
{
    read_nodes(choice);
    size_t *entries = read_entries(choice);
    bool **of_element = arena_alloc(choice->arena, (choice->element_count + 1) * sizeof(bool *));
    for (size_t i = 0; i < choice->element_count; i++)
        of_element[i] = arena_alloc(choice->arena, choice->name_count + 1);
    const struct choice_node *text = &choice->nodes[NOWHERE];
    for (size_t i = 0; i < text->edge_count; i++)
        for (size_t j = 0; j < choice->element_count; j++)
            if (strcmp(choice->elements[j], choice->inclusions->items[text->edges[i]].name) == 0)
                follow(choice, entries, text->edges[i], of_element[j]);
    choice->has = arena_alloc(choice->arena, (choice->source_count + 1) * sizeof(bool *));
    for (size_t i = 0; i < choice->source_count; i++) {
        choice->has[i] = arena_alloc(choice->arena, choice->name_count + 1);
        for (size_t j = 0; j < choice->sources[i].count; j++)
            for (size_t k = 0; k < choice->name_count; k++)
                choice->has[i][k] |= of_element[choice->sources[i].items[j]][k];
    }
    choice->is_taken = arena_alloc(choice->arena, choice->source_count + 1);
}

struct rank {
    size_t name, count;
};

/* The most frequent first. */
static int compare_ranks(const void *a, const void *b)
{
    const struct rank *left = a, *right = b;
    if (left->count != right->count)
        return left->count < right->count ? 1 : -1;
    return (left->name > right->name) - (left->name < right->name);
}

static struct rank *rank_names(const struct header_choice *choice, struct arena *scratch)
{
    struct rank *ranks = arena_alloc(scratch, (choice->name_count + 1) * sizeof *ranks);
    for (size_t i = 0; i < choice->name_count; i++) {
        ranks[i].name = i;
        for (size_t j = 0; j < choice->source_count; j++)
            ranks[i].count += !choice->is_taken[j] && choice->has[j][i];
    }
    qsort(ranks, choice->name_count, sizeof *ranks, compare_ranks);
    return ranks;
}

/* Bytes that were read for the header and for none before. The files may be known from one place
 * alone: a file that was guarded when it was included once more shows nothing there. */
static size_t weigh(const struct header_choice *choice, size_t node, bool *is_seen, size_t *stack)
{
    size_t depth = 0, weight = 0;
    stack[depth++] = node;
    while (depth > 0) {
        size_t at = stack[--depth];
        if (is_seen[at])
            continue;
        is_seen[at] = true;
        weight += choice->nodes[at].size;
        for (size_t i = 0; i < choice->nodes[at].edge_count; i++)
            stack[depth++] = choice->edge_nodes[choice->nodes[at].edges[i]];
    }
    return weight;
}

/* How many of the ranked names to take; 0 = none. */
static size_t find_best(const struct header_choice *choice, struct arena *scratch,
                        const struct rank *ranks)
{
    bool *is_seen = arena_alloc(scratch, choice->node_count + 1);
    bool *is_out = arena_alloc(scratch, choice->source_count + 1);
    size_t *stack =
        arena_alloc(scratch, (choice->inclusions->count + choice->node_count + 1) * sizeof *stack);
    size_t best = 0, most = 0, weight = 0;
    for (size_t i = 0; i < choice->name_count; i++) {
        size_t left = 0;
        weight += weigh(choice, choice->name_nodes[ranks[i].name], is_seen, stack);
        for (size_t j = 0; j < choice->source_count; j++) {
            is_out[j] |= choice->is_taken[j] || !choice->has[j][ranks[i].name];
            left += !is_out[j];
        }
        size_t gain = left > COST ? weight * (left - COST) : 0;
        if (gain > most) {
            most = gain;
            best = i + 1;
        }
    }
    return best;
}

bool header_choice_next(struct header_choice *choice, const char ***names, size_t *name_count,
                        size_t **sources, size_t *source_count)
{
    struct arena scratch;
    arena_init(&scratch);
    struct rank *ranks = rank_names(choice, &scratch);
    size_t best = find_best(choice, &scratch, ranks);
    bool *is_in = arena_alloc(&scratch, choice->name_count + 1);
    for (size_t i = 0; i < best; i++)
        is_in[ranks[i].name] = true;
    *names = arena_alloc(choice->arena, (best + 1) * sizeof **names);
    *sources = arena_alloc(choice->arena, (choice->source_count + 1) * sizeof **sources);
    *name_count = *source_count = 0;
    for (size_t i = 0; i < choice->name_count; i++)
        if (is_in[i])
            (*names)[(*name_count)++] = choice->names[i];
    for (size_t i = 0; i < choice->source_count && best > 0; i++) {
        bool fits = !choice->is_taken[i];
        for (size_t j = 0; j < best; j++)
            fits = fits && choice->has[i][ranks[j].name];
        if (!fits)
            continue;
        choice->is_taken[i] = true;
        (*sources)[(*source_count)++] = i;
    }
    arena_release(&scratch);
    return best > 0;
}
