/* The pieces that JSON reports and records share; for report/ alone. */
#ifndef ERRNO_LINT_REPORT_JSON_PARTS_H
#define ERRNO_LINT_REPORT_JSON_PARTS_H

#include <stddef.h>

struct arena;
struct cJSON;
struct file_note;
struct finding;
struct shard;
struct site;

/* What is written to: the object in work, and memory for strings made valid UTF-8; without an arena
 * strings go out as they are. */
struct json_writer {
    struct cJSON *object;
    struct arena *arena;
};

void json_add_string(struct json_writer writer, const char *key, const char *value);
void json_add_number(struct json_writer writer, const char *key, size_t value);
void json_add_strings(struct json_writer writer, const char *key, const char *const *items,
                      size_t count);
struct json_writer json_add_object(struct json_writer parent, const char *key);

/* [{"file", "reason"}] */
void json_add_notes(struct json_writer writer, const char *key, const struct file_note *notes,
                    size_t count);

/* "findings": [...], "sites": [...] */
void json_add_findings(struct json_writer writer, const struct finding *findings, size_t count);
void json_add_sites(struct json_writer writer, const struct site *sites, size_t count);

/* "shard": {...}, with strings as they are: the printed whole has to go through escape_bytes(). */
void json_add_shard(struct json_writer writer, const struct shard *shard);

#endif
