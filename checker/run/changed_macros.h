/* The macros whose definition has changed. For run/changed.c alone. */
#ifndef ERRNO_LINT_RUN_CHANGED_MACROS_H
#define ERRNO_LINT_RUN_CHANGED_MACROS_H

struct arena;
struct changes;
struct path_map;

/* Adds the names of the macros with a changed line in one of their definitions. */
void changed_macros_find(struct path_map *names, struct arena *arena,
                         const struct changes *changes);

#endif
