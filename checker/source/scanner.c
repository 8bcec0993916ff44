/* One pass over a source, character by character. A backslash at the end of a line joins it with
 * the next before anything else is looked at, so two slashes may stand on two lines; raw strings
 * are the one place that wants bytes instead. */
#include "source/scanner.h"

/* The length of the line end at an offset: 0, 1 or 2. */
static size_t line_end_length(const struct scanner *scanner, size_t offset)
{
    if (offset >= scanner->length)
        return 0;
    const char *at = scanner->bytes + offset;
    if (at[0] == '\r')
        return offset + 1 < scanner->length && at[1] == '\n' ? 2 : 1;
    return at[0] == '\n';
}

/* The length of the line splice at an offset (a backslash, blanks, a line end), else 0. */
size_t scanner_splice_length(const struct scanner *scanner, size_t offset)
{
    if (offset >= scanner->length || scanner->bytes[offset] != '\\')
        return 0;
    size_t end = offset + 1;
    while (end < scanner->length && (scanner->bytes[end] == ' ' || scanner->bytes[end] == '\t'))
        end++;
    size_t line_end = line_end_length(scanner, end);
    return line_end == 0 ? 0 : end + line_end - offset;
}

/* The next character behind any splices. */
int scanner_peek(struct scanner *scanner)
{
    for (size_t length; (length = scanner_splice_length(scanner, scanner->position)) > 0;
         scanner->line++)
        scanner->position += length;
    return scanner->position < scanner->length ? (unsigned char)scanner->bytes[scanner->position]
                                               : END_OF_FILE;
}

/* Goes past the character that peek() showed; a line end counts as one. */
void scanner_advance(struct scanner *scanner)
{
    size_t line_end = line_end_length(scanner, scanner->position);
    scanner->line += line_end > 0;
    scanner->position += line_end > 0 ? line_end : 1;
}

bool is_line_end(int character)
{
    return character == '\n' || character == '\r' || character == END_OF_FILE;
}
