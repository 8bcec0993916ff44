/* A small scanner over raw text. It knows just enough of the lexical rules not to be fooled:
 * comments, string and character literals, raw strings, line splices and nested brackets. What
 * macros would make of the text it cannot know; callers compare what it says with libclang's tree
 * and prefer the tree. */
#include "frontend/scan.h"

#include <ctype.h>
#include <string.h>

#include "errnos/errnos.h"

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char at(struct source_text text, size_t offset)
{
    return offset < text.length ? text.bytes[offset] : '\0';
}

struct name scan_identifier(struct source_text text, size_t offset)
{
    if (text.bytes == NULL || !is_word(at(text, offset)) || is_digit(at(text, offset)))
        return (struct name){NULL, 0};
    size_t end = offset;
    while (is_word(at(text, end)))
        end++;
    return (struct name){text.bytes + offset, end - offset};
}

struct name scan_word_before(struct source_text text, size_t offset)
{
    size_t start = offset;
    while (start > 0 && start <= text.length && is_word(text.bytes[start - 1]))
        start--;
    struct name name = scan_identifier(text, start);
    name.length = offset - start < name.length ? offset - start : name.length;
    return name;
}

bool scan_is_joined(struct source_text text, size_t feed)
{
    while (feed > 0 && text.bytes[feed - 1] != '\n' && isspace((unsigned char)text.bytes[feed - 1]))
        feed--;
    return feed > 0 && text.bytes[feed - 1] == '\\';
}

static size_t skip_comment(struct source_text text, size_t offset)
{
    if (at(text, offset + 1) == '/') {
        while (offset < text.length && (text.bytes[offset] != '\n' || scan_is_joined(text, offset)))
            offset++;
        return offset;
    }
    offset += 2;
    while (offset < text.length && !(text.bytes[offset] == '*' && at(text, offset + 1) == '/'))
        offset++;
    return offset + 2 < text.length ? offset + 2 : text.length;
}

/* Behind spaces, splices and comments. */
static size_t skip_space(struct source_text text, size_t offset)
{
    while (offset < text.length) {
        char c = text.bytes[offset];
        if (c == '/' && (at(text, offset + 1) == '/' || at(text, offset + 1) == '*'))
            offset = skip_comment(text, offset);
        else if (c == ' ' || (c >= '\t' && c <= '\r') || c == '\\')
            offset++;
        else
            break;
    }
    return offset;
}

static size_t skip_quoted(struct source_text text, size_t offset)
{
    char quote = text.bytes[offset++];
    while (offset < text.length && text.bytes[offset] != quote && text.bytes[offset] != '\n')
        offset += text.bytes[offset] == '\\' ? 2 : 1;
    return offset < text.length ? offset + 1 : text.length;
}

/* Behind R"mark( ... )mark", from its quote. */
static size_t skip_raw_string(struct source_text text, size_t quote)
{
    size_t open = quote + 1;
    while (open < text.length && text.bytes[open] != '(' && open - quote <= 17)
        open++;
    size_t mark = open - quote - 1;
    for (size_t i = open + 1; i + mark + 1 < text.length; i++)
        if (text.bytes[i] == ')' && memcmp(text.bytes + i + 1, text.bytes + quote + 1, mark) == 0 &&
            text.bytes[i + mark + 1] == '"')
            return i + mark + 2;
    return text.length;
}

/* Behind the word, number, literal or single character at the offset. */
static size_t skip_token(struct source_text text, size_t offset)
{
    char c = text.bytes[offset];
    if (is_word(c)) {
        bool is_number = is_digit(c);
        while (is_word(at(text, offset)) || (is_number && at(text, offset) == '\''))
            offset++;
        if (at(text, offset) == '"' && text.bytes[offset - 1] == 'R')
            return skip_raw_string(text, offset);
        return offset;
    }
    return c == '"' || c == '\'' ? skip_quoted(text, offset) : offset + 1;
}

static int depth_change(char c)
{
    if (c == '(' || c == '[' || c == '{')
        return 1;
    return c == ')' || c == ']' || c == '}' ? -1 : 0;
}

