/* Removing what the calls left behind. */
#include "probe/remove.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void remove_at(int above, const char *name)
{
    if (unlinkat(above, name, 0) == 0 || (errno != EISDIR && errno != EPERM))
        return;
    int fd = openat(above, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    close(fd);
    (void)fchmodat(above, name, 0700, 0);
    fd = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = fd < 0 ? NULL : fdopendir(fd);
    if (directory == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove_at(dirfd(directory), entry->d_name);
    closedir(directory);
    (void)unlinkat(above, name, AT_REMOVEDIR);
}

void remove_tree(const char *path)
{
    remove_at(AT_FDCWD, path);
}
