/* Every option that takes a word from a closed list goes through here, so that a typing error gets
 * the same answer everywhere: the nearest word, and all that are allowed. */
#include "run/vocabulary.h"

#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "run/pages.h"

enum { LONGEST_WORD = 63, CLOSE_EDITS = 3 };

bool vocabulary_find_check(enum check *check, const char *word)
{
    const char *prefix = "errno-lint-";
    if (text_starts_with(word, prefix))
        word += strlen(prefix);
    return check_find(check, word) && page_of_check(*check) != NULL;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance, one row at a time. Words above LONGEST_WORD are far from everything. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t row[LONGEST_WORD + 1];
    size_t width = strlen(b);
    if (width > LONGEST_WORD || strlen(a) > LONGEST_WORD)
        return LONGEST_WORD;
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            size_t above = row[j + 1];
            row[j + 1] = smallest(above + 1, row[j] + 1, diagonal + (a[i] != b[j]));
            diagonal = above;
        }
    }
    return row[width];
}

const char *vocabulary_nearest(const char *word, const char *const *candidates, size_t count)
{
    const char *nearest = NULL;
    size_t least = CLOSE_EDITS + 1;
    for (size_t i = 0; i < count; i++) {
        size_t distance = edit_distance(word, candidates[i]);
        if (distance < least && distance < strlen(candidates[i])) {
            least = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

bool vocabulary_unknown(struct arena *arena, const char *option, const char *word,
                        const char *const *allowed, size_t count, struct error *error)
{
    struct text list;
    text_init(&list, arena);
    for (size_t i = 0; i < count; i++)
        text_printf(&list, "%s%s", i == 0 ? "" : ", ", allowed[i]);
    const char *nearest = vocabulary_nearest(word, allowed, count);
    if (nearest != NULL)
        return error_set(error, "%s: unknown word '%s': did you mean '%s'? Allowed: %s", option,
                         word, nearest, text_get(&list));
    return error_set(error, "%s: unknown word '%s'. Allowed: %s", option, word, text_get(&list));
}

/* Takes the next word off a list separated by commas; false at its end. */
static bool next_word(char **word, struct arena *arena, const char **list)
{
    if (*list == NULL)
        return false;
    size_t length = strcspn(*list, ",");
    *word = arena_copy(arena, *list, length);
    *list = (*list)[length] == ',' ? *list + length + 1 : NULL;
    return true;
}

bool vocabulary_read_checks(bool checks[CHECK_COUNT], bool value, struct arena *arena,
                            const char *option, const char *list, struct error *error)
{
    const char *allowed[CHECK_COUNT + 1];
    size_t count = 0;
    for (enum check check = 0; check < CHECK_COUNT; check++) {
        if (page_of_check(check) != NULL)
            allowed[count++] = check_word(check);
    }
    allowed[count++] = "all";
    char *word;
    while (next_word(&word, arena, &list)) {
        enum check check = CHECK_COUNT;
        bool is_all = strcmp(word, "all") == 0;
        if (!is_all && !vocabulary_find_check(&check, word))
            return vocabulary_unknown(arena, option, word, allowed, count, error);
        for (enum check i = 0; i < CHECK_COUNT; i++) {
            if (is_all || i == check)
                checks[i] = value;
        }
    }
    return true;
}

bool vocabulary_read_classes(bool classes[CLASS_COUNT], struct arena *arena, const char *option,
                             const char *list, struct error *error)
{
    const char *allowed[CLASS_COUNT + 1];
    for (enum errno_class class = 0; class < CLASS_COUNT; class ++)
        allowed[class] = class_word(class);
    allowed[CLASS_COUNT] = "all";
    char *word;
    while (next_word(&word, arena, &list)) {
        enum errno_class class = CLASS_COUNT;
        bool is_all = strcmp(word, "all") == 0;
        if (!is_all && !class_find(&class, word))
            return vocabulary_unknown(arena, option, word, allowed, CLASS_COUNT + 1, error);
        for (enum errno_class i = 0; i < CLASS_COUNT; i++) {
            if (is_all || i == class)
                classes[i] = true;
        }
    }
    return true;
}