size_t scan_matching(struct source_text text, size_t open)
{
    int depth = 0;
    for (size_t i = skip_space(text, open); i < text.length; i = skip_space(text, i)) {
        depth += depth_change(text.bytes[i]);
        i = skip_token(text, i);
        if (depth <= 0)
            return i;
    }
    return text.length;
}

bool scan_is_called(struct source_text text, struct name name)
{
    size_t end = (size_t)(name.bytes - text.bytes) + name.length;
    return at(text, skip_space(text, end)) == '(';
}

/* No #define is longer. Generated code can have megabytes in one line, and every token asks: then
 * the middle of the line stands for its start. */
enum { LONGEST_LINE = 64 * 1024 };

/* Start of the line, where lines that end in a backslash continue. */
static size_t line_start(struct source_text text, size_t offset)
{
    size_t lowest = offset > LONGEST_LINE ? offset - LONGEST_LINE : 0;
    for (size_t end = offset; end > lowest;) {
        const char *feed = memrchr(text.bytes + lowest, '\n', end - lowest);
        if (feed == NULL)
            break;
        end = (size_t)(feed - text.bytes);
        if (!scan_is_joined(text, end))
            return end + 1;
    }
    return lowest;
}

static bool is_name(struct name name, const char *text)
{
    return name.length == strlen(text) && memcmp(name.bytes, text, name.length) == 0;
}

bool scan_names_errno(struct source_text text)
{
    const char *end = text.bytes + text.length;
    for (const char *next = text.bytes; next != NULL && next < end; next++) {
        next = memchr(next, 'E', (size_t)(end - next));
        if (next == NULL)
            return false;
        struct name name = scan_identifier(text, (size_t)(next - text.bytes));
        if (name.length > 0 && errno_find_bytes(name.bytes, name.length) != ERRNO_NONE)
            return true;
    }
    return false;
}

struct define scan_define(struct source_text text, size_t offset)
{
    struct define none = {{NULL, 0}, false};
    if (text.bytes == NULL || offset > text.length)
        return none;
    size_t start = skip_space(text, line_start(text, offset));
    if (at(text, start) != '#')
        return none;
    start = skip_space(text, start + 1);
    struct name keyword = scan_identifier(text, start);
    if (!is_name(keyword, "define"))
        return none;
    start = skip_space(text, start + keyword.length);
    struct name name = scan_identifier(text, start);
    if (name.length == 0 || offset < start + name.length)
        return none;
    return (struct define){name, at(text, start + name.length) == '('};
}

/* Notes the words between the keyword and '('; returns the offset of '(' or the text's length. */
static size_t read_words(struct head *head, struct source_text text, size_t offset)
{
    for (size_t i = skip_space(text, offset); i < text.length; i = skip_space(text, i)) {
        struct name word = scan_identifier(text, i);
        head->is_constexpr |= is_name(word, "constexpr");
        head->is_consteval |= is_name(word, "consteval");
        head->is_goto |= is_name(word, "goto");
        char c = text.bytes[i];
        head->is_negated |= c == '!';
        if (c == '(')
            return i;
        if (c == '{' || (word.length == 0 && c != '!'))
            break;
        i += word.length > 0 ? word.length : 1;
    }
    return text.length;
}

struct head scan_head(struct source_text text, size_t keyword)
{
    struct head head = {0};
    struct name word = scan_identifier(text, keyword);
    if (word.length == 0)
        return head;
    size_t open = read_words(&head, text, keyword + word.length);
    if (open >= text.length)
        return head;
    int depth = 0;
    for (size_t i = open; i < text.length; i = skip_space(text, i)) {
        char c = text.bytes[i];
        depth += depth_change(c);
        size_t next = skip_token(text, i);
        if (depth == 0) {
            head.is_found = true;
            head.end = next;
            return head;
        }
        if (depth == 1 && c == ';')
            head.semicolons++;
        else if (i > open && head.semicolons < HEAD_PARTS)
            head.has_part[head.semicolons] = true;
        i = next;
    }
    return head;
}
