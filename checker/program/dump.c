/* The program as text: one line for each op and each end of a block. Calls are named by their op's
 * number (%3), blocks by theirs (b2), places by their names, so the text depends on nothing but the
 * source. */
#include "program/verify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "program/program.h"

static const char *const COMPARISONS[] = {"==", "!=", "<", "<=", ">", ">="};

static void dump_expr(struct text *text, const struct expr *expr, bool is_nested);

/* A string literal with C's escapes, so that it stays on its line. */
static void dump_string(struct text *text, const char *bytes, size_t length)
{
    text_add(text, "\"");
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if (byte == '\n')
            text_add(text, "\\n");
        else if (byte == '"' || byte == '\\')
            text_printf(text, "\\%c", byte);
        else if (byte < ' ' || byte == 0x7f)
            text_printf(text, "\\%03o", (unsigned)byte);
        else
            text_add_bytes(text, bytes + i, 1);
    }
    text_add(text, "\"");
}

static void dump_names(struct text *text, const struct expr *expr)
{
    for (size_t i = 0; i < expr->u.constant.name_count; i++)
        text_printf(text, "%s%s", i > 0 ? "|" : "", expr->u.constant.names[i]);
}

static void dump_constant(struct text *text, const struct expr *expr)
{
    if (expr->u.constant.error != ERRNO_NONE) {
        const char *name = expr->u.constant.spelling;
        text_printf(text, "%s%s", expr->u.constant.is_negative_error ? "-" : "",
                    name != NULL ? name : errno_name(expr->u.constant.error));
    } else if (expr->u.constant.is_all_named && expr->u.constant.name_count > 0) {
        dump_names(text, expr);
    } else if (expr->u.constant.has_value) {
        text_printf(text, "%" PRId64, expr->u.constant.value);
    } else {
        dump_names(text, expr);
        text_add(text, expr->u.constant.name_count > 0 ? "|?" : "?");
    }
}

static void dump_pair(struct text *text, const struct expr *expr, const char *operator,
                      bool is_nested)
{
    text_add(text, is_nested ? "(" : "");
    dump_expr(text, expr->u.pair.left, true);
    text_printf(text, " %s ", operator);
    dump_expr(text, expr->u.pair.right, true);
    text_add(text, is_nested ? ")" : "");
}

static void dump_expr(struct text *text, const struct expr *expr, bool is_nested)
{
    switch (expr->kind) {
    case EXPR_UNKNOWN:
        text_add(text, "?");
        if (expr->text != NULL)
            text_printf(text, "{%s}", expr->text);
        break;
    case EXPR_INT: dump_constant(text, expr); break;
    case EXPR_STRING: dump_string(text, expr->u.string.bytes, expr->u.string.length); break;
    case EXPR_ERRNO: text_add(text, "errno"); break;
    case EXPR_PLACE: text_add(text, expr->u.place->name); break;
    case EXPR_ADDRESS:
        text_add(text, "&");
        text_add(text, expr->is_errno_address  ? "errno"
                       : expr->u.place != NULL ? expr->u.place->name
                                               : "?");
        break;
    case EXPR_CALL: text_printf(text, "%%%u", expr->u.call->number); break;
    case EXPR_NEGATE:
    case EXPR_NOT:
        text_add(text, expr->kind == EXPR_NEGATE ? "-" : "!");
        dump_expr(text, expr->u.operand, true);
        break;
    case EXPR_COMPARE:
        dump_pair(text, expr, COMPARISONS[expr->u.pair.comparison], is_nested);
        break;
    case EXPR_MASK: dump_pair(text, expr, "&", is_nested); break;
    }
}

static const char *file_path(const struct program *program, struct location at)
{
    return at.file < program->file_count ? program->files[at.file].path : "?";
}

/* "   [12:5] in ASSERT"; with the file where it is not the function's. */
static void dump_origin(struct text *text, const struct program *program,
                        const struct function *function, const struct origin *origin)
{
    if (origin->at.line > 0 && origin->at.file != function->at.file)
        text_printf(text, "   [%s:%u:%u]", file_path(program, origin->at), origin->at.line,
                    origin->at.column);
    else if (origin->at.line > 0)
        text_printf(text, "   [%u:%u]", origin->at.line, origin->at.column);
    if (origin->macro != NULL)
        text_printf(text, " in %s", origin->macro);
}

static void dump_callee(struct text *text, const struct callee *callee)
{
    switch (callee->kind) {
    case CALLEE_FUNCTION: break;
    case CALLEE_METHOD:
    case CALLEE_CONSTRUCTOR: text_printf(text, "%s::", callee->class_name); break;
    case CALLEE_DESTRUCTOR: text_printf(text, "%s::~", callee->class_name); break;
    case CALLEE_POINTER: text_add(text, "*"); break;
    case CALLEE_UNKNOWN: text_add(text, "?"); break;
    }
    /* A destructor may be named with or without its tilde. */
    text_add(text, callee->name + (callee->kind == CALLEE_DESTRUCTOR && callee->name[0] == '~'));
}

