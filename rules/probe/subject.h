/* What the probe runs calls on: an object in some state, its path, and a few tools beside it. For
 * the files of the probe. */
#ifndef ERRNO_LINT_PROBE_SUBJECT_H
#define ERRNO_LINT_PROBE_SUBJECT_H

#include <limits.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

enum { BUFFER_SIZE = 1 << 18 };

/* Made anew in every child. Calls are written over its members: `read(s->fd, s->buffer, 16)`. */
struct subject {
    int fd;                  /* the object's descriptor, -1 where it has none */
    const char *path;        /* a path to it */
    char text[PATH_MAX * 2]; /* room for the path */

    char *buffer;           /* BUFFER_SIZE bytes */
    void *null;             /* a null pointer that the compiler does not know to be one */
    void *wild;             /* a pointer to memory that is not there */
    struct iovec vector[2]; /* two small pieces of the buffer */
    char *const *argv;      /* {"probe", NULL} */
    char *const *envp;      /* {NULL} */

    /* Tools: open descriptors of the kinds that their names say. */
    int file, pipe_read, pipe_write, directory, epoll;
    int closed;  /* a number that is not open */
    int peer;    /* the other end of the object's pipe or connection, -1 = none */
    pid_t child; /* a process of one's own that waits; started by start_waiting_child() */
    union {
        struct sockaddr address; /* where a socket of this family listens, or nobody does */
        struct sockaddr_storage storage;
    };
    socklen_t address_length;
};

#endif
