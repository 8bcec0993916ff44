/* All tables of objects as one list. */
#include "probe/objects.h"

static bool make_nothing(struct subject *s)
{
    (void)s;
    return true;
}

static const struct probe_object NOTHING = {"none", NULL, make_nothing, 0};

static const struct probe_object_table *const TABLES[] = {
    &file_objects,   &program_objects, &anonymous_objects, &stream_objects,
    &socket_objects, &system_objects,  &path_objects};

size_t probe_object_count(void)
{
    size_t count = 1;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        count += TABLES[i]->count;
    return count;
}

/* The table that holds an object; *index becomes its place there. NULL for the first. */
static const struct probe_object_table *find_table(size_t *index)
{
    if ((*index)-- == 0)
        return NULL;
    size_t table = 0;
    while (*index >= TABLES[table]->count)
        *index -= TABLES[table++]->count;
    return TABLES[table];
}

const struct probe_object *probe_object_at(size_t index)
{
    const struct probe_object_table *table = find_table(&index);
    return table == NULL ? &NOTHING : &table->objects[index];
}

bool probe_object_is_in_files(size_t index)
{
    const struct probe_object_table *table = find_table(&index);
    return table != NULL && table->is_in_files;
}