static void dump_call(struct text *text, const struct op *op)
{
    if (op->u.call.is_result_used)
        text_printf(text, "%%%u = ", op->number);
    text_add(text, op->u.call.is_implicit ? "implicit call " : "call ");
    dump_callee(text, &op->u.call.callee);
    text_add(text, "(");
    for (size_t i = 0; i < op->u.call.argument_count; i++) {
        text_add(text, i > 0 ? ", " : "");
        dump_expr(text, op->u.call.arguments[i], false);
    }
    text_add(text, ")");
    if (op->u.call.callee.is_no_return)
        text_add(text, " never returns");
}

static const char *hole_word(enum hole_reason reason)
{
    switch (reason) {
    case HOLE_PARSE_ERROR: return "parse error";
    case HOLE_NO_CHILDREN: return "no children";
    case HOLE_ASSEMBLY: return "assembly";
    case HOLE_UNSUPPORTED: return "unsupported";
    }
    return "?";
}

static void dump_op(struct text *text, const struct program *program,
                    const struct function *function, const struct op *op)
{
    text_add(text, "    ");
    switch (op->kind) {
    case OP_CALL:
        dump_call(text, op);
        dump_origin(text, program, function, &op->origin);
        break;
    case OP_ASSIGN:
        text_printf(text, "%s = ", op->u.assign.place->name);
        dump_expr(text, op->u.assign.value, false);
        if (op->u.assign.condition != 0)
            text_printf(text, "   (condition %u)", op->u.assign.condition);
        break;
    case OP_HOLE:
        text_printf(text, "hole: %s", hole_word(op->u.hole));
        dump_origin(text, program, function, &op->origin);
        break;
    }
    text_add(text, "\n");
}

static void dump_condition(struct text *text, const struct block *block)
{
    text_printf(text, "   (condition %u)", block->condition);
    if (block->end_origin.macro != NULL)
        text_printf(text, " in %s", block->end_origin.macro);
}

static void dump_switch(struct text *text, const struct block *block)
{
    text_add(text, "switch ");
    dump_expr(text, block->subject, false);
    dump_condition(text, block);
    for (size_t i = 0; i < block->case_count; i++) {
        const struct switch_case *one = &block->cases[i];
        text_add(text, "\n      case ");
        if (one->is_known && one->low != one->high)
            text_printf(text, "%" PRId64 " ... %" PRId64, one->low, one->high);
        else
            dump_expr(text, one->label, false);
        text_printf(text, ": b%u", one->target->number);
    }
    text_printf(text, "\n      default: b%u", block->targets[0]->number);
}

static void dump_end(struct text *text, const struct block *block)
{
    text_add(text, "    ");
    switch (block->end) {
    case END_OPEN: text_add(text, "open"); break;
    case END_JUMP:
        text_add(text, "jump ");
        for (size_t i = 0; i < block->target_count; i++)
            text_printf(text, "%sb%u", i > 0 ? ", " : "", block->targets[i]->number);
        break;
    case END_BRANCH:
        text_add(text, "branch ");
        dump_expr(text, block->subject, false);
        text_printf(text, " ? b%u : b%u", block->targets[0]->number, block->targets[1]->number);
        dump_condition(text, block);
        break;
    case END_SWITCH: dump_switch(text, block); break;
    case END_RETURN:
        text_add(text, block->subject == NULL ? "return" : "return ");
        if (block->subject != NULL)
            dump_expr(text, block->subject, false);
        break;
    case END_THROW: text_add(text, "throw"); break;
    case END_NO_RETURN: text_add(text, "no return"); break;
    }
    text_add(text, "\n");
}

static void dump_function(struct text *text, const struct program *program,
                          const struct function *function)
{
    text_printf(text, "function %s %s:%u%s\n", function->name, file_path(program, function->at),
                function->at.line, function->is_no_return ? " never returns" : "");
    for (size_t i = 0; i < function->block_count; i++) {
        const struct block *block = function->blocks[i];
        text_printf(text, "  b%u:\n", block->number);
        for (size_t k = 0; k < block->op_count; k++)
            dump_op(text, program, function, block->ops[k]);
        dump_end(text, block);
    }
}

void program_dump(const struct program *program, struct text *text)
{
    for (size_t i = 0; i < program->function_count; i++) {
        if (i > 0)
            text_add(text, "\n");
        dump_function(text, program, program->functions[i]);
    }
}
