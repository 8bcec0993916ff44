/* The account of a run. What is added is copied whole, so the analysis of a unit may give its
 * memory back; order, double entries and fingerprints are settled once at the end, so that the
 * result does not depend on which worker came first. */
#include "findings/findings.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "findings/order.h"

void findings_init(struct findings *findings, struct arena *arena)
{
    *findings = (struct findings){.arena = arena};
}

static const char *copy(struct findings *findings, const char *string)
{
    return string == NULL ? "" : arena_strdup(findings->arena, string);
}

static struct spot copy_spot(struct findings *findings, struct spot spot)
{
    spot.file = arena_strdup(findings->arena, spot.file);
    return spot;
}

static const struct spot *copy_spots(struct findings *findings, const struct spot *spots,
                                     size_t count)
{
    struct spot *copies = arena_alloc(findings->arena, count * sizeof *copies);
    for (size_t i = 0; i < count; i++)
        copies[i] = copy_spot(findings, spots[i]);
    return copies;
}

static const char *const *copy_strings(struct findings *findings, const char *const *strings,
                                       size_t count)
{
    const char **copies = arena_alloc(findings->arena, count * sizeof *copies);
    for (size_t i = 0; i < count; i++)
        copies[i] = copy(findings, strings[i]);
    return copies;
}

static const struct missing *copy_missing(struct findings *findings, const struct finding *finding)
{
    struct missing *copies = arena_alloc(findings->arena, finding->missing_count * sizeof *copies);
    for (size_t i = 0; i < finding->missing_count; i++) {
        const struct missing *from = &finding->missing[i];
        copies[i] = *from;
        copies[i].name = copy(findings, from->name != NULL ? from->name : errno_name(from->error));
        copies[i].why = copy(findings, from->why);
        copies[i].kinds = copy_strings(findings, from->kinds, from->kind_count);
        copies[i].sources = copy_strings(findings, from->sources, from->source_count);
    }
    return copies;
}

static const struct step *copy_steps(struct findings *findings, const struct finding *finding)
{
    struct step *copies = arena_alloc(findings->arena, finding->step_count * sizeof *copies);
    for (size_t i = 0; i < finding->step_count; i++) {
        copies[i] = finding->steps[i];
        copies[i].spot = copy_spot(findings, finding->steps[i].spot);
        copies[i].message = copy(findings, finding->steps[i].message);
    }
    return copies;
}

void findings_add(struct findings *findings, const struct finding *finding)
{
    struct finding *added = arena_append(findings->arena, &findings->items, &findings->count,
                                         &findings->capacity, sizeof *added);
    *added = *finding;
    added->spot = copy_spot(findings, finding->spot);
    added->function = copy(findings, finding->function);
    added->assertion = copy(findings, finding->assertion);
    added->message = copy(findings, finding->message);
    added->call = copy(findings, finding->call);
    added->call_spot = copy_spot(findings, finding->call_spot);
    added->missing = copy_missing(findings, finding);
    added->steps = copy_steps(findings, finding);
    added->tested = copy_spots(findings, finding->tested, finding->tested_count);
    added->remedy = copy(findings, finding->remedy);
    added->fingerprint = "";
}

void findings_add_site(struct findings *findings, const struct site *site)
{
    struct site *added = arena_append(findings->arena, &findings->sites, &findings->site_count,
                                      &findings->site_capacity, sizeof *added);
    *added = *site;
    added->spot = copy_spot(findings, site->spot);
    added->function = copy(findings, site->function);
    added->assertion = copy(findings, site->assertion);
    added->call = copy(findings, site->call);
    added->call_spot = copy_spot(findings, site->call_spot);
    added->tested = copy_spots(findings, site->tested, site->tested_count);
    struct residual *residual =
        arena_alloc(findings->arena, site->residual_count * sizeof *residual);
    if (site->residual_count > 0)
        memcpy(residual, site->residual, site->residual_count * sizeof *residual);
    added->residual = residual;
}

void findings_add_incomplete(struct findings *findings, const char *file, const char *reason)
{
    struct file_note *note =
        arena_append(findings->arena, &findings->incomplete, &findings->incomplete_count,
                     &findings->incomplete_capacity, sizeof *note);
    *note = (struct file_note){copy(findings, file), copy(findings, reason)};
}

void findings_add_failed(struct findings *findings, const char *file, const char *reason)
{
    struct file_note *note =
        arena_append(findings->arena, &findings->failed, &findings->failed_count,
                     &findings->failed_capacity, sizeof *note);
    *note = (struct file_note){copy(findings, file), copy(findings, reason)};
}

void findings_add_hint(struct findings *findings, const char *hint)
{
    for (size_t i = 0; i < findings->hint_count; i++)
        if (strcmp(findings->hints[i], hint) == 0)
            return;
    const char **slot = arena_append(findings->arena, &findings->hints, &findings->hint_count,
                                     &findings->hint_capacity, sizeof(const char *));
    *slot = copy(findings, hint);
}

void findings_finish(struct findings *findings)
{
    findings->count = order_findings(findings->items, findings->count);
    findings->site_count = order_sites(findings->sites, findings->site_count);
    findings->incomplete_count = order_notes(findings->incomplete, findings->incomplete_count);
    findings->failed_count = order_notes(findings->failed, findings->failed_count);
    set_fingerprints(findings);
}

struct site_counts findings_count_sites(const struct findings *findings)
{
    struct site_counts counts = {.found = findings->site_count};
    for (size_t i = 0; i < findings->site_count; i++) {
        enum reason reason = findings->sites[i].reason;
        if (reason == REASON_NONE)
            counts.reported++;
        else if (reason_is_blind(reason))
            counts.blind++;
        else
            counts.silent++;
    }
    return counts;
}

enum level findings_highest_level(const struct findings *findings)
{
    enum level highest = LEVEL_NONE;
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].level > highest)
            highest = findings->items[i].level;
    return highest;
}
