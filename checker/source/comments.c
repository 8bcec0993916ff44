/* The comments of a source, found by a small tokeniser: it knows just enough of C and C++ to tell a
 * comment from the same characters in a string, a character, a raw string, a number with digit
 * separators or a header's name. It never fails: strings and characters without an end stop at
 * their line's, comments and raw strings without one at the file's. One pass over the bytes. */
#include "source/source.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "source/scanner.h"

enum { LONGEST_DELIMITER = 16 };

/* The comments found so far, and what the code around the scanner's place means for the next one.
 */
struct collector {
    struct arena *arena;
    struct scanner scanner;
    unsigned code_line; /* the last line with something that is neither blank nor comment */
    bool is_line_start; /* nothing but blanks and comments on the line so far: a '#' is a directive
                         */
    struct comment *comments;
    size_t count, capacity;
};

static int peek(struct collector *collector)
{
    return scanner_peek(&collector->scanner);
}

static void advance(struct collector *collector)
{
    scanner_advance(&collector->scanner);
}

static bool is_blank(int character)
{
    return character == ' ' || character == '\t' || character == '\v' || character == '\f';
}

static bool is_word(int character)
{
    return character >= 0x80 || character == '_' || character == '$' ||
           (character >= 0 && isalnum(character));
}

/* There is code on this line: comments that end on it are not alone. */
static void mark_code(struct collector *collector)
{
    collector->code_line = collector->scanner.line;
    for (size_t i = collector->count; i > 0; i--) {
        struct comment *comment = &collector->comments[i - 1];
        if (comment->last_line != collector->scanner.line || !comment->is_alone)
            break;
        comment->is_alone = false;
    }
}

/* The bytes from `start` to `end` without splices, and without blanks and repeated delimiters (as
 * in doc comments) at both ends. */
static const char *comment_text(const struct collector *collector, size_t start, size_t end,
                                char delimiter)
{
    char *text = arena_alloc(collector->arena, end - start + 1);
    size_t length = 0;
    for (size_t i = start; i < end;) {
        size_t splice = scanner_splice_length(&collector->scanner, i);
        if (splice == 0)
            text[length++] = collector->scanner.bytes[i];
        i += splice > 0 ? splice : 1;
    }
    while (length > 0 && delimiter == '*' && text[length - 1] == '*')
        length--;
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        length--;
    text[length] = '\0';
    text += strspn(text, delimiter == '*' ? "*" : "/");
    text += strspn(text, "!<");
    return text + strspn(text, " \t\v\f\r\n");
}

static void add_comment(struct collector *collector, size_t start, size_t end, unsigned first_line,
                        char delimiter)
{
    struct comment *comment =
        arena_append(collector->arena, &collector->comments, &collector->count,
                     &collector->capacity, sizeof *comment);
    comment->text = comment_text(collector, start, end, delimiter);
    comment->line = first_line;
    comment->last_line = collector->scanner.line;
    comment->is_alone = collector->code_line != first_line;
}

static void scan_line_comment(struct collector *collector, unsigned first_line)
{
    size_t start = collector->scanner.position;
    while (!is_line_end(peek(collector)))
        advance(collector);
    add_comment(collector, start, collector->scanner.position, first_line, '/');
}

static void scan_block_comment(struct collector *collector, unsigned first_line)
{
    size_t start = collector->scanner.position, end = start;
    bool is_star = false;
    for (int next; (next = peek(collector)) != END_OF_FILE;) {
        size_t at = collector->scanner.position;
        advance(collector);
        if (is_star && next == '/') {
            add_comment(collector, start, end, first_line, '*');
            return;
        }
        is_star = next == '*';
        if (is_star)
            end = at;
    }
    add_comment(collector, start, collector->scanner.length, first_line, '*');
}

/* A '/': a comment, or only a division. */
static void scan_slash(struct collector *collector)
{
    unsigned first_line = collector->scanner.line;
    advance(collector);
    int next = peek(collector);
    if (next != '/' && next != '*') {
        mark_code(collector);
        collector->is_line_start = false;
        return;
    }
    advance(collector);
    if (next == '/')
        scan_line_comment(collector, first_line);
    else
        scan_block_comment(collector, first_line);
}

/* A string or character to its closing quote or its line's end. */
static void scan_quoted(struct collector *collector, int quote)
{
    advance(collector);
    for (int next; !is_line_end(next = peek(collector));) {
        advance(collector);
        if (next == quote)
            break;
        if (next == '\\' && !is_line_end(peek(collector)))
            advance(collector);
    }
    mark_code(collector);
}

