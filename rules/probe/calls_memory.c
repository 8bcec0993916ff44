/* Mapping objects, and what can be done to mappings. */
#include <linux/membarrier.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "probe/subject.h"

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#define MADV_GUARD_REMOVE 103
#endif
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE 25
#endif

enum { PAGE = 4096 };

/* Four pages of private memory. */
static void *pages(void)
{
    return mmap(NULL, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* One page of the tool's file, shared and read-only. */
static void *page_of_file(struct subject *s)
{
    return mmap(NULL, PAGE, PROT_READ, MAP_SHARED, s->file, 0);
}

static void *locked_pages(void)
{
    void *memory = pages();
    (void)!mlock(memory, PAGE);
    return memory;
}

#define CALLS_FILE "probe/calls_memory.def"
#define CALLS_TABLE memory_calls
#include "probe/calls_table.h"
