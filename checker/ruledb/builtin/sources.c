/* The texts of the built-in rule files. They are read once when the program is built, and again
 * where --rules adds files: what is added may replace a set or a kind that the built-in calls rest
 * on. */
#include "base/arena.h"
#include "ruledb/builtin/builtin.h"
#include "ruledb/builtin/embedded.h"
#include "ruledb/load.h"

void builtin_sources(struct rule_sources *sources, struct arena *arena)
{
    *sources =
        (struct rule_sources){.imported = imported_calls, .imported_count = imported_call_count};
    for (size_t i = 0; i < embedded_file_count; i++) {
        struct rule_source *source = arena_append(arena, &sources->items, &sources->count,
                                                  &sources->capacity, sizeof *source);
        const struct embedded_file *file = &embedded_files[i];
        *source = (struct rule_source){file->path, (const char *)file->bytes, file->length, false};
    }
}
