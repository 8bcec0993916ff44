/* Extended attributes: by namespace, by buffer size, present and absent. */
#include <sys/xattr.h>

#include "probe/subject.h"

#define CALLS_FILE "probe/calls_xattr.def"
#define CALLS_TABLE xattr_calls
#include "probe/calls_table.h"
