class A extends class { x = this.#a; } {
  #a;
}
