/* Files with and without names, in memory, deleted, sealed; directories and links. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

static const char CONTENT[] = "content of the object, a line of text\n";

static bool opened_file(struct subject *s, int flags)
{
    return write_file("object", CONTENT, 0600) &&
           take_both(s, open("object", flags, 0600), "object");
}

static bool make_file(struct subject *s)
{
    return opened_file(s, O_RDWR);
}

static bool make_empty_file(struct subject *s)
{
    return opened_file(s, O_RDWR | O_TRUNC);
}

static bool make_file_read_only(struct subject *s)
{
    return opened_file(s, O_RDONLY);
}

static bool make_file_write_only(struct subject *s)
{
    return opened_file(s, O_WRONLY);
}

static bool make_file_append(struct subject *s)
{
    return opened_file(s, O_RDWR | O_APPEND);
}

static bool make_file_direct(struct subject *s)
{
    return opened_file(s, O_RDWR | O_DIRECT);
}

static bool make_file_path(struct subject *s)
{
    return opened_file(s, O_PATH);
}

static bool make_file_by_proc(struct subject *s)
{
    return write_file("object", CONTENT, 0600) && take_descriptor(s, open("object", O_RDWR));
}

static bool make_closed(struct subject *s)
{
    bool is_made = make_file_by_proc(s);
    close(s->fd);
    return is_made;
}

/* Readable by its owner alone, who is root. */
static bool make_private_file(struct subject *s)
{
    return opened_file(s, O_RDWR);
}

static bool make_unreadable_file(struct subject *s)
{
    return write_file("object", CONTENT, 0) && take_path(s, "object");
}

static bool make_deleted_file(struct subject *s)
{
    bool is_made = make_file_by_proc(s);
    return is_made && unlink("object") == 0;
}

static bool make_deleted_text(struct subject *s)
{
    bool is_made = make_deleted_file(s);
    ssize_t length = readlink(s->path, s->buffer, PATH_MAX);
    s->buffer[length < 0 ? 0 : length] = '\0';
    return is_made && length > 0 && take_path(s, s->buffer);
}

static bool make_unnamed_file(struct subject *s)
{
    return take_descriptor(s, open(".", O_RDWR | O_TMPFILE, 0600));
}

static bool make_tmpfs_file(struct subject *s)
{
    int fd = open("/dev/shm", O_RDWR | O_TMPFILE, 0600);
    return take_descriptor(s, fd) && write(fd, CONTENT, sizeof CONTENT) > 0;
}

static bool made_memfd(struct subject *s, unsigned flags)
{
    int fd = memfd_create("probe", flags);
    return take_descriptor(s, fd) &&
           ((flags & MFD_HUGETLB) != 0 || write(fd, CONTENT, sizeof CONTENT) > 0);
}

static bool make_memfd(struct subject *s)
{
    return made_memfd(s, MFD_CLOEXEC);
}

static bool make_sealable_memfd(struct subject *s)
{
    return made_memfd(s, MFD_ALLOW_SEALING);
}

