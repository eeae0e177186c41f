function f() {
  await using a = b;
}
