/* Names without a declaration. A missing header takes more with it than its own names: where a type
 * is unknown, the variables declared with it are lost, and every statement about them. Most of it
 * comes back when something, whatever it is, is declared under these names. What the stand-ins are
 * is chosen by what the parser says about a name and by how the text uses it. They must not make
 * anything known that is not: a value is an extern variable, a function remains undeclared, and
 * what could decide where control goes (a statement that is but a name, a case label) is left
 * alone, and so remains a hole. */
#include "frontend/stand_ins.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "errnos/errnos.h"
#include "frontend/tokens.h"
#include "frontend/unit.h"

static size_t hash_of(const char *name, size_t length)
{
    size_t hash = 5381;
    for (size_t i = 0; i < length; i++)
        hash = hash * 33 + (unsigned char)name[i];
    return hash;
}

static size_t find_slot(const struct unknown_names *names, const char *name, size_t length)
{
    size_t slot = hash_of(name, length) & (names->capacity - 1);
    while (names->slots[slot] != NULL && (strncmp(names->slots[slot]->name, name, length) != 0 ||
                                          names->slots[slot]->name[length] != '\0'))
        slot = (slot + 1) & (names->capacity - 1);
    return slot;
}

struct unknown_name *unknown_names_find(const struct unknown_names *names, const char *name,
                                        size_t length)
{
    return names->count == 0 ? NULL : names->slots[find_slot(names, name, length)];
}

static void grow(struct unknown_names *names, struct arena *arena)
{
    struct unknown_names larger = {.count = names->count,
                                   .capacity = names->capacity == 0 ? 64 : 2 * names->capacity};
    larger.slots = arena_alloc(arena, larger.capacity * sizeof(struct unknown_name *));
    for (size_t i = 0; i < names->capacity; i++) {
        struct unknown_name *name = names->slots[i];
        if (name != NULL)
            larger.slots[find_slot(&larger, name->name, strlen(name->name))] = name;
    }
    *names = larger;
}

