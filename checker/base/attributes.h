/* The three compiler attributes the project uses, each behind a macro. For every layer. */
#ifndef ERRNO_LINT_BASE_ATTRIBUTES_H
#define ERRNO_LINT_BASE_ATTRIBUTES_H

#if defined(__GNUC__)
#define PRINTF_LIKE(string, first) __attribute__((format(printf, string, first)))
#define NO_RETURN __attribute__((noreturn))
#define MUST_CHECK __attribute__((warn_unused_result))
#else
#define PRINTF_LIKE(string, first)
#define NO_RETURN
#define MUST_CHECK
#endif

#endif
