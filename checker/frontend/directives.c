/* Conditionals are read as text, because libclang tells which parts of a file were left out but not
 * why. A branch is guarded by its own condition and by the falseness of those before it. */
#include "frontend/directives.h"

#include <string.h>

#include "base/arena.h"
#include "frontend/tokens.h"

struct reading {
    struct arena *arena;
    struct source_text text;
    struct guards guards;
    size_t depth;
};

static bool is_word(struct name word, const char *text)
{
    return word.length == strlen(text) && memcmp(word.bytes, text, word.length) == 0;
}

static size_t skip_blanks(struct source_text text, size_t at)
{
    while (at < text.length && (text.bytes[at] == ' ' || text.bytes[at] == '\t'))
        at++;
    return at;
}

/* To the end of the directive's last line. */
static struct source_text rest_of_line(struct source_text text, size_t at)
{
    size_t end = at;
    while (end < text.length && (text.bytes[end] != '\n' || scan_is_joined(text, end)))
        end++;
    return (struct source_text){text.bytes + at, end - at};
}

static void open_branch(struct reading *reading, size_t branch, size_t at, bool is_wanted)
{
    struct guards *guards = &reading->guards;
    struct guard *guard = arena_append(reading->arena, &guards->items, &guards->count,
                                       &guards->capacity, sizeof *guard);
    *guard = (struct guard){reading->depth, branch, rest_of_line(reading->text, at), is_wanted};
}

/* The condition of the branch that ends here must not hold for the next one. */
static void close_branch(struct reading *reading, size_t next)
{
    struct guards *guards = &reading->guards;
    size_t i = guards->count;
    if (i > 0 && guards->items[i - 1].frame == reading->depth)
        guards->items[i - 1].is_wanted = !guards->items[i - 1].is_wanted;
    for (; i > 0 && guards->items[i - 1].frame == reading->depth; i--)
        guards->items[i - 1].branch = next;
}

static void leave_frame(struct reading *reading)
{
    struct guards *guards = &reading->guards;
    while (guards->count > 0 && guards->items[guards->count - 1].frame == reading->depth)
        guards->count--;
    if (reading->depth > 0)
        reading->depth--;
}

static void read_directive(struct reading *reading, size_t at)
{
    size_t start = skip_blanks(reading->text, at + 1);
    struct name word = scan_identifier(reading->text, start);
    size_t behind = start + word.length;
    if (is_word(word, "if") || is_word(word, "ifdef") || is_word(word, "ifndef")) {
        reading->depth++;
        open_branch(reading, at, behind, !is_word(word, "ifndef"));
    } else if (is_word(word, "elif") || is_word(word, "elifdef") || is_word(word, "elifndef")) {
        close_branch(reading, at);
        open_branch(reading, at, behind, !is_word(word, "elifndef"));
    } else if (is_word(word, "else")) {
        close_branch(reading, at);
    } else if (is_word(word, "endif")) {
        leave_frame(reading);
    }
}

struct guards directives_guards(struct arena *arena, const struct tokens *tokens, size_t offset)
{
    struct reading reading = {.arena = arena, .text = tokens->text};
    for (size_t i = 0; i < tokens->directive_count && tokens->directives[i] < offset; i++)
        read_directive(&reading, tokens->directives[i]);
    return reading.guards;
}
