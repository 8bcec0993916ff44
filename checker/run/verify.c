/* Fixtures state beside each case what the tool has to say about it. Every finding needs an
 * expectation and every expectation a finding, so a fixture fails both when the tool misses
 * something and when it says too much. */
#include "run/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "findings/findings.h"
#include "run/strings.h"
#include "run/tally.h"
#include "run/vocabulary.h"
#include "source/source.h"

static const struct {
    const char *word;
    enum expectation_kind kind;
} keywords[] = {
    {"expect-only", EXPECT_ONLY}, {"expect", EXPECT_FINDING},        {"forbid", EXPECT_NOT},
    {"silent", EXPECT_SILENT},    {"incomplete", EXPECT_INCOMPLETE},
};

enum { KEYWORD_COUNT = sizeof keywords / sizeof keywords[0] };

/* Reads "KEYWORD: " or "KEYWORD@+N: " and leaves *text behind it. False: the comment is prose. */
static bool read_keyword(struct expectation *expectation, const char **text)
{
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if (!text_starts_with(*text, keywords[i].word))
            continue;
        const char *rest = *text + strlen(keywords[i].word);
        if (*rest == '@') {
            char *end;
            expectation->line = (unsigned)((long)expectation->line + strtol(rest + 1, &end, 10));
            rest = end;
        }
        if (*rest != ':')
            continue;
        *text = rest + 1;
        expectation->kind = keywords[i].kind;
        return true;
    }
    return false;
}

/* The next word behind blanks, NULL at the end. */
static const char *next_word(struct arena *arena, const char **text)
{
    *text += strspn(*text, " \t\r\n");
    size_t length = strcspn(*text, " \t\r\n");
    if (length == 0)
        return NULL;
    const char *word = arena_copy(arena, *text, length);
    *text += length;
    return word;
}

/* Only missing-errno has errnos to name. */
static bool read_errors(struct expectation *expectation, struct arena *arena, const char *text,
                        struct error *error)
{
    for (const char *word = next_word(arena, &text); word != NULL; word = next_word(arena, &text)) {
        enum errno_id id = errno_find(word);
        if (id == ERRNO_NONE)
            return error_set(error, "'%s' is no errno", word);
        errno_set_add(&expectation->errors, id);
    }
    if (expectation->check == CHECK_MISSING_ERRNO && errno_set_is_empty(&expectation->errors))
        return error_set(error, "the errnos that are expected are missing");
    return true;
}

static bool read_finding(struct expectation *expectation, struct arena *arena, const char *text,
                         struct error *error)
{
    const char *check = next_word(arena, &text);
    if (check == NULL || !vocabulary_find_check(&expectation->check, check))
        return error_set(error, "'%s' is no check", check == NULL ? "" : check);
    expectation->call = next_word(arena, &text);
    if (expectation->call == NULL)
        return error_set(error, "the name of the call is missing");
    return read_errors(expectation, arena, text, error);
}

static bool read_silent(struct expectation *expectation, struct arena *arena, const char *text,
                        struct error *error)
{
    const char *word = next_word(arena, &text);
    const char *call = next_word(arena, &text);
    expectation->call = call == NULL ? "" : call;
    for (enum reason reason = REASON_NONE + 1; word != NULL && reason < REASON_COUNT; reason++) {
        if (strcmp(reason_word(reason), word) == 0) {
            expectation->reason = reason;
            return true;
        }
    }
    return error_set(error, "'%s' is no reason for silence", word == NULL ? "" : word);
}

static bool read_rest(struct expectation *expectation, struct arena *arena, const char *text,
                      struct error *error)
{
    switch (expectation->kind) {
    case EXPECT_FINDING:
    case EXPECT_ONLY:
    case EXPECT_NOT: return read_finding(expectation, arena, text, error);
    case EXPECT_SILENT: return read_silent(expectation, arena, text, error);
    case EXPECT_INCOMPLETE: return true;
    }
    return true;
}

void verify_read(struct expectations *list, struct arena *arena, const struct source *source,
                 const char *shown, struct strings *differences)
{
    size_t count;
    const struct comment *comments = source_comments(source, arena, &count);
    for (size_t i = 0; i < count; i++) {
        struct expectation expectation = {.line = comments[i].line, .call = ""};
        const char *text = comments[i].text;
        if (!read_keyword(&expectation, &text))
            continue;
        struct error error;
        if (!read_rest(&expectation, arena, text, &error)) {
            strings_add_format(differences, arena, "%s:%u: %s", shown, comments[i].line,
                               error.text);
            continue;
        }
        struct expectation *slot =
            arena_append(arena, &list->items, &list->count, &list->capacity, sizeof *slot);
        *slot = expectation;
    }
}

static struct errno_set missing_set(const struct finding *finding)
{
    struct errno_set set = errno_set_empty();
    for (size_t i = 0; i < finding->missing_count; i++)
        errno_set_add(&set, finding->missing[i].error);
    return set;
}

static bool is_about(const struct expectation *expectation, const struct finding *finding)
{
    return finding->check == expectation->check && finding->spot.line == expectation->line &&
           text_equal(finding->call, expectation->call);
}

static bool is_met_by(const struct expectation *expectation, const struct finding *finding)
{
    if (!is_about(expectation, finding))
        return false;
    struct errno_set found = missing_set(finding);
    struct errno_set unmet = errno_set_subtract(expectation->errors, found);
    return errno_set_is_empty(&unmet) &&
           (expectation->kind != EXPECT_ONLY || errno_set_equal(&found, &expectation->errors));
}

