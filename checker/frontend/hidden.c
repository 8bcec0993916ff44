/* An error in a function that was passed over hides nothing that anybody asks for. Outside of all
 * functions there may be one that the parser did not recognise, in the text between the functions
 * before and behind the error. */
#include "frontend/hidden.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "frontend/frontend.h"
#include "frontend/scan.h"
#include "frontend/tokens.h"
#include "frontend/unit.h"
#include "program/program.h"

/* The functions of one file. */
struct function_extent {
    struct extent extent;
    bool is_lowered;
    size_t reached; /* the largest end up to here */
};

struct search {
    struct unit *unit;
    bool tells_ends;
    struct function_extent *functions; /* by file and start */
    size_t count;
    const char **called; /* names, sorted */
    size_t called_count, called_capacity;
};

static int compare_extents(const void *a, const void *b)
{
    const struct extent *left = &((const struct function_extent *)a)->extent;
    const struct extent *right = &((const struct function_extent *)b)->extent;
    if (left->file != right->file)
        return strcmp(left->file->path, right->file->path);
    return (left->start > right->start) - (left->start < right->start);
}

static void collect_functions(struct search *search)
{
    struct unit *unit = search->unit;
    const struct passed *passed = &unit->passed;
    search->functions = arena_alloc(unit->scratch, (passed->count + 1) * sizeof *search->functions);
    for (size_t i = 0; i < passed->count; i++) {
        struct extent extent = extent_of(unit, passed->items[i].cursor);
        if (extent.file != NULL)
            search->functions[search->count++] = (struct function_extent){
                .extent = extent, .is_lowered = passed->items[i].is_lowered};
    }
    if (search->count > 1)
        qsort(search->functions, search->count, sizeof *search->functions, compare_extents);
    for (size_t i = 0; i < search->count; i++) {
        struct function_extent *function = &search->functions[i];
        function->reached = function->extent.end;
        if (i > 0 && function[-1].extent.file == function->extent.file &&
            function[-1].reached > function->reached)
            function->reached = function[-1].reached;
    }
}

static void add_called(struct search *search, const char *name)
{
    *(const char **)arena_append(search->unit->scratch, &search->called, &search->called_count,
                                 &search->called_capacity, sizeof *search->called) = name;
}

/* What the text calls: of a declaration with errors the tree does not say so. */
static void collect_written(struct search *search, const struct extent *extent)
{
    struct source_text text = source_text(search->unit, extent->file);
    for (size_t i = extent->start; i < extent->end && i < text.length; i++) {
        struct name name = scan_identifier(text, i);
        if (name.length == 0)
            continue;
        if (scan_is_called(text, name))
            add_called(search, arena_copy(search->unit->scratch, name.bytes, name.length));
        i += name.length - 1;
    }
}

/* What lowered functions call, in their text and in the macros that they use. */
static void collect_called(struct search *search)
{
    const struct program *program = search->unit->program;
    for (size_t i = 0; i < program->function_count; i++)
        for (size_t j = 0; j < program->functions[i]->block_count; j++) {
            const struct block *block = program->functions[i]->blocks[j];
            for (size_t k = 0; k < block->op_count; k++)
                if (block->ops[k]->kind == OP_CALL && block->ops[k]->u.call.callee.name != NULL)
                    add_called(search, block->ops[k]->u.call.callee.name);
        }
    for (size_t i = 0; i < search->count; i++)
        if (search->functions[i].is_lowered)
            collect_written(search, &search->functions[i].extent);
    if (search->called_count > 1)
        qsort(search->called, search->called_count, sizeof *search->called, text_compare_pointers);
}

static bool is_called(const struct search *search, struct name name)
{
    const char *text = arena_copy(search->unit->scratch, name.bytes, name.length);
    return search->called_count > 0 &&
           bsearch(&text, search->called, search->called_count, sizeof *search->called,
                   text_compare_pointers) != NULL;
}

/* Whether one of the functions that are called is named as if its body or declaration were in the
 * text. */
static bool has_called(const struct search *search, struct source_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        struct name name = scan_identifier(text, i);
        if (name.length == 0)
            continue;
        if (scan_is_called(text, name) && is_called(search, name))
            return true;
        i += name.length - 1;
    }
    return false;
}

