/* Reading JSON values of a wanted type: each refusal says what must stand there. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "ruledb/json.h"
#include "ruledb/ruledb.h"

static bool fail_type(const struct json_at *at, const char *wanted, struct error *error)
{
    return json_fail(at, error, at->item == NULL ? "is missing: add %s" : "must be %s", wanted);
}

/* Whether the word is one of the list; its index. */
static bool find_word(int *index, const char *const *words, const char *word)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(words[i], word) == 0) {
            *index = i;
            return true;
        }
    }
    return false;
}

/* "A, B, C" into a buffer, cut where it does not fit. */
static void list_words(char *text, size_t size, const char *const *words)
{
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; words[i] != NULL && length < size; i++)
        length +=
            (size_t)snprintf(text + length, size - length, "%s%s", i > 0 ? ", " : "", words[i]);
}

bool json_need_object(const struct json_at *at, const char *const *keys, struct error *error)
{
    if (!cJSON_IsObject(at->item))
        return fail_type(at, "an object", error);
    if (keys == NULL)
        return true;
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child)) {
        int index;
        if (!find_word(&index, keys, child.name)) {
            char list[256];
            list_words(list, sizeof list, keys);
            return json_fail(&child, error, "there is no such key; one of: %s", list);
        }
    }
    return true;
}

bool json_need_array(const struct json_at *at, struct error *error)
{
    return cJSON_IsArray(at->item) || fail_type(at, "an array", error);
}

bool json_read_string(const char **value, const struct json_at *at, struct arena *arena,
                      struct error *error)
{
    if (!cJSON_IsString(at->item) || at->item->valuestring[0] == '\0')
        return fail_type(at, "a string that is not empty", error);
    *value = arena_strdup(arena, at->item->valuestring);
    return true;
}

bool json_read_bool(bool *value, const struct json_at *at, struct error *error)
{
    if (!cJSON_IsBool(at->item))
        return fail_type(at, "true or false", error);
    *value = cJSON_IsTrue(at->item);
    return true;
}

bool json_read_count(int *value, const struct json_at *at, struct error *error)
{
    double number = cJSON_IsNumber(at->item) ? at->item->valuedouble : -1;
    if (!(number >= 0 && number <= 1000) || number != (double)(int)number)
        return fail_type(at, "an integer from 0 to 1000", error);
    *value = (int)number;
    return true;
}

bool json_read_names(struct rule_names *names, const struct json_at *at, struct arena *arena,
                     struct error *error)
{
    if (!json_need_array(at, error))
        return false;
    size_t count = (size_t)cJSON_GetArraySize(at->item);
    const char **items = arena_alloc(arena, count * sizeof *items);
    for (struct json_at child = json_first(at); child.item != NULL; child = json_next(&child))
        if (!json_read_string(&items[child.index], &child, arena, error))
            return false;
    *names = (struct rule_names){items, count};
    return true;
}

bool json_read_word(int *index, const struct json_at *at, const char *what,
                    const char *const *words, struct error *error)
{
    const char *word = cJSON_GetStringValue(at->item);
    if (word != NULL && find_word(index, words, word))
        return true;
    char list[256];
    list_words(list, sizeof list, words);
    if (at->item == NULL)
        return json_fail(at, error, "is missing; one of: %s", list);
    return json_fail(at, error, "%s%s%s is no %s; one of: %s", word == NULL ? "" : "\"",
                     word == NULL ? "this" : word, word == NULL ? "" : "\"", what, list);
}

bool json_take_string(const char **value, const struct json_at *at, const char *key,
                      struct arena *arena, struct error *error)
{
    struct json_at member = json_member(at, key);
    return member.item == NULL || json_read_string(value, &member, arena, error);
}

bool json_take_bool(bool *value, const struct json_at *at, const char *key, struct error *error)
{
    struct json_at member = json_member(at, key);
    return member.item == NULL || json_read_bool(value, &member, error);
}

bool json_take_names(struct rule_names *names, const struct json_at *at, const char *key,
                     struct arena *arena, struct error *error)
{
    struct json_at member = json_member(at, key);
    return member.item == NULL || json_read_names(names, &member, arena, error);
}
