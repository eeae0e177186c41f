"""Each foreign library has one door: LLVM in codegen, Tree-sitter in frontend/syntax, the collector in runtime/gc, libuv in
runtime/loop and the host bindings of stdlib/node, OpenSSL in node:crypto, ICU in stdlib/intl, WABT in stdlib/node/wasm*."""
import os
import re

DOORS = [
    (re.compile(r'#\s*include\s+[<"]llvm[/-]'), ("codegen/",)),
    (re.compile(r'#\s*include\s+[<"](tree_sitter/|tree-sitter)'), ("frontend/syntax/",)),
    (re.compile(r'#\s*include\s+[<"]gc(/|\.h|_)'), ("runtime/gc/",)),
    (re.compile(r'#\s*include\s+[<"]openssl/'), ("stdlib/node/",)),
    (re.compile(r'#\s*include\s+[<"]unicode/'), ("stdlib/intl/",)),
    (re.compile(r'#\s*include\s+[<"]wabt/'), ("stdlib/node/wasm",)),
    (re.compile(r'#\s*include\s+[<"]uv[./]'), ("runtime/loop/", "stdlib/node/", "stdlib/host/")),
]


def violations(root):
    for top in ("frontend", "ir", "codegen", "runtime", "stdlib"):
        for folder, _, names in os.walk(os.path.join(root, top)):
            for name in names:
                if not name.endswith((".h", ".cpp", ".c")):
                    continue
                path = os.path.relpath(os.path.join(folder, name), root)
                with open(os.path.join(root, path), encoding="utf-8") as file:
                    for number, line in enumerate(file, 1):
                        for pattern, doors in DOORS:
                            if pattern.search(line) and not path.startswith(doors):
                                yield f"{path}:{number}: {line.strip()}"
