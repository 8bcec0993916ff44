/* The table of errno names comes from names.def; everything here is a projection of it. */
#include "errnos/errnos.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

struct errno_entry {
    const char *name;
    const char *text;
};

static const struct errno_entry ENTRIES[ERRNO_COUNT] = {
    {"?", ""},
#define ERRNO_NAME(name, text) {#name, text},
#include "errnos/names.def"
#undef ERRNO_NAME
};

struct alias {
    const char *name;
    enum errno_id id;
};

static const struct alias ALIASES[] = {
#define ERRNO_ALIAS(alias, name) {#alias, id_##name},
#include "errnos/names.def"
#undef ERRNO_ALIAS
};

/* A name as a piece of a longer text. */
struct piece {
    const char *bytes;
    size_t length;
};

static int compare_piece(const void *key, const void *entry)
{
    const struct piece *piece = key;
    const char *name = *(const char *const *)entry; /* first member of both structs */
    size_t length = strlen(name), common = piece->length < length ? piece->length : length;
    int order = memcmp(piece->bytes, name, common);
    return order != 0 ? order : (piece->length > length) - (piece->length < length);
}

enum errno_id errno_find_bytes(const char *name, size_t length)
{
    struct piece piece = {name, length};
    const struct errno_entry *entry =
        bsearch(&piece, ENTRIES + 1, ERRNO_COUNT - 1, sizeof ENTRIES[0], compare_piece);
    if (entry != NULL)
        return (enum errno_id)(entry - ENTRIES);
    const struct alias *alias = bsearch(&piece, ALIASES, sizeof ALIASES / sizeof ALIASES[0],
                                        sizeof ALIASES[0], compare_piece);
    return alias == NULL ? ERRNO_NONE : alias->id;
}

enum errno_id errno_find(const char *name)
{
    return name == NULL ? ERRNO_NONE : errno_find_bytes(name, strlen(name));
}

const char *errno_name(enum errno_id id)
{
    return id == id_EOPNOTSUPP ? "ENOTSUP" : ENTRIES[id].name;
}

const char *errno_text(enum errno_id id)
{
    return ENTRIES[id].text;
}

struct errno_set errno_set_empty(void)
{
    return (struct errno_set){0};
}

struct errno_set errno_set_all(void)
{
    struct errno_set set = {0};
    for (int id = ERRNO_NONE + 1; id < ERRNO_COUNT; id++)
        errno_set_add(&set, (enum errno_id)id);
    return set;
}

struct errno_set errno_set_of(enum errno_id id)
{
    struct errno_set set = {0};
    errno_set_add(&set, id);
    return set;
}

void errno_set_add(struct errno_set *set, enum errno_id id)
{
    set->words[id / 64] |= (uint64_t)1 << (id % 64);
}

void errno_set_remove(struct errno_set *set, enum errno_id id)
{
    set->words[id / 64] &= ~((uint64_t)1 << (id % 64));
}

bool errno_set_has(const struct errno_set *set, enum errno_id id)
{
    return (set->words[id / 64] >> (id % 64)) & 1;
}

bool errno_set_is_empty(const struct errno_set *set)
{
    return errno_set_count(set) == 0;
}

bool errno_set_equal(const struct errno_set *a, const struct errno_set *b)
{
    for (size_t i = 0; i < ERRNO_WORDS; i++)
        if (a->words[i] != b->words[i])
            return false;
    return true;
}

size_t errno_set_count(const struct errno_set *set)
{
    size_t count = 0;
    for (size_t i = 0; i < ERRNO_WORDS; i++)
        for (uint64_t rest = set->words[i]; rest != 0; rest &= rest - 1)
            count++;
    return count;
}

struct errno_set errno_set_union(struct errno_set a, struct errno_set b)
{
    for (size_t i = 0; i < ERRNO_WORDS; i++)
        a.words[i] |= b.words[i];
    return a;
}

struct errno_set errno_set_intersect(struct errno_set a, struct errno_set b)
{
    for (size_t i = 0; i < ERRNO_WORDS; i++)
        a.words[i] &= b.words[i];
    return a;
}

struct errno_set errno_set_subtract(struct errno_set a, struct errno_set b)
{
    for (size_t i = 0; i < ERRNO_WORDS; i++)
        a.words[i] &= ~b.words[i];
    return a;
}

const char *errno_set_text(const struct errno_set *set, struct arena *arena)
{
    struct text text;
    text_init(&text, arena);
    for (int id = ERRNO_NONE + 1; id < ERRNO_COUNT; id++)
        if (errno_set_has(set, (enum errno_id)id))
            text_printf(&text, "%s%s", text.length > 0 ? ", " : "", errno_name((enum errno_id)id));
    return text.length > 0 ? text_get(&text) : "none";
}
