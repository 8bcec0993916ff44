/* Reading a parsed JSON file with errors that name the file and the JSON pointer. For the loaders
 * of ruledb alone. A json_at is a value with its way from the file's top, linked upwards; it is
 * cheap to make and holds no memory. */
#ifndef ERRNO_LINT_RULEDB_JSON_H
#define ERRNO_LINT_RULEDB_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"

struct arena;
struct cJSON;
struct error;
struct rule_names;

struct json_at {
    const struct json_at *above; /* NULL = the file's top */
    const char *name;         /* key in an object; NULL in an array; at the top the file's name */
    size_t index;             /* in an array */
    const struct cJSON *item; /* NULL = there is no such member */
};

/* Parses a file and refuses keys that stand twice in one object. bytes[length] must be NUL. The
 * tree is the caller's, for json_delete; it is NULL after an error. */
MUST_CHECK bool json_parse(struct cJSON **tree, const char *file, const char *bytes, size_t length,
                           struct arena *scratch, struct error *error);
void json_delete(struct cJSON *tree);

/* The file's top, a member of an object (item NULL where it is missing), and the way over all
 * members. The results point to `at`, which must live as long. */
struct json_at json_top(const char *file, const struct cJSON *tree);
struct json_at json_member(const struct json_at *at, const char *key);
struct json_at json_first(const struct json_at *at);
struct json_at json_next(const struct json_at *at);

/* Sets "FILE: POINTER: TEXT" and returns false. */
bool json_fail(const struct json_at *at, struct error *error, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Puts "FILE: POINTER: " before an error that is there and returns false. */
bool json_wrap(const struct json_at *at, struct error *error);

/* The file that the value is in. */
const char *json_file(const struct json_at *at);

/* The value must be an object; with `keys` (NULL at the end) it may have no others. */
MUST_CHECK bool json_need_object(const struct json_at *at, const char *const *keys,
                                 struct error *error);
MUST_CHECK bool json_need_array(const struct json_at *at, struct error *error);

/* The value must be of the type, a string not empty. Strings are copied into the arena. */
MUST_CHECK bool json_read_string(const char **value, const struct json_at *at, struct arena *arena,
                                 struct error *error);
MUST_CHECK bool json_read_bool(bool *value, const struct json_at *at, struct error *error);
MUST_CHECK bool json_read_count(int *value, const struct json_at *at,
                                struct error *error); /* 0 .. 1000 */
MUST_CHECK bool json_read_names(struct rule_names *names, const struct json_at *at,
                                struct arena *arena, struct error *error);

/* The value must be one of the words (NULL at the end); `what` names their kind in the error. */
MUST_CHECK bool json_read_word(int *index, const struct json_at *at, const char *what,
                               const char *const *words, struct error *error);

/* As above for members that may be missing: the value then stays as it is. */
MUST_CHECK bool json_take_string(const char **value, const struct json_at *at, const char *key,
                                 struct arena *arena, struct error *error);
MUST_CHECK bool json_take_bool(bool *value, const struct json_at *at, const char *key,
                               struct error *error);
MUST_CHECK bool json_take_names(struct rule_names *names, const struct json_at *at, const char *key,
                                struct arena *arena, struct error *error);

#endif
