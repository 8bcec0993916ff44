#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
int drain(int fd, char *to, size_t size)
{
again:
    switch (read(fd, to, size)) {
    case -1:
        switch (errno) {
        case EINTR: goto again;
        case EAGAIN:
        case EIO: return 0;
        default: abort();
        }
    case 0: return 1;
    }
    do {
        if (close(fd) == 0 || errno != EINTR)
            break;
    } while (1);
    return errno == EBADF ? exit(1), 2 : 3;
}
