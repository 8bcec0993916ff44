/* What #if leaves out has no tree, so assertions over errno are found there by their words: a call
 * that reads as an assertion and names an errno, or an if or switch that names one and is followed,
 * in the same block, by a call that ends the process. That is enough to say that something was not
 * judged, and to find out which macros would show it to the parser. */
#include "frontend/inactive.h"

#include <clang-c/Index.h>
#include <string.h>

#include "base/arena.h"
#include "errnos/errnos.h"
#include "frontend/directives.h"
#include "frontend/scan.h"
#include "frontend/switches.h"
#include "frontend/tokens.h"
#include "frontend/unit.h"
#include "program/program.h"

/* What is collected for the result. */
struct collection {
    struct unit *unit;
    struct inactive_site *sites;
    size_t site_count, site_capacity;
    struct skipped_lines *skipped;
    size_t skipped_count, skipped_capacity;
    struct switches switches;
};

/* A part of a file that was left out, while it is looked at. */
struct part {
    struct collection *collection;
    struct source_file *file;
    struct tokens *whole; /* the file's, read when the first site is found */
    size_t start;         /* offset of the part in the file */
    struct tokens tokens; /* of the part */
    size_t first_site;    /* of the part, among all */
};

/* What the word in front of a '(' reads as. */
static enum word_role role_of(const struct part *part, size_t index, const char **name)
{
    const struct frontend_request *request = part->collection->unit->request;
    if (!token_is_word(&part->tokens, index) || !token_is(&part->tokens, index + 1, "("))
        return WORD_PLAIN;
    const struct token *token = &part->tokens.items[index];
    *name = arena_copy(part->collection->unit->arena, part->tokens.text.bytes + token->offset,
                       token->length);
    return request->read_word(request->context, *name);
}

static const char *function_around(struct unit *unit, struct location at)
{
    for (size_t i = 0; i < unit->program->function_count; i++) {
        const struct function *function = unit->program->functions[i];
        if (function->at.file == at.file && function->at.line <= at.line &&
            at.line <= function->last_line)
            return function->name;
    }
    return passed_around(unit, at);
}

/* Each #error that was compiled is a choice that nobody made. */
static void learn_choices(struct part *part)
{
    struct arena *scratch = part->collection->unit->scratch;
    for (size_t i = 0; i < part->file->error_count; i++) {
        size_t offset = part->file->errors[i].offset;
        struct name word = scan_identifier(part->file->text, offset);
        if (word.length != strlen("error") || memcmp(word.bytes, "error", word.length) != 0)
            continue;
        struct guards guards = directives_guards(scratch, part->whole, offset);
        switches_learn(&part->collection->switches, &guards);
    }
}

static void decide_on_macros(struct part *part, size_t offset)
{
    struct arena *scratch = part->collection->unit->scratch;
    if (part->whole->text.bytes == NULL) {
        *part->whole = tokens_read(scratch, part->file->text);
        learn_choices(part);
    }
    struct guards guards = directives_guards(scratch, part->whole, offset);
    switches_turn_on(&part->collection->switches, &guards, part->start);
}

static void add_site(struct part *part, size_t index, const char *name)
{
    struct collection *collection = part->collection;
    struct unit *unit = collection->unit;
    size_t offset = part->start + part->tokens.items[index].offset;
    struct location at = position_location(unit, (struct position){part->file, offset});
    for (size_t i = part->first_site; i < collection->site_count; i++)
        if (collection->sites[i].line == at.line && collection->sites[i].column == at.column)
            return;
    struct inactive_site *site =
        arena_append(unit->arena, &collection->sites, &collection->site_count,
                     &collection->site_capacity, sizeof *site);
    *site = (struct inactive_site){unit->program->files[at.file].path, at.line, at.column, name,
                                   function_around(unit, at)};
    decide_on_macros(part, offset);
}

/* The first call that ends the process between here and the end of the block. */
static void find_terminator(struct part *part, size_t index)
{
    size_t depth = 0;
    const char *name;
    for (; index < part->tokens.count; index++) {
        if (token_is(&part->tokens, index, "{")) {
            depth++;
        } else if (token_is(&part->tokens, index, "}") && depth-- == 0) {
            return;
        } else if (role_of(part, index, &name) == WORD_TERMINATOR) {
            add_site(part, index, name);
            return;
        }
    }
}

