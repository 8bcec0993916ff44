/* JSON for files that people write: every value knows its way from the file's top, for errors, and
 * a key may stand once in its object. */
#include "ruledb/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

/* Where parsing stopped, as line and column from 1, columns in bytes. */
static bool fail_syntax(const char *file, const char *bytes, const char *end, struct error *error)
{
    size_t line = 1;
    const char *start = bytes;
    for (const char *at = bytes; at < end; at++) {
        if (*at == '\n') {
            line++;
            start = at + 1;
        }
    }
    return error_set(
        error,
        "%s:%zu:%td: this is no JSON: look for a comma, quote or bracket missing or left over",
        file, line, end - start + 1);
}

/* Most names differ in their first byte: that is looked at here, as a call costs more. */
static bool is_name(const struct json_node *member, const char *name)
{
    return member->name[0] == name[0] && strcmp(member->name, name) == 0;
}

static const struct json_node *find_member(const struct json_node *object, const char *key)
{
    const struct json_node *member = object->u.first;
    while (member != NULL && !is_name(member, key))
        member = member->next;
    return member;
}

static const struct json_node *find_twin_sorted(const struct json_node *object,
                                                struct arena *scratch)
{
    const char **keys = arena_alloc(scratch, object->count * sizeof *keys);
    size_t filled = 0;
    for (const struct json_node *member = object->u.first; member != NULL; member = member->next)
        keys[filled++] = member->name;
    qsort(keys, filled, sizeof *keys, text_compare_pointers);
    for (size_t i = 1; i < filled; i++)
        if (strcmp(keys[i - 1], keys[i]) == 0)
            return find_member(object, keys[i]);
    return NULL;
}

/* A member whose key stands twice. Most objects are rows with a handful of keys: comparing all
 * pairs is fastest there. */
static const struct json_node *find_twin(const struct json_node *object, struct arena *scratch)
{
    enum { SMALL = 16 };
    if (object->count > SMALL)
        return find_twin_sorted(object, scratch);
    for (const struct json_node *member = object->u.first; member != NULL; member = member->next)
        for (const struct json_node *other = member->next; other != NULL; other = other->next)
            if (is_name(member, other->name))
                return member;
    return NULL;
}

/* Recursion is bounded by the nesting that the parser accepts. */
static bool check_keys_once(const struct json_at *at, struct arena *scratch, struct error *error)
{
    if (at->item->kind == JSON_OBJECT) {
        const struct json_node *twin = find_twin(at->item, scratch);
        if (twin != NULL) {
            struct json_at place = {at, twin->name, 0, twin};
            return json_fail(&place, error, "this key stands here twice: keep one");
        }
    }
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child))
        if (!check_keys_once(&child, scratch, error))
            return false;
    return true;
}

bool json_parse(const struct json_node **tree, const char *file, const char *bytes, size_t length,
                struct arena *keep, struct arena *scratch, struct error *error)
{
    size_t stopped;
    *tree = json_parse_text(&stopped, bytes, length, keep, scratch);
    if (*tree == NULL)
        return fail_syntax(file, bytes, bytes + stopped, error);
    struct json_at top = json_top(file, *tree);
    return check_keys_once(&top, scratch, error);
}

struct json_at json_top(const char *file, const struct json_node *tree)
{
    return (struct json_at){NULL, file, 0, tree};
}

struct json_at json_member(const struct json_at *at, const char *key)
{
    bool is_object = at->item != NULL && at->item->kind == JSON_OBJECT;
    return (struct json_at){at, key, 0, is_object ? find_member(at->item, key) : NULL};
}

struct json_at json_first(const struct json_at *at)
{
    bool has_members = at->item->kind == JSON_OBJECT || at->item->kind == JSON_ARRAY;
    const struct json_node *first = has_members ? at->item->u.first : NULL;
    return (struct json_at){at, first == NULL ? NULL : first->name, 0, first};
}

struct json_at json_next(const struct json_at *at)
{
    const struct json_node *next = at->item->next;
    return (struct json_at){at->above, next == NULL ? NULL : next->name, at->index + 1, next};
}

const char *json_file(const struct json_at *at)
{
    while (at->above != NULL)
        at = at->above;
    return at->name;
}

struct pointer {
    char text[512]; /* cut where it does not fit */
    size_t length;
};

static void add_byte(struct pointer *pointer, char byte)
{
    if (pointer->length + 1 < sizeof pointer->text)
        pointer->text[pointer->length++] = byte;
}

/* Adds the JSON pointer (RFC 6901) of the value: "/calls/open/errnos/ENOENT/0". */
static void add_pointer(struct pointer *pointer, const struct json_at *at)
{
    if (at->above == NULL)
        return;
    add_pointer(pointer, at->above);
    char number[24];
    snprintf(number, sizeof number, "%zu", at->index);
    add_byte(pointer, '/');
    for (const char *byte = at->name != NULL ? at->name : number; *byte != '\0'; byte++) {
        if (*byte == '~' || *byte == '/') {
            add_byte(pointer, '~');
            add_byte(pointer, *byte == '~' ? '0' : '1');
        } else {
            add_byte(pointer, *byte);
        }
    }
}

bool json_wrap(const struct json_at *at, struct error *error)
{
    struct pointer pointer = {.length = 0};
    add_pointer(&pointer, at);
    pointer.text[pointer.length] = '\0';
    return error_wrap(error, "%s: %s", json_file(at), pointer.length > 0 ? pointer.text : "/");
}

bool json_fail(const struct json_at *at, struct error *error, const char *format, ...)
{
    char text[ERROR_TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_set(error, "%s", text);
    return json_wrap(at, error);
}
