/* Reading files and naming paths. Paths are handled as text; only file_* look at the disk. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/error.h"

/* Reads until the buffer of `size` bytes is full or the file ends; the number read, or -1 with
 * errno. */
static ssize_t read_fully(int descriptor, char *bytes, size_t size)
{
    size_t done = 0;
    while (done < size) {
        ssize_t part = read(descriptor, bytes + done, size - done);
        if (part < 0 && errno == EINTR)
            continue;
        if (part < 0)
            return -1;
        if (part == 0)
            break;
        done += (size_t)part;
    }
    return (ssize_t)done;
}

/* Reads to the end of the file. `expected` is its size as far as fstat() knows: files below /proc
 * and /sys say 0 or 4096 and hold more or less, so one byte more is asked for, and the buffer grows
 * while that is there. */
static bool read_to_end(char **bytes, size_t *length, struct arena *arena, int descriptor,
                        const char *path, size_t expected, size_t limit, struct error *error)
{
    size_t size = expected + 1;
    char *buffer = arena_alloc(arena, size + 1);
    for (size_t done = 0;;) {
        ssize_t got = read_fully(descriptor, buffer + done, size - done);
        if (got < 0)
            return error_set_errno(error, errno, "%s: cannot be read", path);
        done += (size_t)got;
        if (done > limit)
            return error_set(error, "%s: has more than the %zu bytes that are read", path, limit);
        if (done < size) {
            buffer[done] = '\0';
            *bytes = buffer;
            *length = done;
            return true;
        }
        size = size * 2 + 4096;
        char *larger = arena_alloc(arena, size + 1);
        memcpy(larger, buffer, done);
        buffer = larger;
    }
}

bool file_read(char **bytes, size_t *length, struct arena *arena, const char *path, size_t limit,
               struct error *error)
{
    /* O_NONBLOCK: opening a FIFO must not hang; it is refused below. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return error_set_errno(error, errno, "%s: cannot be opened", path);
    bool ok = false;
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        error_set_errno(error, errno, "%s: cannot be examined", path);
    else if (!S_ISREG(status.st_mode))
        error_set(error, "%s: is no regular file", path);
    else if ((unsigned long long)status.st_size > limit)
        error_set(error, "%s: has %lld bytes, more than the %zu that are read", path,
                  (long long)status.st_size, limit);
    else
        ok = read_to_end(bytes, length, arena, descriptor, path, (size_t)status.st_size, limit,
                         error);
    close(descriptor);
    return ok;
}

bool file_read_stream(char **bytes, size_t *length, struct arena *arena, const char *path,
                      size_t limit, struct error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return error_set_errno(error, errno, "%s: cannot be opened", path);
    bool ok = read_to_end(bytes, length, arena, descriptor, path, 0, limit, error);
    close(descriptor);
    return ok;
}

bool file_is_regular(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool file_is_directory(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

char *path_join(struct arena *arena, const char *directory, const char *name)
{
    if (name[0] == '/' || directory[0] == '\0' || strcmp(directory, ".") == 0)
        return arena_strdup(arena, name);
    bool has_slash = directory[strlen(directory) - 1] == '/';
    return arena_printf(arena, "%s%s%s", directory, has_slash ? "" : "/", name);
}

char *path_directory(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return arena_strdup(arena, ".");
    return slash == path ? arena_strdup(arena, "/")
                         : arena_copy(arena, path, (size_t)(slash - path));
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *path_extension(const char *path)
{
    const char *base = path_base(path);
    const char *dot = strrchr(base, '.');
    return dot == NULL ? "" : dot + 1;
}

char *path_absolute(struct arena *arena, const char *directory, const char *path)
{
    char *text =
        path[0] == '/' ? arena_strdup(arena, path) : arena_printf(arena, "%s/%s", directory, path);
    char *out = text; /* written over what was read already */
    for (const char *in = text; *in != '\0';) {
        while (*in == '/')
            in++;
        size_t length = strcspn(in, "/");
        if (length == 2 && in[0] == '.' && in[1] == '.') {
            while (out > text && *--out != '/')
                ;
        } else if (length > 0 && !(length == 1 && in[0] == '.')) {
            *out++ = '/';
            memmove(out, in, length);
            out += length;
        }
        in += length;
    }
    if (out == text)
        *out++ = '/';
    *out = '\0';
    return text;
}

const char *path_relative(const char *directory, const char *path)
{
    size_t length = strlen(directory);
    if (strncmp(path, directory, length) != 0)
        return path;
    if (path[length] == '\0')
        return ".";
    if (path[length] == '/')
        return path + length + 1;
    return length > 0 && directory[length - 1] == '/' ? path + length : path;
}
