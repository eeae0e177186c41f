const row = (locale, unit, unitDisplay) =>
  console.log(locale, unit, unitDisplay, [1, 2.5].map((x) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay }).format(x)).join(" | "));
for (const unit of Intl.supportedValuesOf("unit").filter((unit) => unit.endsWith("second") === false || unit === "second")) {
  for (const unitDisplay of ["short", "long"]) row("en", unit, unitDisplay);
}
for (const unit of ["kilometer-per-hour", "liter-per-second", "byte-per-day", "mile-per-gallon", "percent-per-year", "year-per-year"]) {
  for (const unitDisplay of ["short", "narrow", "long"]) row("en", unit, unitDisplay);
}
for (const locale of ["de", "ja", "fr"]) {
  for (const unit of ["liter", "day", "celsius", "kilometer-per-hour"]) row(locale, unit, "long");
}
