/* A JSON parser for the rules. Every start of the program reads half a megabyte of them, most of it
 * small objects; so a value is a small node in an arena, and strings stay where they are in one
 * copy of the file, ended and unescaped in place. It takes what RFC 8259 allows. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "ruledb/json.h"

enum { DEEPEST = 200 }; /* levels of nesting; rules have ten */

struct parser {
    char *at; /* in a copy of the file that ends in NUL; where parsing fails, the place */
    struct arena *scratch;
    int depth;
};

static bool parse_value(struct parser *parser, struct json_node *node);

static void skip_space(struct parser *parser)
{
    while (*parser->at == ' ' || *parser->at == '\n' || *parser->at == '\r' || *parser->at == '\t')
        parser->at++;
}

/* Takes the byte, and the space behind it, if it is next. */
static bool take(struct parser *parser, char byte)
{
    if (*parser->at != byte)
        return false;
    parser->at++;
    skip_space(parser);
    return true;
}

/* Four hexadecimal digits; -1 where they are none. */
static long read_unit(const char *at)
{
    long unit = 0;
    for (int i = 0; i < 4; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF";
        const char *digit = at[i] == '\0' ? NULL : strchr(digits, at[i]);
        if (digit == NULL)
            return -1;
        unit = unit * 16 + (digit - digits) % 16;
    }
    return unit;
}

static char *write_utf8(char *to, unsigned long code)
{
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    *to++ = (char)(leads[more] | (code >> (6 * more)));
    while (more-- > 0)
        *to++ = (char)(0x80 | ((code >> (6 * more)) & 0x3f));
    return to;
}

/* \uXXXX, or two of them where the first is the upper half of a pair. NUL is refused: it would end
 * the string. */
static bool parse_unicode(struct parser *parser, char **to)
{
    long code = read_unit(parser->at + 2), low;
    if (code <= 0 || (code >= 0xdc00 && code < 0xe000))
        return false;
    if (code >= 0xd800 && code < 0xdc00) {
        if (parser->at[6] != '\\' || parser->at[7] != 'u')
            return false;
        low = read_unit(parser->at + 8);
        if (low < 0xdc00 || low >= 0xe000)
            return false;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        parser->at += 6;
    }
    parser->at += 6;
    *to = write_utf8(*to, (unsigned long)code);
    return true;
}

static bool parse_escape(struct parser *parser, char **to)
{
    static const char names[] = "\"\\/bfnrt", bytes[] = "\"\\/\b\f\n\r\t";
    char name = parser->at[1];
    if (name == 'u')
        return parse_unicode(parser, to);
    const char *found = name == '\0' ? NULL : strchr(names, name);
    if (found == NULL)
        return false;
    *(*to)++ = bytes[found - names];
    parser->at += 2;
    return true;
}

/* A string with both quotes. Unescaped it is never longer, so it stays where it is. */
static bool parse_string(struct parser *parser, const char **text)
{
    if (*parser->at != '"')
        return false;
    char *to = ++parser->at;
    *text = to;
    while (*parser->at != '"') {
        if (*parser->at == '\\') {
            if (!parse_escape(parser, &to))
                return false;
        } else if ((unsigned char)*parser->at < ' ') { /* the end of the file among them */
            return false;
        } else {
            *to++ = *parser->at++;
        }
    }
    parser->at++;
    *to = '\0';
    skip_space(parser);
    return true;
}

/* The members of an object or an array, up to the closing bracket. */
static bool parse_members(struct parser *parser, struct json_node *node, char end)
{
    const struct json_node **last = &node->u.first;
    if (take(parser, end))
        return true;
    do {
        struct json_node *member = arena_alloc(parser->scratch, sizeof *member);
        if (node->kind == JSON_OBJECT &&
            (!parse_string(parser, &member->name) || !take(parser, ':')))
            return false;
        if (!parse_value(parser, member))
            return false;
        *last = member;
        last = &member->next;
        node->count++;
    } while (take(parser, ','));
    return take(parser, end);
}

/* What strtod takes beyond JSON (hexadecimal digits, infinity, a plus) does not get here. */
static bool parse_number(struct parser *parser, struct json_node *node)
{
    size_t length = strspn(parser->at, "-+.0123456789eE");
    const char *digits = parser->at + (*parser->at == '-');
    char *end;
    if (*digits < '0' || *digits > '9' || (*digits == '0' && digits[1] >= '0' && digits[1] <= '9'))
        return false;
    node->kind = JSON_NUMBER;
    node->u.number = strtod(parser->at, &end);
    bool is_whole = end == parser->at + length && end[-1] != '.';
    parser->at = end;
    skip_space(parser);
    return is_whole;
}

static bool parse_word(struct parser *parser, struct json_node *node, const char *word,
                       enum json_kind kind)
{
    size_t length = strlen(word);
    if (strncmp(parser->at, word, length) != 0)
        return false;
    parser->at += length;
    node->kind = kind;
    skip_space(parser);
    return true;
}

static bool parse_nested(struct parser *parser, struct json_node *node)
{
    bool is_object = *parser->at == '{';
    if (parser->depth == DEEPEST)
        return false;
    parser->depth++;
    node->kind = is_object ? JSON_OBJECT : JSON_ARRAY;
    take(parser, *parser->at);
    bool ok = parse_members(parser, node, is_object ? '}' : ']');
    parser->depth--;
    return ok;
}

static bool parse_value(struct parser *parser, struct json_node *node)
{
    switch (*parser->at) {
    case '{':
    case '[': return parse_nested(parser, node);
    case '"': node->kind = JSON_STRING; return parse_string(parser, &node->u.text);
    case 't': return parse_word(parser, node, "true", JSON_TRUE);
    case 'f': return parse_word(parser, node, "false", JSON_FALSE);
    case 'n': return parse_word(parser, node, "null", JSON_NULL);
    default: return parse_number(parser, node);
    }
}

const struct json_node *json_parse_text(size_t *stopped, const char *bytes, size_t length,
                                        struct arena *keep, struct arena *scratch)
{
    char *copy = arena_copy(keep, bytes, length);
    struct parser parser = {.at = copy, .scratch = scratch};
    struct json_node *node = arena_alloc(scratch, sizeof *node);
    skip_space(&parser);
    bool ok = parse_value(&parser, node);
    *stopped = (size_t)(parser.at - copy);
    return ok && *stopped == length ? node : NULL;
}
