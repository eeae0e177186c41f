// Frames carry the position of the call, in inlined functions too; columns count UTF-16 units.
function positions(error) {
  return error.stack
    .split("\n")
    .map((line) => /at (?:(\S+) \()?.*stack-frames\.js:(\d+:\d+)\)?$/.exec(line))
    .filter((match) => match && match[1] !== "Object.<anonymous>" && match[1] !== undefined)
    .map((match) => match[1] + " " + match[2]);
}
function deep(n) {
  if (n === 0) throw new Error("bottom");
  return deep(n - 1) + 1;
}
function outer() {
  return middle({});
}
function middle(object) {
  /* é 𝒳 */ return object.missing.name;
}
for (const action of [() => deep(2), outer]) {
  try {
    action();
  } catch (error) {
    console.log(positions(error).join("\n"));
  }
}