static bool is_errno_like(const char *name)
{
    static const char UPPER[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    return strstr(name, "errno") != NULL || errno_find(name) != ERRNO_NONE ||
           (name[0] == 'E' && strspn(name, UPPER) == strlen(name));
}

/* What a source without its headers lacks, and what is the same everywhere: what follows the name
 * in its #define. */
static const char *find_standard(const struct unit *unit, const char *name)
{
    static const char *const STANDARD[][2] = {{"_", "(text) text"},
                                              {"N_", "(text) text"}, /* gettext's names */
                                              {"FALLTHROUGH", " ((void)0)"},
                                              {"fallthrough", " ((void)0)"},
                                              {"bool", " _Bool"}, /* from here on C alone */
                                              {"true", " 1"},
                                              {"false", " 0"},
                                              {"NULL", " ((void *)0)"}};
    enum { OF_BOTH_LANGUAGES = 4 };
    size_t count = unit->is_cplusplus ? OF_BOTH_LANGUAGES : sizeof STANDARD / sizeof *STANDARD;
    for (size_t i = 0; i < count; i++)
        if (strcmp(STANDARD[i][0], name) == 0)
            return STANDARD[i][1];
    return NULL;
}

static bool reads_as_assertion(const struct unit *unit, const char *name)
{
    const struct frontend_request *request = unit->request;
    return request->read_word != NULL &&
           request->read_word(request->context, name) == WORD_ASSERTION;
}

static void note(struct unit *unit, const char *name, size_t length, enum complaint complaint)
{
    struct unknown_names *names = &unit->unknown;
    const char *copy = arena_copy(unit->scratch, name, length);
    bool is_keyword = tokens_is_keyword(name, length) && find_standard(unit, copy) == NULL;
    bool is_possible =
        reads_as_assertion(unit, copy) || unit->request->may_stand_in(unit->request->context, copy);
    if (is_keyword || is_errno_like(copy) || !is_possible)
        return;
    if (2 * names->count >= names->capacity)
        grow(names, unit->scratch);
    size_t slot = find_slot(names, name, length);
    if (names->slots[slot] == NULL) {
        names->slots[slot] = arena_alloc(unit->scratch, sizeof **names->slots);
        names->slots[slot]->name = copy;
        names->count++;
    }
    names->slots[slot]->complaints |= (unsigned)complaint;
}

/* The word in quotes behind the beginning of a message. */
static bool note_quoted(struct unit *unit, const char *message, const char *beginning,
                        enum complaint complaint)
{
    const char *start = strstr(message, beginning);
    if (start == NULL)
        return false;
    start += strlen(beginning);
    size_t length = strcspn(start, "'");
    bool is_word =
        length > 0 && strspn(start, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789_") == length;
    if (is_word)
        note(unit, start, length, complaint);
    return true;
}

/* The parser says where it expected something else; the next word may be an attribute. */
static void note_syntax(struct unit *unit, const struct source_file *file, size_t offset)
{
    struct source_text text = source_text(unit, (struct source_file *)file);
    while (offset < text.length && strchr(" \t\n", text.bytes[offset]) != NULL)
        offset++;
    struct name name = scan_identifier(text, offset);
    if (name.length > 0 && !tokens_is_keyword(name.bytes, name.length))
        note(unit, name.bytes, name.length, COMPLAINT_SYNTAX);
}

void stand_ins_note(struct unit *unit, const char *message, const struct source_file *file,
                    size_t offset)
{
    if (!file->is_of_project || unit->request->may_stand_in == NULL)
        return;
    if (note_quoted(unit, message, "unknown type name '", COMPLAINT_TYPE) ||
        note_quoted(unit, message, "use of undeclared identifier '", COMPLAINT_VALUE) ||
        note_quoted(unit, message, "call to undeclared function '", COMPLAINT_FUNCTION))
        return;
    if (strstr(message, "incomplete") != NULL)
        note_quoted(unit, message, "'struct ", COMPLAINT_INCOMPLETE);
    else if (text_starts_with(message, "expected ") ||
             text_starts_with(message, "type specifier missing"))
        note_syntax(unit, file, offset);
}

/* Where errno is all of an argument, it is handed on. */
static bool is_whole_argument(const struct tokens *tokens, size_t index)
{
    return index > 0 && (token_is(tokens, index - 1, "(") || token_is(tokens, index - 1, ",")) &&
           (token_is(tokens, index + 1, ")") || token_is(tokens, index + 1, ","));
}

/* What a condition is made of, and what would be tested by it. */
static bool decides(const struct tokens *tokens, bool may_take_errno)
{
    static const char *const WORDS[] = {
        "==", "!=", "<", ">", "<=", ">=", "&&", "||", "!", "errno", "{", "}"};
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        if (may_take_errno && token_is(tokens, i, "errno") && is_whole_argument(tokens, i))
            continue;
        for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++)
            if (token_is(tokens, i, WORDS[k]))
                return true;
        if (errno_find_bytes(tokens->text.bytes + token->offset, token->length) != ERRNO_NONE)
            return true;
    }
    return false;
}

bool stand_ins_is_plain_call(struct unit *unit, const char *message, const struct source_file *file,
                             size_t offset)
{
    if (!text_starts_with(message, "call to undeclared function '"))
        return false;
    struct source_text text = source_text(unit, (struct source_file *)file);
    struct name name = scan_identifier(text, offset);
    size_t open = name.length == 0 ? text.length : offset + name.length;
    while (open < text.length && strchr(" \t\n", text.bytes[open]) != NULL)
        open++;
    if (open >= text.length || text.bytes[open] != '(')
        return false;
    size_t end = scan_matching(text, open);
    bool has_lower = false, has_upper = false; /* the function's: the text may use a macro for it */
    for (const char *c = strchr(message, '\'') + 1; *c != '\'' && *c != '\0'; c++) {
        has_lower |= *c >= 'a' && *c <= 'z';
        has_upper |= *c >= 'A' && *c <= 'Z';
    }
    struct tokens tokens =
        tokens_read(unit->scratch, (struct source_text){text.bytes + open, end - open});
    return has_lower && !decides(&tokens, !has_upper);
}

