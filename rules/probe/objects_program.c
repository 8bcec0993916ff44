/* Programs and scripts, good and bad, and files on mounts of one's own. */
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "probe/objects.h"
#include "probe/subject.h"
#include "probe/tools.h"

static bool copy(const char *from, int to)
{
    struct stat status;
    int fd = open(from, O_RDONLY);
    bool is_copied = fd >= 0 && fstat(fd, &status) == 0 &&
                     sendfile(to, fd, NULL, (size_t)status.st_size) == status.st_size;
    close(fd);
    return is_copied;
}

static bool copied_program(const char *program)
{
    int fd = open("object", O_WRONLY | O_CREAT, 0700);
    bool is_copied = fd >= 0 && copy(program, fd);
    close(fd);
    return is_copied;
}

static bool make_program(struct subject *s)
{
    return copied_program("/bin/true") && take_both(s, open("object", O_RDONLY), "object");
}

static bool make_program_being_written(struct subject *s)
{
    return copied_program("/bin/true") && take_both(s, open("object", O_RDWR), "object");
}

static bool make_running_program(struct subject *s)
{
    int ready[2];
    if (!copied_program("/bin/sleep") || pipe2(ready, O_CLOEXEC) != 0)
        return false;
    char *const arguments[] = {(char[]){"sleep"}, (char[]){"5"}, NULL};
    pid_t parent = getpid();
    s->child = fork();
    if (s->child == 0) {
        end_with(parent);
        execve("object", arguments, s->envp);
        _exit(1);
    }
    close(ready[1]);
    (void)!read(ready[0], s->buffer, 1); /* ends when the program runs */
    close(ready[0]);
    return take_both(s, open("object", O_RDONLY), "object");
}

static bool make_memfd_program(struct subject *s)
{
    return take_descriptor(s, memfd_create("probe", MFD_CLOEXEC)) && copy("/bin/true", s->fd);
}

static bool scripted(struct subject *s, const char *text)
{
    return write_file("object", text, 0700) && take_both(s, open("object", O_RDONLY), "object");
}

static bool make_script(struct subject *s)
{
    return scripted(s, "#!/bin/true\n");
}

static bool make_script_on_exec(struct subject *s)
{
    return write_file("object", "#!/bin/true\n", 0700) &&
           take_both(s, open("object", O_RDONLY | O_CLOEXEC), "object");
}

static bool make_script_lost(struct subject *s)
{
    return scripted(s, "#!/missing/interpreter\n");
}

static bool make_script_looping(struct subject *s)
{
    return scripted(s, "#!./object\n");
}

static bool make_script_directory(struct subject *s)
{
    return scripted(s, "#!/tmp\n");
}

static bool make_garbage_program(struct subject *s)
{
    return scripted(s, "no program at all\n");
}

static bool make_short_program(struct subject *s)
{
    return make_program(s) && truncate("object", 128) == 0;
}

/* The name of the program's loader, replaced by a shorter one. */
static bool loaded_by(struct subject *s, const char *loader)
{
    static const char NAME[] = "/ld-linux";
    int fd = copied_program("/bin/true") ? open("object", O_RDWR) : -1;
    ssize_t size = fd < 0 ? -1 : pread(fd, s->buffer, 4096, 0);
    char *found = size <= 0 ? NULL : memmem(s->buffer, (size_t)size, NAME, sizeof NAME - 1);
    while (found > s->buffer && found[-1] != '\0')
        found--;
    size_t length = strlen(loader) + 1;
    bool is_written =
        found != NULL && pwrite(fd, loader, length, found - s->buffer) == (ssize_t)length;
    if (fd >= 0)
        close(fd);
    return is_written && take_both(s, open("object", O_RDONLY), "object");
}

static bool make_program_lost(struct subject *s)
{
    return loaded_by(s, "missing");
}

static bool make_program_of_directory(struct subject *s)
{
    return loaded_by(s, "tool-directory");
}

static bool make_program_of_file(struct subject *s)
{
    return loaded_by(s, "tool-file");
}

static bool make_program_of_short(struct subject *s)
{
    return write_file("loader", "short", 0755) && loaded_by(s, "loader");
}

static bool make_program_of_text(struct subject *s)
{
    memset(s->buffer, 'x', 8192);
    s->buffer[8192] = '\0';
    return write_file("loader", s->buffer, 0755) && loaded_by(s, "loader");
}

static bool make_script_blank(struct subject *s)
{
    return scripted(s, "#! \n");
}

static bool make_script_in_memfd(struct subject *s)
{
    return take_descriptor(s, memfd_create("probe", MFD_CLOEXEC)) &&
           write(s->fd, "#!/bin/true\n", 12) == 12;
}

