/* Either form counts, -IDIR and -I DIR, for each of the options. */
#include "run/include_flags.h"

#include <string.h>

#include "base/text.h"
#include "project/project.h"

const char *include_flags_directory(const struct project_source *source, size_t at, size_t *length)
{
    static const char *const FLAGS[] = {"-idirafter", "-isystem", "-iquote", "-I"};
    const char *flag = source->flags[at];
    for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
        if (!text_starts_with(flag, FLAGS[i]))
            continue;
        const char *rest = flag + strlen(FLAGS[i]);
        bool is_apart = *rest == '\0' && at + 1 < source->flag_count;
        *length = is_apart ? 2 : 1;
        return is_apart ? source->flags[at + 1] : rest;
    }
    *length = 1;
    return NULL;
}

bool include_flags_is_last(const char *flag)
{
    return text_starts_with(flag, "-idirafter");
}

size_t include_flags_others(const struct project_source *source, const char **flags)
{
    size_t count = 0, length;
    for (size_t i = 0; i < source->flag_count; i += length)
        if (include_flags_directory(source, i, &length) == NULL)
            flags[count++] = source->flags[i];
    return count;
}
