/* Names are often pasted together from an errno's and a prefix, where no text shows both; so a word
 * counts where an errno's name stands in it as a part. */
#include "project/errno_words.h"

#include <ctype.h>
#include <string.h>

#include "errnos/errnos.h"
#include "project/lexer.h"

bool is_errno_word(const char *word, size_t length)
{
    static const char *const OTHERS[] = {"TEMP_FAILURE_RETRY", "errc"};
    const struct lexeme lexeme = {LEXEME_WORD, word, length};
    if (lexeme_is_one_of(&lexeme, OTHERS, sizeof OTHERS / sizeof OTHERS[0]))
        return true;
    for (size_t begin = 0; begin < length; begin++) {
        if (word[begin] != 'E' || (begin > 0 && isupper((unsigned char)word[begin - 1])))
            continue;
        size_t end = begin;
        while (end < length &&
               (isupper((unsigned char)word[end]) || isdigit((unsigned char)word[end])))
            end++;
        if (errno_find_bytes(word + begin, end - begin) != ERRNO_NONE)
            return true;
    }
    return false;
}
