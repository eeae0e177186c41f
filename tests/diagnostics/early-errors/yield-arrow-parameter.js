function* g() {
  return (a = yield) => a;
}
