/* Where the program gets its rules from. Without --rules they are constant tables, made when the
 * program was built: nothing is read, nothing can fail, and all processes share them. */
#include "ruledb/builtin/builtin.h"

#include "base/arena.h"
#include "ruledb/load.h"

bool ruledb_load(const struct ruledb **rules, struct arena *arena, const char *directory,
                 struct error *error)
{
    if (directory == NULL) {
        *rules = &builtin_rules;
        return true;
    }
    struct arena scratch;
    struct rule_sources sources;
    arena_init(&scratch);
    builtin_sources(&sources, &scratch);
    bool ok = load_directory(&sources, &scratch, directory, error) &&
              ruledb_load_sources(rules, arena, &sources, error);
    arena_release(&scratch);
    return ok;
}