/* The first function of the file that starts behind the offset. */
static size_t find_behind(const struct search *search, const struct source_file *file,
                          size_t offset)
{
    size_t low = 0, high = search->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct extent *extent = &search->functions[middle].extent;
        int files = strcmp(extent->file->path, file->path);
        if (files < 0 || (files == 0 && extent->start <= offset))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_directive(struct source_text text, size_t line)
{
    while (line < text.length && (text.bytes[line] == ' ' || text.bytes[line] == '\t'))
        line++;
    return line < text.length && text.bytes[line] == '#';
}

static bool is_inclusion(struct source_text text, size_t line)
{
    if (!is_directive(text, line))
        return false;
    size_t at = line + strcspn(text.bytes + line, "#") + 1;
    while (at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\t'))
        at++;
    struct name name = scan_identifier(text, at);
    return name.length >= strlen("include") &&
           memcmp(name.bytes, "include", strlen("include")) == 0;
}

static size_t line_of(struct source_text text, size_t offset)
{
    while (offset > 0 && text.bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

/* The lines around the offset up to the next #include: what that may bring in says nothing of them.
 */
static struct extent lines_around(struct source_text text, struct extent gap, size_t offset)
{
    size_t first = line_of(text, offset), last = offset;
    while (first > gap.start && !is_inclusion(text, line_of(text, first - 1)))
        first = line_of(text, first - 1);
    while (last < gap.end && !(text.bytes[last] == '\n' && is_inclusion(text, last + 1)))
        last++;
    gap.start = first < gap.start ? gap.start : first;
    gap.end = last;
    return gap;
}

/* Whether the braces that open behind these words hold something else than a function's body: a
 * class, a namespace, a list of values. */
static bool opens_no_body(const struct tokens *tokens, size_t first, size_t open)
{
    static const char *const OPENERS[] = {"namespace", "class", "struct", "union",
                                          "enum",      "=",     "extern"};
    bool is_other = first > 0 && first == open && !token_is(tokens, first - 1, ";");
    for (size_t i = first; i < open; i++) {
        if (token_is(tokens, i, ")"))
            return false;
        for (size_t j = 0; j < sizeof OPENERS / sizeof *OPENERS; j++)
            is_other = is_other || token_is(tokens, i, OPENERS[j]);
    }
    return is_other;
}

/* Whether a function's body may begin in the text. In doubt it does. */
static bool has_body(const struct tokens *tokens)
{
    size_t first = 0; /* of the words before the next brace */
    for (size_t i = 0; i < tokens->count; i++) {
        bool is_open = token_is(tokens, i, "{");
        if (is_open && !opens_no_body(tokens, first, i))
            return true;
        if (is_open || token_is(tokens, i, "}") || token_is(tokens, i, ";"))
            first = i + 1;
    }
    return false;
}

/* Declarations alone hide nothing, unless they would say that a function does not return, or what a
 * name stands for that means an errno. */
static bool can_matter(const struct search *search, struct source_text text)
{
    const struct frontend_request *request = search->unit->request;
    struct tokens tokens = tokens_read(search->unit->scratch, text);
    if (!has_body(&tokens))
        return tokens_name_errno(&tokens, 0, tokens.count) ||
               (search->tells_ends && has_called(search, text));
    return request->may_matter(request->context, text.bytes, text.length) ||
           has_called(search, text);
}

/* Whether an error matters; *judged is the text outside of functions that does not. */
static bool error_matters(struct search *search, struct extent *judged, struct source_file *file,
                          size_t offset)
{
    struct source_text text = source_text(search->unit, file);
    size_t behind = find_behind(search, file, offset);
    bool has_before = behind > 0 && search->functions[behind - 1].extent.file == file;
    struct extent gap = {file, 0, text.length};
    if (has_before && offset < search->functions[behind - 1].reached) {
        size_t around = behind - 1;
        while (search->functions[around].extent.end <= offset)
            around--;
        return search->functions[around].is_lowered;
    }
    if (text.bytes == NULL || offset >= text.length)
        return true;
    if (is_directive(text, line_of(text, offset)) ||
        (judged->file == file && judged->start <= offset && offset < judged->end))
        return false;
    if (has_before)
        gap.start = search->functions[behind - 1].reached;
    if (behind < search->count && search->functions[behind].extent.file == file)
        gap.end = search->functions[behind].extent.start;
    *judged = lines_around(text, gap, offset);
    return can_matter(
        search, (struct source_text){text.bytes + judged->start, judged->end - judged->start});
}

static bool has_holes(const struct program *program)
{
    for (size_t i = 0; i < program->function_count; i++)
        if (program->functions[i]->hole_count > 0)
            return true;
    return false;
}

bool hidden_can_matter(struct unit *unit, bool tells_ends)
{
    if (!unit->has_errors)
        return false;
    if (unit->request->may_matter == NULL || has_holes(unit->program))
        return true;
    struct search search = {.unit = unit, .tells_ends = tells_ends};
    struct extent judged = {0};
    collect_functions(&search);
    collect_called(&search);
    for (size_t i = 0; i < unit->sources.count; i++) {
        struct source_file *file = unit->sources.files[i];
        for (size_t j = 0; file->is_of_project && j < file->error_count; j++)
            if (error_matters(&search, &judged, file, file->errors[j].offset))
                return true;
    }
    return false;
}
