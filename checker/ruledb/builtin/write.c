/* Loaded rules as a C file. Enums are written as numbers: nobody reads the file, and it is made
 * again when a header changes. Initialisers name every member by its place, so that the compiler
 * tells when one is new. */
#include "ruledb/builtin/write.h"
#include "base/text.h"
#include "ruledb/builtin/builtin.h"

static void add_walks(struct writer *writer, const struct rule_kind *kind)
{
    if (kind->walk_count == 0) {
        text_add(writer->text, "0, 0");
        return;
    }
    text_add(writer->text, "(const struct rule_walk[]){");
    for (size_t i = 0; i < kind->walk_count; i++) {
        text_add(writer->text, i > 0 ? ", {" : "{");
        write_string(writer, kind->walks[i].text);
        text_printf(writer->text, ", %d, ", (int)kind->walks[i].error);
        write_string(writer, kind->walks[i].why);
        text_add(writer->text, "}");
    }
    text_printf(writer->text, "}, %zu", kind->walk_count);
}

static void define_kinds(struct writer *writer)
{
    text_add(writer->text, "static const struct rule_kind kinds[] = {\n");
    for (size_t i = 0; i < writer->rules->kind_count; i++) {
        const struct rule_kind *kind = &writer->rules->kinds[i];
        text_add(writer->text, "    {");
        write_string(writer, kind->name);
        text_add(writer->text, ", ");
        write_string(writer, kind->text);
        text_add(writer->text, ", ");
        write_kind(writer, kind->parent);
        text_add(writer->text, ", ");
        add_walks(writer, kind);
        text_add(writer->text, ", ");
        write_names(writer, &kind->traits);
        text_add(writer->text, ", ");
        write_names(writer, &kind->sources);
        text_add(writer->text, "},\n");
    }
    text_add(writer->text, "};\n");
}

static void define_makers(struct writer *writer)
{
    text_add(writer->text, "static const struct rule_maker makers[] = {\n");
    for (size_t i = 0; i < writer->rules->maker_count; i++) {
        const struct rule_maker *maker = &writer->rules->makers[i];
        text_add(writer->text, "    {");
        write_string(writer, maker->call);
        text_add(writer->text, ", ");
        write_kind(writer, maker->kind);
        text_printf(writer->text, ", %d, ", maker->into);
        write_condition(writer, maker->when);
        text_add(writer->text, "},\n");
    }
    text_add(writer->text, "};\n");
}

static void define_assertions(struct writer *writer)
{
    text_add(writer->text, "static const struct rule_assertion assertions[] = {\n");
    for (size_t i = 0; i < writer->rules->assertion_count; i++) {
        const struct rule_assertion *assertion = &writer->rules->assertions[i];
        text_add(writer->text, "    {");
        write_string(writer, assertion->name);
        text_printf(writer->text, ", %d, %d, ", assertion->arity, assertion->is_class);
        write_string(writer, assertion->marker);
        text_printf(writer->text, ", %d, %d, %d},\n", assertion->condition,
                    assertion->fails_on_true, (int)assertion->kind);
    }
    text_add(writer->text, "};\nstatic const struct rule_terminator terminators[] = {\n");
    for (size_t i = 0; i < writer->rules->terminator_count; i++) {
        const struct rule_terminator *terminator = &writer->rules->terminators[i];
        text_add(writer->text, "    {");
        write_string(writer, terminator->pattern);
        text_printf(writer->text, ", %d, %d},\n", (int)terminator->kind,
                    terminator->is_taken_undeclared);
    }
    text_add(writer->text, "};\n");
}

static void add_default_classes(struct writer *writer)
{
    text_add(writer->text, "    {");
    for (size_t i = 0; i < ERRNO_COUNT; i++)
        text_printf(writer->text, "%s%d", i > 0 ? ", " : "",
                    (int)writer->rules->default_classes[i]);
    text_add(writer->text, "},\n    {");
    for (size_t i = 0; i < ERRNO_COUNT; i++)
        text_printf(writer->text, "%s%d", i > 0 ? ", " : "", writer->rules->has_default_class[i]);
    text_add(writer->text, "}");
}

void write_rules(struct text *text, const struct ruledb *rules)
{
    struct writer writer = {.text = text, .rules = rules};
    text_add(text, "/* Made by compile-rules from the JSON files in rules/. */\n"
                   "#include \"ruledb/builtin/builtin.h\"\n#include \"ruledb/database.h\"\n\n");
    define_kinds(&writer);
    write_calls(&writer);
    define_makers(&writer);
    define_assertions(&writer);
    text_add(text, "const struct ruledb builtin_rules = {\n    ");
    write_string(&writer, rules->version);
    text_printf(text, ", calls, %zu, imported_calls, %zu, kinds, %zu, makers, %zu,\n",
                rules->call_count, rules->imported_count, rules->kind_count, rules->maker_count);
    text_printf(text, "    assertions, %zu, terminators, %zu,\n", rules->assertion_count,
                rules->terminator_count);
    const struct rule_names *const lists[] = {&rules->preserving,   &rules->prefixes,
                                              &rules->raw_prefixes, &rules->words,
                                              &rules->test_paths,   &rules->test_macros};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        text_add(text, "    ");
        write_names(&writer, lists[i]);
        text_add(text, ",\n");
    }
    add_default_classes(&writer);
    text_add(text, "};\n");
}
