// C++
#include <cassert>
#include <cerrno>
#include <cstdlib>
#include <unistd.h>
namespace io {
template <typename T> struct Guard {
    explicit Guard(T fd) : fd_(fd) {}
    ~Guard() { if (close(fd_) < 0) assert(errno != EBADF); }
    T fd_;
};
struct Fault { int code; };
int sync(int fd)
{
    Guard<int> guard{fd};
    auto retry = [&] { return ::fsync(guard.fd_) == -1 && errno == EINTR; };
    while (retry())
        ;
    try {
        for (int i : {ENOENT, EACCES})
            if (errno == i)
                throw Fault{errno};
    } catch (const Fault &fault) {
        if (fault.code != EACCES)
            std::abort();
    } catch (...) {
        return -1;
    }
    return 0;
}
}