static bool make_empty_program(struct subject *s)
{
    return scripted(s, "");
}

static bool make_node(struct subject *s)
{
    return mknod("object", S_IFCHR | 0600, makedev(1, 3)) == 0 &&
           take_both(s, open("object", O_RDWR), "object");
}

/* A file system of one's own, in a mount namespace of one's own. */
static bool mounted(unsigned long flags, const char *options)
{
    return mkdir("mounted", 0755) == 0 && unshare(CLONE_NEWNS) == 0 &&
           mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("probe", "mounted", "tmpfs", 0, options) == 0 &&
           write_file("mounted/object", "#!/bin/true\n", 0755) &&
           chmod("mounted/object", 0777) == 0 && chmod("mounted", 0777) == 0 &&
           (flags == 0 || mount("probe", "mounted", "tmpfs", MS_REMOUNT | flags, options) == 0);
}

static bool make_read_only_mount(struct subject *s)
{
    return mounted(MS_RDONLY, "size=64k") &&
           take_both(s, open("mounted/object", O_RDONLY), "mounted/object");
}

static bool make_missing_on_read_only(struct subject *s)
{
    return mounted(MS_RDONLY, "size=64k") && take_path(s, "mounted/missing");
}

static bool make_full_mount(struct subject *s)
{
    if (!mounted(0, "size=4k,nr_inodes=3"))
        return false;
    memset(s->buffer, 'x', 4096);
    int fd = open("mounted/object", O_RDWR);
    return take_both(s, fd, "mounted/object") && write(fd, s->buffer, 4096) == 4096 &&
           lseek(fd, 4096, SEEK_SET) == 4096;
}

static bool make_missing_on_full(struct subject *s)
{
    return mounted(0, "size=4k,nr_inodes=2") && take_path(s, "mounted/missing");
}

static bool make_no_exec_mount(struct subject *s)
{
    return mounted(MS_NOEXEC, "size=64k") &&
           take_both(s, open("mounted/object", O_RDONLY), "mounted/object");
}

static bool make_mount_point(struct subject *s)
{
    return mounted(0, "size=64k") && take_path(s, "mounted");
}

static const struct probe_object OBJECTS[] = {
    {"a program", "regular-file", make_program, 0},
    {"a program open for writing", "regular-file", make_program_being_written, 0},
    {"a running program", "regular-file", make_running_program, 0},
    {"a program in a memfd", "memfd", make_memfd_program, 0},
    {"a script", "regular-file", make_script, 0},
    {"a script, O_CLOEXEC", "regular-file", make_script_on_exec, 0},
    {"a script without interpreter", "regular-file", make_script_lost, 0},
    {"a script that runs itself", "regular-file", make_script_looping, 0},
    {"a script run by a directory", "regular-file", make_script_directory, 0},
    {"text with the mode of a program", "regular-file", make_garbage_program, 0},
    {"a program cut short", "regular-file", make_short_program, 0},
    {"a program without loader", "regular-file", make_program_lost, 0},
    {"a program loaded by a directory", "regular-file", make_program_of_directory, 0},
    {"a program whose loader is no program", "regular-file", make_program_of_file, 0},
    {"a program with a short loader", "regular-file", make_program_of_short, 0},
    {"a program whose loader is text", "regular-file", make_program_of_text, 0},
    {"a script whose interpreter is blank", "regular-file", make_script_blank, 0},
    {"a script in a memfd", "memfd", make_script_in_memfd, 0},
    {"an empty program", "regular-file", make_empty_program, 0},
    {"a device node of one's own", "null-device", make_node, OBJECT_OF_ROOT},
    {"a file mounted read-only", "shmem-file", make_read_only_mount, OBJECT_OF_ROOT},
    {"a missing name mounted read-only", NULL, make_missing_on_read_only,
     OBJECT_PATH_ONLY | OBJECT_OF_ROOT},
    {"a file on a full file system", "shmem-file", make_full_mount, OBJECT_OF_ROOT},
    {"a missing name on a full file system", NULL, make_missing_on_full,
     OBJECT_PATH_ONLY | OBJECT_OF_ROOT},
    {"a script mounted not to be executed", "shmem-file", make_no_exec_mount, OBJECT_OF_ROOT},
    {"a mount point", "directory", make_mount_point, OBJECT_PATH_ONLY | OBJECT_OF_ROOT},
};

const struct probe_object_table program_objects = {OBJECTS, sizeof OBJECTS / sizeof OBJECTS[0],
                                                   true};
