/* What makers of objects and preparations of calls share. For the files of the probe. */
#ifndef ERRNO_LINT_PROBE_TOOLS_H
#define ERRNO_LINT_PROBE_TOOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct subject;

/* Fills in everything but the object, in the current directory, which must be empty. False where
 * the machine lacks the most ordinary things. */
bool subject_init(struct subject *s);

/* Takes a descriptor; where there is no path yet, the path is the one below /proc. False for -1. */
bool take_descriptor(struct subject *s, int fd);

/* Takes a descriptor and a path. False for -1. */
bool take_both(struct subject *s, int fd, const char *path);

/* Takes a path without a descriptor. Always true. */
bool take_path(struct subject *s, const char *path);

/* Makes a regular file with a few bytes in it. */
bool write_file(const char *path, const char *text, mode_t mode);

/* For a process just forked by `parent`: it ends when that one does. */
void end_with(pid_t parent);

/* A process that does nothing until its parent ends; -1 where there can be none. */
pid_t start_waiting_child(struct subject *s);

/* Listens on the loopback interface; the address goes to the subject. -1 on failure. */
int listen_locally(struct subject *s, int family);

#endif
