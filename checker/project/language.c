/* Extensions of C and C++. Compilers agree on those of sources; those of headers are custom. */
#include "project/language.h"

#include <stddef.h>

#include "base/file.h"
#include "base/text.h"

struct extension {
    const char *text;
    enum file_kind kind;
};

static const struct extension EXTENSIONS[] = {
    {"c", FILE_C},
    {"cc", FILE_CXX},
    {"cpp", FILE_CXX},
    {"cxx", FILE_CXX},
    {"c++", FILE_CXX},
    {"C", FILE_CXX},
    {"h", FILE_HEADER},
    {"inc", FILE_HEADER},
    {"hh", FILE_HEADER_CXX},
    {"hpp", FILE_HEADER_CXX},
    {"hxx", FILE_HEADER_CXX},
    {"h++", FILE_HEADER_CXX},
    {"inl", FILE_HEADER_CXX},
    {"ipp", FILE_HEADER_CXX},
    {"tcc", FILE_HEADER_CXX},
};

enum file_kind file_kind_of(const char *path)
{
    const char *extension = path_extension(path);
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof EXTENSIONS[0]; i++)
        if (text_equal(EXTENSIONS[i].text, extension))
            return EXTENSIONS[i].kind;
    return FILE_OTHER;
}

bool file_kind_is_source(enum file_kind kind)
{
    return kind == FILE_C || kind == FILE_CXX;
}

bool file_kind_is_header(enum file_kind kind)
{
    return kind == FILE_HEADER || kind == FILE_HEADER_CXX;
}

enum language file_kind_language(enum file_kind kind)
{
    return kind == FILE_CXX || kind == FILE_HEADER_CXX ? LANGUAGE_CXX : LANGUAGE_C;
}

const char *file_kind_accepted(void)
{
    return ".c .cc .cpp .cxx .c++ .C and headers .h .hh .hpp .hxx .h++ .inl .inc .ipp .tcc";
}
