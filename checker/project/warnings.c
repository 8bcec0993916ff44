/* Warnings carry names that others chose, so they are cleaned before anybody prints them. */
#include "project/warnings.h"

#include <stdarg.h>

#include "base/arena.h"

void warnings_clean(char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            *text = '?';
}

void warnings_add(struct warnings *warnings, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(warnings->arena, format, arguments);
    va_end(arguments);
    warnings_clean(text);
    path_list_add(&warnings->texts, warnings->arena, text);
}