/* Looks for a finding that meets the expectation and no earlier one; marks it. */
static bool take_finding(const struct expectation *expectation, const struct findings *findings,
                         const char *shown, bool *is_expected)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (!is_expected[i] && text_equal(findings->items[i].spot.file, shown) &&
            is_met_by(expectation, &findings->items[i])) {
            is_expected[i] = true;
            return true;
        }
    }
    return false;
}

static bool is_named(const struct expectation *expectation, const struct findings *findings,
                     const char *shown)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (!text_equal(finding->spot.file, shown) || !is_about(expectation, finding))
            continue;
        struct errno_set named = errno_set_intersect(missing_set(finding), expectation->errors);
        if (!errno_set_is_empty(&named))
            return true;
    }
    return false;
}

static bool has_silent_site(const struct expectation *expectation, const struct findings *findings,
                            const char *shown)
{
    for (size_t i = 0; i < findings->site_count; i++) {
        const struct site *site = &findings->sites[i];
        if (site->reason == expectation->reason && site->spot.line == expectation->line &&
            text_equal(site->spot.file, shown) &&
            (expectation->call[0] == '\0' || text_equal(site->call, expectation->call)))
            return true;
    }
    return false;
}

/* The note that says why the file was not, or only partly, seen; NULL where it was. */
static const struct file_note *note_of(const struct findings *findings, const char *shown)
{
    for (size_t i = 0; i < findings->incomplete_count; i++) {
        if (text_equal(findings->incomplete[i].file, shown))
            return &findings->incomplete[i];
    }
    for (size_t i = 0; i < findings->failed_count; i++) {
        if (text_equal(findings->failed[i].file, shown))
            return &findings->failed[i];
    }
    return NULL;
}

static bool is_met(const struct expectation *expectation, const struct findings *findings,
                   const char *shown, bool *is_expected)
{
    switch (expectation->kind) {
    case EXPECT_FINDING:
    case EXPECT_ONLY: return take_finding(expectation, findings, shown, is_expected);
    case EXPECT_NOT: return !is_named(expectation, findings, shown);
    case EXPECT_SILENT: return has_silent_site(expectation, findings, shown);
    case EXPECT_INCOMPLETE: return note_of(findings, shown) != NULL;
    }
    return false;
}

static void add_unmet(const struct expectation *expectation, const char *shown, struct arena *arena,
                      struct strings *differences)
{
    const char *errors = errno_set_text(&expectation->errors, arena);
    switch (expectation->kind) {
    case EXPECT_FINDING:
    case EXPECT_ONLY:
        strings_add_format(differences, arena, "%s:%u: not found: %s %s %s%s", shown,
                           expectation->line, check_word(expectation->check), expectation->call,
                           expectation->kind == EXPECT_ONLY ? "exactly " : "", errors);
        return;
    case EXPECT_NOT:
        strings_add_format(differences, arena, "%s:%u: forbidden: %s %s %s", shown,
                           expectation->line, check_word(expectation->check), expectation->call,
                           errors);
        return;
    case EXPECT_SILENT:
        strings_add_format(differences, arena,
                           "%s:%u: no site is silent here for the reason %s%s%s", shown,
                           expectation->line, reason_word(expectation->reason),
                           expectation->call[0] == '\0' ? "" : " after ", expectation->call);
        return;
    case EXPECT_INCOMPLETE:
        strings_add_format(differences, arena, "%s:%u: the file was seen completely", shown,
                           expectation->line);
        return;
    }
}

/* Findings and parse errors of the file that no expectation speaks of. */
static void add_unexpected(const struct expectations *list, const struct findings *findings,
                           const char *shown, const bool *is_expected, struct arena *arena,
                           struct strings *differences)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (is_expected[i] || !text_equal(finding->spot.file, shown))
            continue;
        struct errno_set set = missing_set(finding);
        strings_add_format(differences, arena, "%s:%u: not expected: %s %s %s", shown,
                           finding->spot.line, check_word(finding->check), finding->call,
                           errno_set_text(&set, arena));
    }
    bool may_be_incomplete = false;
    for (size_t i = 0; i < list->count; i++)
        may_be_incomplete = may_be_incomplete || list->items[i].kind == EXPECT_INCOMPLETE;
    const struct file_note *note = note_of(findings, shown);
    if (note != NULL && !may_be_incomplete)
        strings_add_format(differences, arena, "%s:1: not seen completely: %s", shown,
                           note->reason);
}

void verify_file(const struct expectations *list, const struct findings *findings,
                 const char *shown, struct arena *arena, struct strings *differences)
{
    bool *is_expected = arena_alloc(arena, (findings->count + 1) * sizeof *is_expected);
    /* Exact expectations choose first: a finding that meets both kinds belongs to them. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < list->count; i++) {
            const struct expectation *expectation = &list->items[i];
            if ((expectation->kind == EXPECT_ONLY) == (pass == 0) &&
                !is_met(expectation, findings, shown, is_expected))
                add_unmet(expectation, shown, arena, differences);
        }
    }
    add_unexpected(list, findings, shown, is_expected, arena, differences);
}

size_t verify_run(const struct findings *findings, const struct tally *files, const char *directory,
                  struct arena *arena, struct strings *differences)
{
    size_t total = 0;
    for (size_t i = 0; i < files->count; i++) {
        const char *shown = files->entries[i].name;
        struct expectations list = {0};
        struct source source;
        struct error error;
        if (!source_read(&source, arena, path_join(arena, directory, shown), &error)) {
            strings_add_format(differences, arena, "%s", error.text);
            continue;
        }
        verify_read(&list, arena, &source, shown, differences);
        verify_file(&list, findings, shown, arena, differences);
        total += list.count;
    }
    return total;
}
