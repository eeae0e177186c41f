// Constants that a loop keeps ready are read outside of it too.
function total(items) {
  let text = "<";
  (() => {
    if (typeof items.length === "number") {
      if (items.length) {
        for (var i = 0, l = items.length; i < l; i++) { var n = items[i]; text = text + "a" + n + "z"; }
      } else {
        text = text + "b";
      }
    } else {
      var l = 0;
      for (var k in items) { l++; var n = items[k]; text = text + "a" + n + "z"; }
      if (l === 0) { text = text + "b"; }
    }
  })();
  return text + ">";
}
console.log(total([]), total([1]), total({}), total({ k: 2 }));
