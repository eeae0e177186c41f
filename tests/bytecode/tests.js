// Comparisons become part of the branch that uses them; others make booleans.
function classify(x) {
  if (x === undefined) return 0;
  if (x < 10) return 1;
  if (!(x >= 20)) return 2;
  if (x) return x == null ? 3 : 4;
  const small = x < 5;
  return [small, small];
}
classify(15);
