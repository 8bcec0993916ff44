/* Sorting and dropping double entries. Each comparison first asks for the key under which two
 * entries are the same thing, then for what decides between two of them: the one that sorts first
 * stays. The comparisons go on until nothing that is printed differs, because qsort() is not stable
 * and workers deliver in any order. */
#include "findings/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "findings/findings.h"

static int compare_numbers(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_spots(const struct spot *a, const struct spot *b)
{
    int order = strcmp(a->file == NULL ? "" : a->file, b->file == NULL ? "" : b->file);
    if (order == 0)
        order = compare_numbers(a->line, b->line);
    return order != 0 ? order : compare_numbers(a->column, b->column);
}

static int compare_finding_keys(const struct finding *a, const struct finding *b)
{
    int order = compare_spots(&a->spot, &b->spot);
    if (order == 0)
        order = compare_numbers(a->check, b->check);
    return order != 0 ? order : strcmp(a->call, b->call);
}

static int compare_missing(const struct finding *a, const struct finding *b)
{
    int order = compare_numbers(b->missing_count, a->missing_count); /* more first */
    for (size_t i = 0; order == 0 && i < a->missing_count; i++)
        order = strcmp(a->missing[i].name, b->missing[i].name);
    return order;
}

static int compare_findings(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = compare_finding_keys(a, b);
    if (order == 0)
        order = compare_numbers(b->level, a->level); /* the worse one first */
    if (order == 0)
        order = compare_missing(a, b);
    if (order == 0)
        order = strcmp(a->message, b->message);
    if (order == 0)
        order = strcmp(a->function, b->function);
    if (order == 0)
        order = compare_spots(&a->call_spot, &b->call_spot);
    return order != 0 ? order : compare_numbers(b->step_count, a->step_count);
}

/* The same finding once more, as when several sources see one header; two calls of one function
 * that reach the same assertion are two findings. */
static bool is_repeated(const struct finding *a, const struct finding *b)
{
    bool is_other_call =
        strcmp(a->function, b->function) == 0 && compare_spots(&a->call_spot, &b->call_spot) != 0;
    return compare_finding_keys(a, b) == 0 && !is_other_call;
}

size_t order_findings(struct finding *items, size_t count)
{
    if (count < 2)
        return count;
    qsort(items, count, sizeof *items, compare_findings);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (!is_repeated(&items[kept - 1], &items[i]))
            items[kept++] = items[i];
    return kept;
}

static int compare_site_keys(const struct site *a, const struct site *b)
{
    int order = compare_spots(&a->spot, &b->spot);
    return order != 0 ? order : strcmp(a->call, b->call);
}

static int compare_sites(const void *left, const void *right)
{
    const struct site *a = left, *b = right;
    int order = compare_site_keys(a, b);
    if (order == 0) /* the reasons stand in this order: reported, judgement, blindness */
        order = compare_numbers(a->reason, b->reason);
    if (order == 0)
        order = compare_numbers(b->residual_count, a->residual_count);
    if (order == 0)
        order = strcmp(a->function, b->function);
    if (order == 0)
        order = strcmp(a->assertion, b->assertion);
    return order != 0 ? order : memcmp(&a->treated, &b->treated, sizeof a->treated);
}

/* An assertion function knows nothing of the error that it is given: what its callers tell of it
 * counts. What one source leaves out another one may see, and then knows the call. */
static bool is_seen_elsewhere(const struct site *alone, const struct site *seen)
{
    bool is_left_out = alone->reason == REASON_INACTIVE;
    return alone->call[0] == '\0' && reason_is_blind(alone->reason) &&
           compare_spots(&alone->spot, &seen->spot) == 0 &&
           (is_left_out || strcmp(alone->function, seen->function) != 0);
}

size_t order_sites(struct site *sites, size_t count)
{
    if (count < 2)
        return count;
    qsort(sites, count, sizeof *sites, compare_sites);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (compare_site_keys(&sites[kept - 1], &sites[i]) == 0)
            continue;
        if (!is_seen_elsewhere(&sites[kept - 1], &sites[i]))
            kept++;
        sites[kept - 1] = sites[i];
    }
    return kept;
}

static int compare_notes(const void *left, const void *right)
{
    const struct file_note *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    return order != 0 ? order : strcmp(a->reason, b->reason);
}

size_t order_notes(struct file_note *notes, size_t count)
{
    if (count < 2)
        return count;
    qsort(notes, count, sizeof *notes, compare_notes);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (strcmp(notes[kept - 1].file, notes[i].file) != 0)
            notes[kept++] = notes[i];
    return kept;
}
