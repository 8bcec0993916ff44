/* File names are bytes; JSON is UTF-8, and a report that passes through other programs must be
 * valid or they change it. Each byte that belongs to no character becomes one of 256 characters of
 * private use. Where one of these is really meant, its own bytes are written so. */
#include "report/escape.h"

#include <stdint.h>

#include "base/text.h"
#include "report/clean.h"

static const uint32_t FIRST = 0x10f700, LAST = 0x10f7ff, REPLACEMENT = 0xfffd;

/* The character at these bytes; what takes one byte and is not ASCII is none. */
static uint32_t decode(const char *bytes, size_t length, size_t *used)
{
    uint32_t point = utf8_decode(bytes, length, used);
    return point == REPLACEMENT && *used == 1 ? FIRST : point;
}

static void add_escaped(struct text *text, unsigned char byte)
{
    uint32_t point = FIRST + byte;
    const char utf8[] = {(char)(0xf0 | point >> 18), (char)(0x80 | (point >> 12 & 0x3f)),
                         (char)(0x80 | (point >> 6 & 0x3f)), (char)(0x80 | (point & 0x3f))};
    text_add_bytes(text, utf8, sizeof utf8);
}

/* Takes what is ASCII at once: nearly all of a report. Returns its length. */
static size_t add_ascii(struct text *text, const char *bytes, size_t length)
{
    size_t count = 0;
    while (count < length && (unsigned char)bytes[count] < 0x80)
        count++;
    text_add_bytes(text, bytes, count);
    return count;
}

void escape_bytes(struct text *text, const char *bytes, size_t length)
{
    for (size_t i = add_ascii(text, bytes, length), used; i < length;
         i += used, i += add_ascii(text, bytes + i, length - i)) {
        uint32_t point = decode(bytes + i, length - i, &used);
        bool is_plain = point < FIRST || point > LAST;
        if (is_plain)
            text_add_bytes(text, bytes + i, used);
        for (size_t j = 0; !is_plain && j < used; j++)
            add_escaped(text, (unsigned char)bytes[i + j]);
    }
}

void unescape_bytes(struct text *text, const char *bytes, size_t length)
{
    for (size_t i = add_ascii(text, bytes, length), used; i < length;
         i += used, i += add_ascii(text, bytes + i, length - i)) {
        uint32_t point = utf8_decode(bytes + i, length - i, &used);
        char byte = (char)(unsigned char)(point - FIRST);
        if (point >= FIRST && point <= LAST)
            text_add_bytes(text, &byte, 1);
        else
            text_add_bytes(text, bytes + i, used);
    }
}
