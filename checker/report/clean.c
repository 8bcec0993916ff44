/* Cleaning of strings from the analysed tree. A file name with a line feed could forge a finding,
 * one with an escape character could rewrite the terminal, a direction mark could show other code
 * than there is. */
#include "report/clean.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static const uint32_t REPLACEMENT = 0xfffd;

/* The number of bytes a first byte announces and the bits it holds; 0 for bytes that begin nothing.
 */
static size_t announced_length(unsigned char first, uint32_t *bits)
{
    size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0xf4)
        length = 0;
    *bits = length < 2 ? first : first & (0x7fu >> length);
    return length;
}

uint32_t utf8_decode(const char *bytes, size_t length, size_t *used)
{
    static const uint32_t SMALLEST[] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t point;
    size_t needed = announced_length((unsigned char)bytes[0], &point);
    *used = 1;
    if (needed == 0 || needed > length)
        return REPLACEMENT;
    for (size_t i = 1; i < needed; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if ((byte & 0xc0) != 0x80)
            return REPLACEMENT;
        point = point << 6 | (byte & 0x3fu);
    }
    bool is_surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < SMALLEST[needed] || is_surrogate || point > 0x10ffff)
        return REPLACEMENT;
    *used = needed;
    return point;
}

struct range {
    uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

unsigned utf8_width(uint32_t point)
{
    /* The blocks that matter, not the whole table of Unicode: combining marks, then East Asian wide
     * and emoji. */
    static const struct range NARROWEST[] = {
        {0x300, 0x36f}, {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}};
    static const struct range WIDE[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},  {0x3041, 0xa4cf},
                                        {0xac00, 0xd7a3},   {0xf900, 0xfaff},  {0xfe30, 0xfe6f},
                                        {0xff00, 0xff60},   {0xffe0, 0xffe6},  {0x1f300, 0x1f64f},
                                        {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
    if (point < 0x300)
        return 1;
    if (is_in(NARROWEST, sizeof NARROWEST / sizeof NARROWEST[0], point))
        return 0;
    return is_in(WIDE, sizeof WIDE / sizeof WIDE[0], point) ? 2 : 1;
}

unsigned string_width(const char *string)
{
    unsigned width = 0;
    size_t length = strlen(string);
    for (size_t i = 0, used; i < length; i += used)
        width += utf8_width(utf8_decode(string + i, length - i, &used));
    return width;
}

static bool is_control(uint32_t point)
{
    static const struct range CONTROLS[] = {{0, 0x1f},        {0x7f, 0x9f},     {0x200e, 0x200f},
                                            {0x2028, 0x202e}, {0x2066, 0x2069}, {0xfeff, 0xfeff}};
    return is_in(CONTROLS, sizeof CONTROLS / sizeof CONTROLS[0], point);
}

static const char *clean(struct arena *arena, const char *string, bool is_line)
{
    struct text text;
    text_init(&text, arena);
    size_t length = string == NULL ? 0 : strlen(string);
    for (size_t i = 0, used; i < length; i += used) {
        uint32_t point = utf8_decode(string + i, length - i, &used);
        if (point == REPLACEMENT)
            text_add(&text, "\xef\xbf\xbd");
        else if (is_line && (point == '\n' || point == '\r' || point == '\t'))
            text_add(&text, " ");
        else if (is_line && is_control(point))
            text_printf(&text, point < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)point);
        else
            text_add_bytes(&text, string + i, used);
    }
    return text_get(&text);
}

const char *clean_utf8(struct arena *arena, const char *string)
{
    return clean(arena, string, false);
}

const char *clean_line(struct arena *arena, const char *string)
{
    return clean(arena, string, true);
}

const char *clean_path(struct arena *arena, const char *path)
{
    const char *line = clean_line(arena, path);
    const char *visible = line + strspn(line, " ");
    bool is_command = text_starts_with(visible, "::") || visible != line;
    return is_command ? arena_printf(arena, "./%s", line) : line;
}
