/* All tables of calls as one list. */
#include "probe/calls.h"

static const struct probe_call_table *const TABLES[] = {
    &descriptor_calls, &fcntl_calls,   &io_calls,     &kernel_calls, &library_calls, &memory_calls,
    &path_calls,       &process_calls, &socket_calls, &status_calls, &system_calls,  &xattr_calls};

size_t probe_call_count(void)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        count += TABLES[i]->count;
    return count;
}

const struct probe_call *probe_call_at(size_t index)
{
    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++) {
        if (index < TABLES[i]->count)
            return &TABLES[i]->calls[index];
        index -= TABLES[i]->count;
    }
    return NULL;
}
