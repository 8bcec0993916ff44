/* Edit distance over short names. A candidate is near when a third of the word's letters (half of a
 * short word's) turn one into the other, or when it begins or ends with the word (xattr: getxattr).
 */
#include "ruledb/nearest.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "ruledb/database.h"

enum { LONGEST = 64 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Insertions, removals and replacements that turn a into b; SIZE_MAX for long names. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t width = strlen(b);
    if (width >= LONGEST || strlen(a) >= LONGEST)
        return SIZE_MAX;
    size_t row[LONGEST];
    for (size_t i = 0; i <= width; i++)
        row[i] = i;
    for (size_t line = 1; a[line - 1] != '\0'; line++) {
        size_t diagonal = row[0];
        row[0] = line;
        for (size_t i = 1; i <= width; i++) {
            size_t replaced = diagonal + (a[line - 1] != b[i - 1]);
            diagonal = row[i];
            row[i] = smallest(row[i] + 1, row[i - 1] + 1, replaced);
        }
    }
    return row[width];
}

void nearest_init(struct nearest *nearest, const char *word)
{
    *nearest = (struct nearest){.word = word};
}

void nearest_offer(struct nearest *nearest, const char *candidate)
{
    const char *word = nearest->word;
    size_t length = strlen(word);
    size_t distance = edit_distance(word, candidate);
    bool is_part =
        length >= 3 && (text_starts_with(candidate, word) || text_ends_with(candidate, word));
    if (distance > (length < 6 ? length / 2 : length / 3) && !is_part)
        return;
    size_t place = nearest->count;
    while (place > 0 && nearest->distances[place - 1] > distance)
        place--;
    if (place == NEAREST_COUNT)
        return;
    if (nearest->count < NEAREST_COUNT)
        nearest->count++;
    for (size_t i = nearest->count - 1; i > place; i--) {
        nearest->names[i] = nearest->names[i - 1];
        nearest->distances[i] = nearest->distances[i - 1];
    }
    nearest->names[place] = candidate;
    nearest->distances[place] = distance;
}

const char *nearest_hint(const struct nearest *nearest, struct arena *arena)
{
    if (nearest->count == 0)
        return "";
    return arena_printf(arena, "; did you mean %s?",
                        names_text(nearest->names, nearest->count, arena));
}

const char *nearest_kind_hint(const struct ruledb *rules, const char *word, struct arena *arena)
{
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t i = 0; i < rules->kind_count; i++)
        nearest_offer(&nearest, rules->kinds[i].name);
    return nearest_hint(&nearest, arena);
}

const char *names_text(const char *const *names, size_t count, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    for (size_t i = 0; i < count; i++)
        text_printf(&text, "%s%s", i > 0 ? ", " : "", names[i]);
    return count > 0 ? text_get(&text) : "none";
}
