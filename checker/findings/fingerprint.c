/* Fingerprints: how a finding is known again in a later run, by baselines and by services that show
 * results over time. Lines move with every edit above them, so they are left out; equal findings of
 * one function are told apart by their order in it. The hash is FNV-1a with 64 bits, which is short
 * to write and the same everywhere. */
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "findings/findings.h"
#include "findings/order.h"

static const uint64_t FNV_START = 0xcbf29ce484222325u, FNV_PRIME = 0x100000001b3u;

/* The string with its final NUL, so that "ab" + "c" and "a" + "bc" differ. */
static uint64_t hash_string(uint64_t hash, const char *string)
{
    const char *byte = string == NULL ? "" : string;
    for (;; byte++) {
        hash = (hash ^ (unsigned char)*byte) * FNV_PRIME;
        if (*byte == '\0')
            return hash;
    }
}

static uint64_t hash_finding(const struct finding *finding)
{
    uint64_t hash = hash_string(FNV_START, check_word(finding->check));
    hash = hash_string(hash, finding->spot.file);
    hash = hash_string(hash, finding->function);
    hash = hash_string(hash, finding->assertion);
    return hash_string(hash, finding->call);
}

struct keyed {
    uint64_t hash;
    size_t index;
};

static int compare_keyed(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

void set_fingerprints(struct findings *findings)
{
    size_t count = findings->count;
    if (count == 0)
        return;
    struct keyed *keyed = arena_alloc(findings->arena, count * sizeof *keyed);
    for (size_t i = 0; i < count; i++)
        keyed[i] = (struct keyed){hash_finding(&findings->items[i]), i};
    qsort(keyed, count, sizeof *keyed, compare_keyed);
    uint64_t ordinal = 0;
    for (size_t i = 0; i < count; i++) {
        ordinal = i > 0 && keyed[i - 1].hash == keyed[i].hash ? ordinal + 1 : 0;
        uint64_t print = (keyed[i].hash ^ ordinal) * FNV_PRIME;
        findings->items[keyed[i].index].fingerprint =
            arena_printf(findings->arena, "%016" PRIx64, print);
    }
}
