class A {
  [static]() {}
}
