"""The functions of a page: the names of its NAME section and the prototypes of its SYNOPSIS."""
import re

from roff import render

# Words that stand where a name could, but are none.
KEYWORDS = {'if', 'while', 'for', 'return', 'sizeof', 'defined', 'switch', 'typedef', 'union', 'struct',
            '__attribute__', 'NULL', 'noreturn', 'deprecated', 'void', 'int', '_Generic'}
HANDLER_TYPES = {'sighandler_t', '__sighandler_t', 'sig_t'}
HANDLE_TYPES = {'locale_t', 'timer_t', 'nl_catd', 'iconv_t', 'DIR', 'FTS'}
FLOAT_TYPES = {'double', 'float', 'long double'}
# A parameter of this name chooses what the function does, and with it the errnos.
REQUEST_PARAMETERS = {'cmd', 'code', 'func', 'function', 'op', 'operation', 'option', 'request'}


class Function:
    """What the prototypes say: the kind of the result ('several' where they differ), the parameters, and whether it is
    a bare system call without a function in the C library."""

    def __init__(self, result, is_bare):
        self.result, self.is_bare, self.parameters = result, is_bare, set()

    def has_request(self):
        return bool(self.parameters & REQUEST_PARAMETERS)


def result_kind(declared):
    """'int', 'pointer', 'void', 'float', 'handle', 'handler' or 'none' from the type of a result."""
    plain = re.sub(r'\b(const|unsigned|signed|volatile)\b', '', declared).strip()
    if declared == 'handler' or plain in HANDLER_TYPES:
        return 'handler'
    if '*' in plain:
        return 'pointer'
    if plain == 'void':
        return 'void'
    if plain in FLOAT_TYPES or 'complex' in plain:
        return 'float'
    if plain in HANDLE_TYPES:
        return 'handle'
    return 'none' if plain == '' else 'int'


def declarations(lines):
    """The text of a SYNOPSIS as statements, without comments, directives, attributes and bodies."""
    parts = []
    for line in lines:
        macro, text, _ = render(line)
        if macro is None:
            if re.search(r'Feature Test Macro Req', text):
                break
            parts.append(text)
        elif macro in ('PP', 'P', 'fi'):
            parts.append('\0')
    text = re.sub(r'/\*.*?\*/', ' ', '\n'.join(parts), flags=re.S)
    text = re.sub(r'(?m)^\s*#.*$', ' ', text)
    text = re.sub(r'\[\[[^\]]*\]\]', ' ', text)
    for _ in range(4):
        text = re.sub(r'\{[^{}]*\}', ' ', text)
    for _ in range(3):  # GNU C declares parameters ahead: f(size_t n; char a[n], size_t n)
        text = re.sub(r'\(([^();]*);\s*(?=[^;]*\))', '(', text)
    for statement in re.split(r';|\0', text):
        statement = re.sub(r'\s+', ' ', statement).strip()
        if statement and not statement.startswith('typedef'):
            yield re.sub(r'\b(static|inline|extern|_Noreturn|restrict)\b', '', statement).strip()


def parse_prototype(statement):
    """(name, type of the result, text behind the opening parenthesis), None where it is no prototype."""
    match = re.match(r'(void|int)\s*\(\*\s*(\w+)\s*\(', statement)  # void (*signal(...))(int)
    if match:
        return match.group(2), 'handler', statement[match.end():]
    match = re.match(r'([A-Za-z_][\w \*]*?[\s\*])(\w+)\s*\(', statement)
    if match:
        declared, name = match.group(1).strip(), match.group(2)
        if name in KEYWORDS or declared.split()[0] in ('return', 'else'):
            return None
        return name, declared, statement[match.end():]
    match = re.match(r'(\w+)\s*\(', statement)  # a macro: no type
    if match and match.group(1) not in KEYWORDS and re.search(r'\)\s*$', statement):
        return match.group(1), '', ''
    return None


def read_prototypes(lines):
    """name -> Function. syscall(SYS_x, ...) is the bare system call x."""
    functions = {}
    for statement in declarations(lines):
        prototype = parse_prototype(statement)
        if prototype is None:
            continue
        name, declared, rest = prototype
        bare = re.match(r'\s*SYS_(\w+)', rest)
        if name == 'syscall' and bare:
            name = bare.group(1)
        function = functions.setdefault(name, Function(result_kind(declared), bool(bare)))
        if function.result != result_kind(declared):  # strerror_r: one name, two functions
            function.result = 'several'
        function.parameters.update(
            re.findall(r'\b([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)*(?:[,)]|$)', rest))
    return functions


def page_names(lines):
    """The names in a NAME section."""
    text = ' '.join(render(line)[1] for line in lines)
    names = (name.strip().rstrip('()') for name in re.split(r'\s*,\s*', text.split(' - ')[0]))
    return [name for name in names if re.fullmatch(r'[A-Za-z_]\w*', name)]
