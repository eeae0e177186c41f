try {
  undefined.foo;
} catch (error) {
  error.extra = { a: 1 };
  throw error;
}
