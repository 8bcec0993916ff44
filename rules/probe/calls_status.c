/* Looking at objects: stat and its relatives, access, links, names. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe/subject.h"

#define CALLS_FILE "probe/calls_status.def"
#define CALLS_TABLE status_calls
#include "probe/calls_table.h"
