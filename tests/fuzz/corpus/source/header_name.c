#include <errno.h>
#include <s/*>
#include <assert.h>
#define SET \ 
  (errno == EIO)
int f(int x) { assert(SET || errno == EAGAIN || x); return 0; }
