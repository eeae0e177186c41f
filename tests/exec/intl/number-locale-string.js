const attempt = (make) => {
  try {
    console.log(make());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
console.log([1.5, 1234.567, -0, NaN, 1e21, Infinity].map((x) => x.toLocaleString("de")).join(" "));
console.log((1234.5).toLocaleString(), (1234.5).toLocaleString("de"), (1234.5).toLocaleString("en"), (5).toLocaleString(["de", "en"]));
console.log((1234.5).toLocaleString("de", { style: "currency", currency: "EUR" }), Object(1234.5).toLocaleString("de"));
console.log((123456789012345678901234567890n).toLocaleString("de-DE"), Object(-1234n).toLocaleString("de"));
console.log((12n).toLocaleString("en", { style: "unit", unit: "byte", unitDisplay: "long" }));
console.log([1234.5, 7n, null, "x"].toLocaleString("de", { minimumFractionDigits: 1 }), new Float64Array([1234.5, 0.25]).toLocaleString("de"));
console.log([{ toLocaleString: (...a) => a.length + String(a[0]) }].toLocaleString("de"));
console.log(Number.prototype.toLocaleString.length, BigInt.prototype.toLocaleString.length);
attempt(() => Number.prototype.toLocaleString.call("5"));
attempt(() => BigInt.prototype.toLocaleString.call(5));
attempt(() => (1).toLocaleString("en", null));
attempt(() => (1n).toLocaleString("en", null));
attempt(() => (1).toLocaleString("en", { style: "x" }));
attempt(() => (1n).toLocaleString("en", { unit: "x" }));
attempt(() => (1).toLocaleString("i"));
attempt(() => (1).toLocaleString(""));
attempt(() => (1).toLocaleString(null));