static bool make_sealed_memfd(struct subject *s)
{
    return made_memfd(s, MFD_ALLOW_SEALING) &&
           fcntl(s->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0;
}

static bool make_future_sealed_memfd(struct subject *s)
{
    return made_memfd(s, MFD_ALLOW_SEALING) &&
           fcntl(s->fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE | F_SEAL_SEAL) == 0;
}

static bool make_memfd_not_executable(struct subject *s)
{
    return made_memfd(s, 0x8); /* MFD_NOEXEC_SEAL, of Linux 6.3 */
}

static bool make_memfd_reopened(struct subject *s)
{
    if (!made_memfd(s, MFD_CLOEXEC))
        return false;
    int fd = open(s->path, O_RDONLY);
    s->path = NULL;
    return take_descriptor(s, fd);
}

static bool make_memfd_text(struct subject *s)
{
    return take_both(s, memfd_create("probe", 0), "/memfd:probe (deleted)");
}

static bool make_huge_memfd(struct subject *s)
{
    return made_memfd(s, MFD_HUGETLB);
}

static bool make_secret(struct subject *s)
{
    int fd = (int)syscall(SYS_memfd_secret, 0);
    return take_descriptor(s, fd) && ftruncate(fd, 4096) == 0;
}

static bool make_directory(struct subject *s)
{
    return mkdir("object", 0700) == 0 &&
           take_both(s, open("object", O_RDONLY | O_DIRECTORY), "object");
}

static bool make_full_directory(struct subject *s)
{
    return make_directory(s) && write_file("object/child", CONTENT, 0600);
}

static bool make_directory_path(struct subject *s)
{
    return mkdir("object", 0700) == 0 && take_descriptor(s, open("object", O_PATH | O_DIRECTORY));
}

static bool make_deleted_directory(struct subject *s)
{
    return mkdir("object", 0700) == 0 && take_descriptor(s, open("object", O_RDONLY)) &&
           rmdir("object") == 0;
}

static bool make_current_deleted(struct subject *s)
{
    return mkdir("object", 0700) == 0 && chdir("object") == 0 && rmdir("../object") == 0 &&
           take_path(s, "child");
}

static bool make_closed_directory(struct subject *s)
{
    return mkdir("object", 0700) == 0 && write_file("object/file", CONTENT, 0600) &&
           take_path(s, "object/file");
}

/* Others' files in it are not to be removed. */
static bool make_sticky_directory(struct subject *s)
{
    return mkdir("object", 0700) == 0 && write_file("object/file", CONTENT, 0644) &&
           chmod("object", 01777) == 0 && take_path(s, "object/file");
}

static bool linked(struct subject *s, const char *target)
{
    return symlink(target, "object") == 0 &&
           take_both(s, open("object", O_PATH | O_NOFOLLOW), "object");
}

static bool make_link(struct subject *s)
{
    return linked(s, "tool-file");
}

static bool make_directory_link(struct subject *s)
{
    return linked(s, "tool-directory");
}

static bool make_dangling_link(struct subject *s)
{
    return linked(s, "missing");
}

static bool make_looping_link(struct subject *s)
{
    return linked(s, "object");
}

static bool make_link_by_proc(struct subject *s)
{
    return symlink("tool-file", "object") == 0 &&
           take_descriptor(s, open("object", O_PATH | O_NOFOLLOW));
}

static const struct probe_object OBJECTS[] = {
    {"a file", "regular-file", make_file, 0},
    {"an empty file", "regular-file", make_empty_file, 0},
    {"a file, read-only", "regular-file", make_file_read_only, 0},
    {"a file, write-only", "regular-file", make_file_write_only, 0},
    {"a file, appending", "regular-file", make_file_append, 0},
    {"a file, O_DIRECT", "regular-file", make_file_direct, 0},
    {"a file, O_PATH", "regular-file", make_file_path, 0},
    {"a file below /proc/self/fd", "regular-file", make_file_by_proc, 0},
    {"a closed number", NULL, make_closed, 0},
    {"root's private file", "regular-file", make_private_file, OBJECT_OF_ROOT},
    {"an unreadable file", "regular-file", make_unreadable_file, OBJECT_PATH_ONLY},
    {"a deleted file", "deleted-file", make_deleted_file, 0},
    {"the text of a deleted file", "deleted-file", make_deleted_text, OBJECT_PATH_ONLY},
    {"a file that never had a name", "deleted-file", make_unnamed_file, 0},
    {"a file on tmpfs", "shmem-file", make_tmpfs_file, 0},
    {"a memfd", "memfd", make_memfd, 0},
    {"a memfd that can be sealed", "memfd", make_sealable_memfd, 0},
    {"a sealed memfd", "memfd", make_sealed_memfd, 0},
    {"a memfd sealed for the future", "memfd", make_future_sealed_memfd, 0},
    {"a memfd not to be executed", "memfd", make_memfd_not_executable, 0},
    {"a memfd opened again", "memfd", make_memfd_reopened, 0},
    {"a memfd's text", "memfd", make_memfd_text, 0},
    {"a memfd of huge pages", "hugetlb-memfd", make_huge_memfd, 0},
    {"secret memory", "secret-memory", make_secret, 0},
    {"a directory", "directory", make_directory, 0},
    {"a directory that is not empty", "directory", make_full_directory, 0},
    {"a directory, O_PATH", "directory", make_directory_path, 0},
    {"a deleted directory", "directory", make_deleted_directory, 0},
    {"a name in a deleted directory", NULL, make_current_deleted, OBJECT_PATH_ONLY},
    {"a file in root's private directory", "regular-file", make_closed_directory,
     OBJECT_PATH_ONLY | OBJECT_OF_ROOT},
    {"root's file in a sticky directory", "regular-file", make_sticky_directory,
     OBJECT_PATH_ONLY | OBJECT_OF_ROOT},
    {"a link to a file", "symbolic-link", make_link, 0},
    {"a link to a directory", "symbolic-link", make_directory_link, 0},
    {"a dangling link", "symbolic-link", make_dangling_link, 0},
    {"a looping link", "symbolic-link", make_looping_link, 0},
    {"a link below /proc/self/fd", "symbolic-link", make_link_by_proc, 0},
};

const struct probe_object_table file_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0], true};
