class C { #a; m() { delete this.#a; } }
