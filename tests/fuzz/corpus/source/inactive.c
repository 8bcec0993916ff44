#include <errno.h>
#include "not-there.h"
#ifdef HAVE_MADVISE
void advise(void *at) { if (madvise(at, 1, 2)) assert(errno == EINVAL); }
#elif defined(_WIN32)
#error "no"
#endif
struct queue { int fd; lost_t type; };
int lost(struct queue *queue) {
    undeclared(queue->type)->field = 1;
    if (fsync(queue->fd) && (errno != EROFS && errno != EINVAL)) PANIC("fsync: %d", errno);
    return ({ int x = fcntl(queue->fd, 6, &x); x < 0 ? -errno : x; });
}
