/* Taking the text of a call apart. Only what the .def files write needs to be understood: literals,
 * names of macros joined by '|', addresses, and members of the subject. */
#include "probe/call_text.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "probe/runner.h"

/* The length of an argument: up to a comma or a closing parenthesis that is not within brackets or
 * a string. */
static size_t argument_length(const char *text)
{
    size_t depth = 0;
    bool is_string = false;
    for (size_t i = 0;; i++) {
        char c = text[i];
        if (c == '\0' || (!is_string && depth == 0 && (c == ',' || c == ')')))
            return i;
        if (c == '"' && (i == 0 || text[i - 1] != '\\'))
            is_string = !is_string;
        else if (!is_string && strchr("([{", c) != NULL)
            depth++;
        else if (!is_string && strchr(")]}", c) != NULL)
            depth--;
    }
}

struct call_text call_text_parse(const char *text, struct arena *arena)
{
    struct call_text call = {0};
    const char *name;
    size_t length = probe_call_name(text, &name);
    call.name = arena_copy(arena, name, length);
    call.is_by_number = name != text;
    for (const char *rest = name + length; *rest == '(' || *rest == ',';) {
        rest += strspn(rest, "(, ");
        size_t size = argument_length(rest);
        if (size > 0 && call.count < MAX_ARGUMENTS)
            call.arguments[call.count++] = arena_copy(arena, rest, size);
        rest += size;
    }
    return call;
}

/* Tools beside the object, by what they are. */
static const char *tool_kind(const char *text)
{
    static const char *const TOOLS[][2] = {{"s->file", "regular-file"},
                                           {"s->pipe_read", "pipe"},
                                           {"s->pipe_write", "pipe"},
                                           {"s->directory", "directory"},
                                           {"s->epoll", "epoll"}};
    for (size_t i = 0; i < sizeof TOOLS / sizeof TOOLS[0]; i++)
        if (strcmp(text, TOOLS[i][0]) == 0)
            return TOOLS[i][1];
    return NULL;
}

static const char *string_value(const char *text, struct arena *arena)
{
    size_t length = strlen(text);
    return length < 2 ? "" : arena_copy(arena, text + 1, length - 2);
}

static void add_constant(struct rule_argument *argument, const char *text)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 0);
    if (end == text || *end != '\0')
        return;
    argument->has_value = errno == 0;
    argument->value = value;
}

/* Names joined by '|'; anything else among them and nothing is known. */
static void add_names(struct rule_argument *argument, const char *text, struct arena *arena)
{
    size_t capacity = 0;
    struct rule_argument named = {.is_all_named = true};
    const char **names = NULL;
    for (const char *rest = text; *rest != '\0';) {
        rest += strspn(rest, " |");
        size_t length = strcspn(rest, " |");
        bool is_name = length > 1 && isupper((unsigned char)rest[0]);
        for (size_t i = 0; i < length; i++)
            if (!isupper((unsigned char)rest[i]) && !isdigit((unsigned char)rest[i]) &&
                rest[i] != '_')
                is_name = false;
        if (!is_name)
            return;
        const char **slot =
            arena_append(arena, &names, &named.name_count, &capacity, sizeof *names);
        *slot = arena_copy(arena, rest, length);
        rest += length;
    }
    named.names = names;
    *argument = named;
}

static bool is_object(const char *text)
{
    return text[0] == '&' || text_starts_with(text, "s->buffer") ||
           text_starts_with(text, "s->vector") || text_starts_with(text, "s->argv") ||
           text_starts_with(text, "s->envp") || strstr(text, ")s->buffer") != NULL ||
           strstr(text, "[]){") != NULL;
}

struct rule_argument call_text_argument(const char *text, const struct probe_place *place,
                                        const struct ruledb *rules, struct arena *arena)
{
    struct rule_argument argument = {0};
    const char *tool = tool_kind(text);
    bool is_path = strcmp(text, "s->path") == 0;
    if (is_path || strcmp(text, "s->fd") == 0)
        argument.kind = place->kind;
    if (tool != NULL)
        argument.kind = ruledb_find_kind(rules, tool);
    else if (is_path)
        argument.is_object_address = place->path == PATH_STRING;
    else if (text[0] == '"')
        argument.string = string_value(text, arena);
    else if (is_object(text))
        argument.is_object_address = true;
    else if (strcmp(text, "NULL") == 0 || strcmp(text, "s->null") == 0)
        argument.has_value = true;
    else
        add_names(&argument, text, arena);
    if (argument.names == NULL)
        add_constant(&argument, text);
    /* A wild pointer is a constant to the rules; only that it is not null matters. */
    if (strcmp(text, "s->wild") == 0 || (is_path && place->path == PATH_WILD)) {
        argument.has_value = true;
        argument.value = 1;
    }
    if (is_path && place->path == PATH_NULL)
        argument.has_value = true;
    return argument;
}

const char *call_text_plain(const char *text, struct arena *arena)
{
    struct text plain;
    text_init(&plain, arena);
    for (; *text != '\0'; text++) {
        if (text_starts_with(text, "s->"))
            text += 3;
        text_add_bytes(&plain, text, 1);
    }
    return text_get(&plain);
}
