#include <errno.h>
#include <assert.h>
#include <pthread.h>
#include <sys/socket.h>
static pthread_mutex_t lock;
static inline int check(int error) { return error == EINTR || error == EAGAIN; }
int both(int fd)
{
    int error = 0;
    socklen_t size = sizeof error;
    if (pthread_mutex_trylock(&lock) && errno == EBUSY)
        return 1;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0)
        assert(error == 0 || error == ECONNREFUSED);
    if (send(fd, &error, 4, 0) == -EINTR)
        return 2;
    assert(check(errno));
    return errno == EPIPE && errno == EIO;
}