/* The delimiter and its '(' are at `start`; true with the length of the delimiter where they are
 * well formed. */
static bool find_raw_delimiter(const struct collector *collector, size_t start, size_t *length)
{
    for (*length = 0; *length <= LONGEST_DELIMITER && start + *length < collector->scanner.length;
         ++*length) {
        char byte = collector->scanner.bytes[start + *length];
        if (byte == '(')
            return true;
        if (byte == ')' || byte == '\\' || byte == '"' || isspace((unsigned char)byte))
            return false;
    }
    return false;
}

/* A raw string, standing on its opening quote. Splices mean nothing in it. */
static void scan_raw_string(struct collector *collector)
{
    size_t start = collector->scanner.position + 1, length;
    if (!find_raw_delimiter(collector, start, &length)) {
        scan_quoted(collector, '"');
        return;
    }
    char closing[LONGEST_DELIMITER + 2];
    closing[0] = ')';
    memcpy(closing + 1, collector->scanner.bytes + start, length);
    closing[length + 1] = '"';
    size_t body = start + length + 1;
    const char *end = memmem(collector->scanner.bytes + body, collector->scanner.length - body,
                             closing, length + 2);
    size_t after = end == NULL ? collector->scanner.length
                               : (size_t)(end - collector->scanner.bytes) + length + 2;
    while (collector->scanner.position < after)
        advance(collector);
    mark_code(collector);
}

static bool is_raw_prefix(const char *word, size_t length)
{
    static const char *const PREFIXES[] = {"R", "LR", "uR", "UR", "u8R"};
    for (size_t i = 0; i < sizeof PREFIXES / sizeof PREFIXES[0]; i++)
        if (strlen(PREFIXES[i]) == length && memcmp(PREFIXES[i], word, length) == 0)
            return true;
    return false;
}

/* An identifier, and the raw string it may introduce. */
static void scan_word(struct collector *collector)
{
    size_t start = collector->scanner.position;
    while (is_word(peek(collector)))
        advance(collector);
    if (peek(collector) == '"' &&
        is_raw_prefix(collector->scanner.bytes + start, collector->scanner.position - start))
        scan_raw_string(collector);
}

/* A number with its suffix and digit separators: the quote in 1'000 opens nothing. */
static void scan_number(struct collector *collector)
{
    for (;;) {
        int next = peek(collector);
        if (next == '\'') {
            size_t after = collector->scanner.position + 1;
            if (after >= collector->scanner.length ||
                !isalnum((unsigned char)collector->scanner.bytes[after]))
                return;
        } else if (!is_word(next) && next != '.') {
            return;
        }
        advance(collector);
    }
}

static void skip_blanks(struct collector *collector)
{
    while (is_blank(peek(collector)))
        advance(collector);
}

/* A directive's '#'. Of `#include <a//b>` the name is skipped, of all others nothing but the '#'.
 */
static void scan_directive(struct collector *collector)
{
    advance(collector);
    skip_blanks(collector);
    size_t start = collector->scanner.position;
    while (is_word(peek(collector)))
        advance(collector);
    size_t length = collector->scanner.position - start;
    const char *word = collector->scanner.bytes + start;
    if (length < 6 || (memcmp(word, "includ", 6) != 0 && memcmp(word, "import", 6) != 0))
        return;
    skip_blanks(collector);
    if (peek(collector) != '<')
        return;
    for (int next; !is_line_end(next = peek(collector)) && next != '>';)
        advance(collector);
}

static void scan_code(struct collector *collector, int next)
{
    bool is_line_start = collector->is_line_start;
    collector->is_line_start = false;
    mark_code(collector);
    if (next == '"' || next == '\'')
        scan_quoted(collector, next);
    else if (next < 0x80 && isdigit(next))
        scan_number(collector);
    else if (is_word(next))
        scan_word(collector);
    else if (next == '#' && is_line_start)
        scan_directive(collector);
    else
        advance(collector);
}

const struct comment *source_comments(const struct source *source, struct arena *arena,
                                      size_t *count)
{
    struct collector collector = {
        .arena = arena,
        .scanner = {.bytes = source->bytes, .length = source->length, .line = 1},
        .is_line_start = true};
    for (int next; (next = peek(&collector)) != END_OF_FILE;) {
        if (next == '/') {
            scan_slash(&collector);
        } else if (is_blank(next)) {
            advance(&collector);
        } else if (is_line_end(next)) {
            advance(&collector);
            collector.is_line_start = true;
        } else {
            scan_code(&collector, next);
        }
    }
    *count = collector.count;
    return collector.comments;
}