/* What a name is taken for. */
enum stand_in {
    STAND_IN_NONE,
    STAND_IN_NOTHING,      /* #define NAME */
    STAND_IN_NOTHING_CALL, /* #define NAME(...) */
    STAND_IN_TYPE_CALL,    /* #define NAME(type) type * */
    STAND_IN_STRING,
    STAND_IN_STRUCT,  /* typedef of a struct with all members */
    STAND_IN_INTEGER, /* typedef of int */
    STAND_IN_MEMBERS, /* struct NAME with all members */
    STAND_IN_POINTER,
    STAND_IN_OBJECT,
    STAND_IN_ARRAY,
    STAND_IN_VALUE,
    STAND_IN_FUNCTION,
    STAND_IN_ASSERTION, /* #define NAME(condition), which ends the process unless it holds */
};

static enum stand_in choose_type(const struct unit *unit, const unsigned *uses)
{
    bool has_members = uses[USE_POINTER_MEMBER] + uses[USE_VALUE_MEMBER] > 0;
    if (!has_members)
        return STAND_IN_INTEGER;
    return unit->is_cplusplus ? STAND_IN_NONE : STAND_IN_STRUCT;
}

static enum stand_in choose_value(const struct unit *unit, const unsigned *uses)
{
    if (uses[USE_DECLARED] + uses[USE_STATEMENT] + uses[USE_LABEL] > 0)
        return STAND_IN_NONE;
    if (uses[USE_CALL] > 0)
        return STAND_IN_FUNCTION;
    if (uses[USE_ARROW] > 0)
        return unit->is_cplusplus ? STAND_IN_NONE : STAND_IN_POINTER;
    if (uses[USE_DOT] > 0)
        return unit->is_cplusplus ? STAND_IN_NONE : STAND_IN_OBJECT;
    return uses[USE_INDEX] > 0 ? STAND_IN_ARRAY : STAND_IN_VALUE;
}

/* A value that the build defines as a path, by its name. */
static bool names_text(const char *name)
{
    static const char *const ENDS[] = {"DIR", "PATH", "STRING"};
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
        if (text_ends_with(name, ENDS[i]))
            return true;
    return false;
}

/* A macro that is called with one condition, as a statement, wherever it is used. What its name
 * reads as is what it does: that is as much as is known of an assertion in general. */
static enum stand_in choose_assertion(const struct unknown_name *name)
{
    const unsigned *uses = name->uses;
    size_t count = 0;
    for (size_t i = 0; i < USE_COUNT; i++)
        count += uses[i];
    bool is_condition = uses[USE_CONDITION_CALL] > 0 && uses[USE_CALL] == uses[USE_STATEMENT_CALL];
    bool is_call_alone =
        count == uses[USE_CALL] + uses[USE_STATEMENT_CALL] + uses[USE_CONDITION_CALL];
    return is_condition && is_call_alone && strcasestr(name->name, "assert") != NULL
               ? STAND_IN_ASSERTION
               : STAND_IN_NONE;
}

static enum stand_in choose(const struct unit *unit, const struct unknown_name *name)
{
    const unsigned *uses = name->uses;
    if (reads_as_assertion(unit, name->name))
        return choose_assertion(name);
    if ((name->complaints & COMPLAINT_INCOMPLETE) != 0)
        return unit->is_cplusplus ? STAND_IN_NONE : STAND_IN_MEMBERS;
    if (uses[USE_TYPE_CALL] > 0)
        return unit->is_cplusplus ? STAND_IN_NONE : STAND_IN_TYPE_CALL;
    if (uses[USE_ATTRIBUTE_CALL] > 0 || (uses[USE_TOP_CALL] > 0 && uses[USE_CALL] == 0))
        return STAND_IN_NOTHING_CALL;
    if (uses[USE_ATTRIBUTE] > uses[USE_TYPE])
        return STAND_IN_NOTHING;
    if (name->complaints == COMPLAINT_SYNTAX)
        return uses[USE_STRING] > 0 && uses[USE_CALL] == 0 ? STAND_IN_STRING : STAND_IN_NONE;
    if (uses[USE_TYPE] > 0)
        return choose_type(unit, uses);
    if ((name->complaints & COMPLAINT_TYPE) != 0)
        return uses[USE_CALL] > 0 ? STAND_IN_NONE : choose_type(unit, uses);
    if ((uses[USE_STRING] > 0 || names_text(name->name)) && uses[USE_CALL] == 0)
        return STAND_IN_STRING;
    if ((name->complaints & COMPLAINT_VALUE) != 0)
        return choose_value(unit, uses);
    return STAND_IN_NONE;
}

