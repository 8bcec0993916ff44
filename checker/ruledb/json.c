/* A thin layer over cJSON for files that people write. cJSON keeps neither a value's place nor an
 * objection to keys that stand twice; both are added here. Lookups are case-sensitive. */
#include "ruledb/json.h"

#include <cjson/cJSON.h>
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

static const cJSON *find_twin_sorted(const struct json_at *at, size_t count, struct arena *scratch)
{
    const char **keys = arena_alloc(scratch, count * sizeof *keys);
    size_t filled = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, at->item) keys[filled++] = item->string;
    qsort(keys, count, sizeof *keys, text_compare_pointers);
    for (size_t i = 1; i < count; i++)
        if (strcmp(keys[i - 1], keys[i]) == 0)
            return cJSON_GetObjectItemCaseSensitive(at->item, keys[i]);
    return NULL;
}

/* A member whose key stands twice. Most objects are rows with a handful of keys: comparing all
 * pairs is fastest there. */
static const cJSON *find_twin(const struct json_at *at, struct arena *scratch)
{
    enum { SMALL = 16 };
    size_t count = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, at->item) count++;
    if (count > SMALL)
        return find_twin_sorted(at, count, scratch);
    cJSON_ArrayForEach(
        item, at->item) for (const cJSON *other = item->next; other != NULL;
                             other = other->next) if (strcmp(item->string, other->string) ==
                                                      0) return item;
    return NULL;
}

/* Recursion is bounded by the nesting that cJSON accepts (1000). */
static bool check_keys_once(const struct json_at *at, struct arena *scratch, struct error *error)
{
    if (cJSON_IsObject(at->item)) {
        const cJSON *twin = find_twin(at, scratch);
        if (twin != NULL) {
            struct json_at place = {at, twin->string, 0, twin};
            return json_fail(&place, error, "this key stands here twice: keep one");
        }
    }
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child))
        if (!check_keys_once(&child, scratch, error))
            return false;
    return true;
}

bool json_parse(struct cJSON **tree, const char *file, const char *bytes, size_t length,
                struct arena *scratch, struct error *error)
{
    const char *end = bytes;
    *tree = NULL;
    const char *zero = memchr(bytes, '\0', length);
    if (zero != NULL)
        return fail_syntax(file, bytes, zero, error);
    *tree = cJSON_ParseWithLengthOpts(bytes, length + 1, &end, true);
    if (*tree == NULL)
        return fail_syntax(file, bytes, end, error);
    struct json_at top = json_top(file, *tree);
    if (check_keys_once(&top, scratch, error))
        return true;
    json_delete(*tree);
    *tree = NULL;
    return false;
}

void json_delete(struct cJSON *tree)
{
    cJSON_Delete(tree);
}

struct json_at json_top(const char *file, const struct cJSON *tree)
{
    return (struct json_at){NULL, file, 0, tree};
}

struct json_at json_member(const struct json_at *at, const char *key)
{
    return (struct json_at){at, key, 0, cJSON_GetObjectItemCaseSensitive(at->item, key)};
}

struct json_at json_first(const struct json_at *at)
{
    const cJSON *child = at->item->child;
    return (struct json_at){at, child == NULL ? NULL : child->string, 0, child};
}

struct json_at json_next(const struct json_at *at)
{
    const cJSON *next = at->item->next;
    return (struct json_at){at->above, next == NULL ? NULL : next->string, at->index + 1, next};
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
