"""Which programs carry the compiler of run time: not those whose texts for eval and Function are known when they are built."""
import os

from harness.case import write
from harness.command import kiln

COMPILED = {
    "global-this": "globalThis.root || self || Function('return this')();",
    "new": "new Function('a', 'b', `return a + ${'b'}`)(1, 2);",
    "no-arguments": "new Function();",
    "member": "globalThis.Function('return 1'); global.eval('this');",
    "sequence": "(0, eval)('this'); (1, eval)('var a = 1; ' + 'a'); eval?.('2');",
    "nested": "Function('return Function(\"return 1\")()')();",
    "constructor": "(function () {}).constructor('return this'); Object.getPrototypeOf(async () => {}).constructor('await 1');",
    "shadowed": "((Function, eval) => [Function(String(Math.random())), (0, eval)('1')])((text) => text, (text) => text);",
}
LEFT = {
    "computed": "Function('return ' + Math.random());",
    "spread": "Function(...['return 1']);",
    "alias": "const F = Function; F('return 1');",
    "syntax-error": "try { Function('return }'); } catch { }",
    "not-a-body": "try { Function('/*', '*/) {'); } catch { }",
    "direct": "eval('1');",
    "direct-within": "Function('return eval(1)');",
    "import-within": "Function('return import(\"fs\")');",
    "tagged-within": "Function('f', 'return f``');",
    "asks-only": "try { new Function(''); } catch { }",
    "constructor": "[].constructor.constructor('return this');",
}


def built(folder, text, mode):
    write(os.path.join(folder, "a.js"), text)
    done = kiln(folder, "build", "a.js", "-O0", "-o", mode, f"--eval={mode}")
    if done.code:
        return done.err, None
    with open(os.path.join(folder, mode), "rb") as file:
        return done.err, file.read()


def check_compiled_texts(folder):
    for name, text in COMPILED.items():
        said, auto = built(folder, text, "auto")
        warned, never = built(folder, text, "never")
        if said or warned or auto != never:
            return f"{name}: {said}{warned}{'' if auto == never else 'carries the compiler of run time'}"
    return None


def check_texts_for_the_compiler_of_run_time(folder):
    for name, text in LEFT.items():
        _, auto = built(folder, text, "auto")
        warned, never = built(folder, text, "never")
        if auto is None or never is None or auto == never or "[run-time-code]" not in warned:
            return f"{name}: {warned}{'carries no compiler of run time' if auto == never else ''}"
    return None
