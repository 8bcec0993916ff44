/* Errno names, their aliases, and sets of them. For every layer above base.
 * Names are the keys, never numbers (they differ per architecture). Names that share a value on Linux
 * (EAGAIN/EWOULDBLOCK, ENOTSUP/EOPNOTSUPP, EDEADLK/EDEADLOCK) are one errno here. */
#ifndef ERRNO_LINT_ERRNOS_ERRNOS_H
#define ERRNO_LINT_ERRNOS_ERRNOS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* ERRNO_NONE, then one enumerator id_NAME for each name, in the names' order. */
enum errno_id {
    ERRNO_NONE,
#define ERRNO_NAME(name, text) id_##name,
#include "errnos/names.def"
#undef ERRNO_NAME
    ERRNO_COUNT
};

/* The errno with this name or alias ("ENOENT", "EWOULDBLOCK"); ERRNO_NONE where there is none. */
enum errno_id errno_find(const char *name);
enum errno_id errno_find_bytes(const char *name, size_t length);

/* Its first name; "?" for ERRNO_NONE. ENOTSUP is printed so, not as EOPNOTSUPP. */
const char *errno_name(enum errno_id id);

/* What strerror() says in English; "" for ERRNO_NONE. */
const char *errno_text(enum errno_id id);

enum { ERRNO_WORDS = (ERRNO_COUNT + 63) / 64 };

/* A set of errnos; a zeroed one is empty. */
struct errno_set {
    uint64_t words[ERRNO_WORDS];
};

struct errno_set errno_set_empty(void);
struct errno_set errno_set_all(void); /* without ERRNO_NONE */
struct errno_set errno_set_of(enum errno_id id);
void errno_set_add(struct errno_set *set, enum errno_id id);
void errno_set_remove(struct errno_set *set, enum errno_id id);
bool errno_set_has(const struct errno_set *set, enum errno_id id);
bool errno_set_is_empty(const struct errno_set *set);
bool errno_set_equal(const struct errno_set *a, const struct errno_set *b);
size_t errno_set_count(const struct errno_set *set);
struct errno_set errno_set_union(struct errno_set a, struct errno_set b);
struct errno_set errno_set_intersect(struct errno_set a, struct errno_set b);
struct errno_set errno_set_subtract(struct errno_set a, struct errno_set b);

/* "ENODATA, ENOTSUP" in the names' order; "none" for an empty set. In the arena. */
const char *errno_set_text(const struct errno_set *set, struct arena *arena);

#endif
