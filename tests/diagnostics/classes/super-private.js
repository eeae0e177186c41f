class C { #a; m() { super.#a; } }
