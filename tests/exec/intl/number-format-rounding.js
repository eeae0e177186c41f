const row = (options, values) => console.log(JSON.stringify(options), values.map((x) => new Intl.NumberFormat("en", options).format(x)).join(" "));
for (const roundingMode of ["ceil", "floor", "expand", "trunc", "halfCeil", "halfFloor", "halfExpand", "halfTrunc", "halfEven"]) {
  row({ maximumFractionDigits: 0, roundingMode }, [1.5, 2.5, -1.5, -2.5, 1.1, -1.1, 1.9]);
}
for (const roundingIncrement of [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000]) {
  row({ minimumFractionDigits: 2, maximumFractionDigits: 2, roundingIncrement }, [1.234, 1.275, 12345.678, -0.025]);
}
for (const roundingPriority of ["auto", "morePrecision", "lessPrecision"]) {
  for (const digits of [
    { maximumFractionDigits: 2, maximumSignificantDigits: 3 }, { minimumFractionDigits: 2, minimumSignificantDigits: 3 },
    { maximumFractionDigits: 1, minimumSignificantDigits: 5 }, { notation: "compact", maximumFractionDigits: 1 },
  ]) row({ ...digits, roundingPriority }, [1, 1.23456, 123.456, 12345.678, 0.00123]);
}
for (const trailingZeroDisplay of ["auto", "stripIfInteger"]) {
  row({ style: "currency", currency: "USD", trailingZeroDisplay }, [1, 1.5, 1.999, 0]);
  row({ minimumSignificantDigits: 3, trailingZeroDisplay }, [1, 1.5, 1.999, 0]);
}
row({ notation: "compact" }, [1, 12.34, 999, 999.5, 1500, 15500, 1e6, 1.5e12]);
