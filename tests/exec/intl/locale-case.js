const show = (text) => [...text].map((c) => c.codePointAt(0).toString(16)).join(" ");
for (const locale of ["en", "tr", "az", "lt", "el", "tr-TR", ["lt", "en"], undefined]) {
  console.log(String(locale), show("Iiİı Ìá".toLocaleLowerCase(locale)), show("iıßΆσς į".toLocaleUpperCase(locale)));
}
for (const locale of [null, "x_y", [5], "i"]) {
  try {
    console.log("x".toLocaleUpperCase(locale));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
console.log(Object.getOwnPropertyDescriptor(String.prototype, "toLocaleUpperCase").enumerable, "".toLocaleUpperCase.length);
