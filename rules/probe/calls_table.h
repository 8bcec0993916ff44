/* Makes a table of calls from CALLS_FILE, a .def file, under the name CALLS_TABLE. Each of its
 * lines becomes a function and a row with the line's own text, so that what runs and what is
 * compared with the rules cannot differ. For the calls_*.c files, each of which includes it once.
 *
 * ONCE(CALL)                         needs no object
 * ON_FD(CALL)                        is run on every object with a descriptor
 * ON_PATH(CALL)                      is run on every object with a path
 * ASK_FD, ASK_PATH                   the same, but they leave all as it was
 * CHANGE_FD, CHANGE_PATH             the same, but they change the object
 * LEAVE_FD, LEAVE_PATH               the same, but they do not return when they succeed
 * ..._AFTER(PREPARATION, CALL)       evaluate something else first */
#include <errno.h>

#include "probe/calls.h"
#include "probe/subject.h"

#define JOIN_LINE(line) call_in_line_##line
#define NAME_OF_LINE(line) JOIN_LINE(line)

/* The text is made here: one macro further down the flags in it would be numbers. */
#define ONCE(...) ROW(SCOPE_ONCE, EFFECT_OWN, 0, #__VA_ARGS__, __VA_ARGS__)
#define ONCE_AFTER(before, ...) ROW(SCOPE_ONCE, EFFECT_PREPARED, before, #__VA_ARGS__, __VA_ARGS__)
#define LEAVE_ONCE(...) ROW(SCOPE_ONCE, EFFECT_LEAVES, 0, #__VA_ARGS__, __VA_ARGS__)
#define ASK_FD(...) ROW(SCOPE_DESCRIPTOR, EFFECT_NONE, 0, #__VA_ARGS__, __VA_ARGS__)
#define ON_FD(...) ROW(SCOPE_DESCRIPTOR, EFFECT_OWN, 0, #__VA_ARGS__, __VA_ARGS__)
#define ON_FD_AFTER(before, ...)                                                                   \
    ROW(SCOPE_DESCRIPTOR, EFFECT_PREPARED, before, #__VA_ARGS__, __VA_ARGS__)
#define CHANGE_FD(...) ROW(SCOPE_DESCRIPTOR, EFFECT_CHANGES, 0, #__VA_ARGS__, __VA_ARGS__)
#define LEAVE_FD(...) ROW(SCOPE_DESCRIPTOR, EFFECT_LEAVES, 0, #__VA_ARGS__, __VA_ARGS__)
#define ASK_PATH(...) ROW(SCOPE_PATH, EFFECT_NONE, 0, #__VA_ARGS__, __VA_ARGS__)
#define ON_PATH(...) ROW(SCOPE_PATH, EFFECT_OWN, 0, #__VA_ARGS__, __VA_ARGS__)
#define CHANGE_PATH(...) ROW(SCOPE_PATH, EFFECT_CHANGES, 0, #__VA_ARGS__, __VA_ARGS__)
#define LEAVE_PATH(...) ROW(SCOPE_PATH, EFFECT_LEAVES, 0, #__VA_ARGS__, __VA_ARGS__)

#define ROW(scope, effect, before, text, ...)                                                      \
    static long NAME_OF_LINE(__LINE__)(struct subject * s)                                         \
    {                                                                                              \
        (void)s;                                                                                   \
        (void)(before);                                                                            \
        errno = 0;                                                                                 \
        return (long)(__VA_ARGS__);                                                                \
    }
#include CALLS_FILE
#undef ROW

#define ROW(scope, effect, before, text, ...) {text, NAME_OF_LINE(__LINE__), scope, effect},
static const struct probe_call ROWS[] = {
#include CALLS_FILE
};
const struct probe_call_table CALLS_TABLE = {ROWS, sizeof ROWS / sizeof ROWS[0]};
