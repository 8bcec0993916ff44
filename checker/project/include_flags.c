/* Filtered flags have their value in the same word, those that a user adds may have it in the next
 * one. Files to include first go past the driver, each word behind an -Xclang (see flags.c). */
#include "project/include_flags.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "project/project.h"

const char *include_flags_directory(const struct project_source *source, size_t at,
                                    enum include_place *place)
{
    static const struct {
        const char *name;
        enum include_place place;
    } FLAGS[] = {{"-I", INCLUDE_OWN},
                 {"-iquote", INCLUDE_QUOTED},
                 {"-isystem", INCLUDE_SYSTEM},
                 {"-cxx-isystem", INCLUDE_SYSTEM},
                 {"-idirafter", INCLUDE_AFTER}};
    const char *flag = source->flags[at];
    for (size_t i = 0; i < sizeof FLAGS / sizeof FLAGS[0]; i++) {
        if (!text_starts_with(flag, FLAGS[i].name))
            continue;
        *place = FLAGS[i].place;
        const char *joined = flag + strlen(FLAGS[i].name);
        return *joined != '\0' || at + 1 == source->flag_count ? joined : source->flags[at + 1];
    }
    return NULL;
}

const char *include_flags_file(const struct project_source *source, size_t at)
{
    const char *flag = source->flags[at];
    if (strcmp(flag, "-include") != 0 && strcmp(flag, "-imacros") != 0)
        return NULL;
    size_t next = at + 1;
    while (next < source->flag_count && strcmp(source->flags[next], "-Xclang") == 0)
        next++;
    return next < source->flag_count ? source->flags[next] : NULL;
}

void include_flags_list(struct path_list *directories, struct arena *arena,
                        const struct project_source *source, enum include_place place)
{
    for (size_t i = 0; i < source->flag_count; i++) {
        enum include_place found;
        const char *name = include_flags_directory(source, i, &found);
        if (name != NULL && found == place)
            path_list_add(directories, arena, path_absolute(arena, source->directory, name));
    }
}

size_t include_flags_others(const struct project_source *source, const char **flags)
{
    size_t count = 0;
    for (size_t i = 0; i < source->flag_count; i++) {
        enum include_place place;
        const char *directory = include_flags_directory(source, i, &place);
        if (directory == NULL)
            flags[count++] = source->flags[i];
        else if (i + 1 < source->flag_count && directory == source->flags[i + 1])
            i++;
    }
    return count;
}
