/* All tables of objects as one list. */
#include "probe/objects.h"

static bool make_nothing(struct subject *s)
{
    (void)s;
    return true;
}

static const struct probe_object NOTHING = {"none", NULL, make_nothing, 0};

static const struct probe_object_table *const TABLES[] = {&file_objects, &program_objects, &anonymous_objects,
                                                          &stream_objects, &socket_objects,
                                                          &system_objects, &path_objects};

size_t probe_object_count(void)
{
    size_t count = 1;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        count += TABLES[i]->count;
    return count;
}

const struct probe_object *probe_object_at(size_t index)
{
    if (index-- == 0)
        return &NOTHING;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        if (index < TABLES[i]->count)
            return &TABLES[i]->objects[index];
        index -= TABLES[i]->count;
    }
    return NULL;
}