/* Words that stand before or behind a function to say one thing only: that it never returns. The C
 * libraries of the BSDs call it __dead. */
static bool names_no_return(const char *name)
{
    static const char *const WORDS[] = {"noreturn", "no_return", "NORETURN", "NO_RETURN",
                                        "NoReturn"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (strstr(name, WORDS[i]) != NULL)
            return true;
    return text_starts_with(name, "__dead");
}

static void write_one(struct text *prelude, const char *name, enum stand_in kind,
                      const char *members, bool is_cplusplus)
{
    const char *language = is_cplusplus ? "extern \"C\"" : "extern";
    switch (kind) {
    case STAND_IN_NONE: break;
    case STAND_IN_NOTHING:
        text_printf(prelude, "#define %s%s\n", name,
                    names_no_return(name) ? " __attribute__((__noreturn__))" : "");
        break;
    case STAND_IN_NOTHING_CALL: text_printf(prelude, "#define %s(...)\n", name); break;
    case STAND_IN_TYPE_CALL: text_printf(prelude, "#define %s(type) type *\n", name); break;
    case STAND_IN_STRING: text_printf(prelude, "#define %s \"\"\n", name); break;
    case STAND_IN_STRUCT: text_printf(prelude, "typedef struct errno_lint_any %s;\n", name); break;
    case STAND_IN_INTEGER: text_printf(prelude, "typedef int %s;\n", name); break;
    case STAND_IN_MEMBERS: text_printf(prelude, "struct %s { %s };\n", name, members); break;
    case STAND_IN_POINTER: text_printf(prelude, "extern struct errno_lint_any *%s;\n", name); break;
    case STAND_IN_OBJECT: text_printf(prelude, "extern struct errno_lint_any %s;\n", name); break;
    case STAND_IN_ARRAY: text_printf(prelude, "%s int %s[];\n", language, name); break;
    case STAND_IN_VALUE: text_printf(prelude, "%s int %s;\n", language, name); break;
    case STAND_IN_ASSERTION:
        text_printf(prelude, "#define %s(condition) ((condition) ? (void)0 : __builtin_abort())\n",
                    name);
        break;
    case STAND_IN_FUNCTION:
        text_printf(prelude, "%s int %s(%s);\n", language, name, is_cplusplus ? "..." : "");
        break;
    }
}

size_t stand_ins_write(struct text *prelude, struct unit *unit)
{
    struct text members;
    size_t count = 0;
    if (unit->unknown.count == 0)
        return 0;
    text_init(&members, unit->scratch);
    stand_ins_count_uses(unit, &members);
    if (!unit->is_cplusplus)
        text_printf(prelude, "struct errno_lint_any { %s };\n", text_get(&members));
    for (size_t i = 0; i < unit->unknown.capacity; i++) {
        const struct unknown_name *name = unit->unknown.slots[i];
        enum stand_in kind = name == NULL ? STAND_IN_NONE : choose(unit, name);
        const char *standard = name == NULL ? NULL : find_standard(unit, name->name);
        if (standard != NULL)
            text_printf(prelude, "#define %s%s\n", name->name, standard);
        else if (kind == STAND_IN_NONE)
            continue;
        else
            write_one(prelude, name->name, kind, text_get(&members), unit->is_cplusplus);
        count++;
    }
    return count;
}
