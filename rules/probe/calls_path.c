/* Changing names, modes, owners and times. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>

#include "probe/subject.h"

#define CALLS_FILE "probe/calls_path.def"
#define CALLS_TABLE path_calls
#include "probe/calls_table.h"
