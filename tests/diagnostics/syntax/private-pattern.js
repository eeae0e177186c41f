class A {
  #a;
  m() {
    const { #a: a } = this;
  }
}