static void look_at(struct part *part, size_t index)
{
    const struct tokens *tokens = &part->tokens;
    bool is_if = token_is(tokens, index, "if"), is_switch = token_is(tokens, index, "switch");
    const char *name;
    if (!token_is_word(tokens, index) || !token_is(tokens, index + 1, "("))
        return;
    if (!is_if && !is_switch && role_of(part, index, &name) != WORD_ASSERTION)
        return;
    size_t behind = tokens_matching(tokens, index + 1);
    if (is_switch && token_is(tokens, behind, "{"))
        behind = tokens_matching(tokens, behind);
    if (!tokens_name_errno(tokens, index, behind))
        return;
    if (is_if || is_switch)
        find_terminator(part, is_if ? behind : index);
    else
        add_site(part, index, name);
}

static void read_part(struct part *part, size_t end)
{
    struct source_text text = part->file->text;
    struct arena *scratch = part->collection->unit->scratch;
    part->tokens =
        tokens_read(scratch, (struct source_text){text.bytes + part->start, end - part->start});
    part->first_site = part->collection->site_count;
    if (!tokens_name_errno(&part->tokens, 0, part->tokens.count))
        return;
    for (size_t i = 0; i < part->tokens.count; i++)
        look_at(part, i);
}

static void note_lines(struct collection *collection, struct source_file *file, size_t start,
                       size_t end)
{
    struct unit *unit = collection->unit;
    struct location first = position_location(unit, (struct position){file, start});
    struct location last = position_location(unit, (struct position){file, end});
    struct skipped_lines *lines =
        arena_append(unit->arena, &collection->skipped, &collection->skipped_count,
                     &collection->skipped_capacity, sizeof *lines);
    *lines = (struct skipped_lines){unit->program->files[first.file].path, first.line, last.line};
}

/* Dear where a file has many headers: for each of them libclang goes through what all leave out. */
static void read_file(struct collection *collection, struct source_file *file)
{
    struct unit *unit = collection->unit;
    struct source_text text = source_text(unit, file);
    CXSourceRangeList *ranges = clang_getSkippedRanges(unit->handle, file->handle);
    struct tokens whole = {0};
    for (unsigned i = 0; ranges != NULL && i < ranges->count && text.bytes != NULL; i++) {
        size_t start = position_of_file(unit, clang_getRangeStart(ranges->ranges[i])).offset;
        size_t end = position_of_file(unit, clang_getRangeEnd(ranges->ranges[i])).offset;
        if (start >= end || end > text.length)
            continue;
        note_lines(collection, file, start, end);
        struct part part = {
            .collection = collection, .file = file, .whole = &whole, .start = start};
        read_part(&part, end);
    }
    clang_disposeSourceRangeList(ranges);
}

void inactive_read(struct unit *unit, struct frontend_result *result)
{
    struct collection collection = {.unit = unit, .switches = {.arena = unit->arena}};
    if (unit->request->read_word == NULL)
        return;
    (void)sources_find(unit, clang_getFile(unit->handle, unit->request->path));
    size_t count = unit->sources.count; /* where no errno's name stands there is no site */
    bool *is_read = arena_alloc(unit->scratch, (count + 1) * sizeof *is_read);
    for (size_t i = 0; i < count; i++) {
        struct source_file *file = unit->sources.files[i];
        is_read[i] = file->is_of_interest && scan_names_errno(source_text(unit, file));
        if (is_read[i])
            read_file(&collection, file);
    }
    for (size_t i = 0; i < count && collection.site_count > 0; i++)
        if (unit->sources.files[i]->is_of_interest && !is_read[i])
            read_file(&collection, unit->sources.files[i]);
    result->switches = switches_names(&collection.switches, &result->switch_count);
    result->inactive = collection.sites;
    result->inactive_count = collection.site_count;
    result->skipped = collection.skipped;
    result->skipped_count = collection.skipped_count;
}

bool frontend_is_skipped(const struct frontend_result *result, const char *file, unsigned line)
{
    for (size_t i = 0; i < result->skipped_count; i++) {
        const struct skipped_lines *lines = &result->skipped[i];
        if (lines->first < line && line < lines->last && strcmp(lines->file, file) == 0)
            return true;
    }
    return false;
}
