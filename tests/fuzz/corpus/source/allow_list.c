#include <assert.h>
#include <errno.h>
#include <sys/xattr.h>
#define MAY_FAIL(e) ((e) == ENODATA || (e) == EOPNOTSUPP)
static int label(const char *path)
{
    char value[20];
    ssize_t length = getxattr(path, "user.label", value, sizeof value);
    if (length < 0) {
        int saved = errno;
        if (saved == ENOENT)
            return -1;
        assert(MAY_FAIL(saved)); /* errno-lint: ignore[missing-errno] a reason */
        errno = saved;
    }
    return length > 0 ? value[0] : 0;
}
