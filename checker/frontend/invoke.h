/* How libclang is called. For the frontend alone. */
#ifndef ERRNO_LINT_FRONTEND_INVOKE_H
#define ERRNO_LINT_FRONTEND_INVOKE_H

#include <clang-c/Index.h>

#include "frontend/unit.h"

struct arena;
struct frontend;
struct frontend_request;

/* Files that exist for libclang alone. */
#define PRELUDE VIRTUAL_DIRECTORY "/stand-ins.h"
#define SHARED_HEADERS VIRTUAL_DIRECTORY "/shared.h"

/* Parses as the request asks; `options` are CXTranslationUnit_Flags to add to those that every
 * parse has. */
enum CXErrorCode invoke(CXTranslationUnit *handle, CXIndex index, struct arena *scratch,
                        const struct frontend_request *request, unsigned options);

/* The index that all parses of this frontend share. */
CXIndex frontend_index(struct frontend *frontend);

#endif
