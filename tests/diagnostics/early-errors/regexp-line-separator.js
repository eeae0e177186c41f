// A line separator ends a regular expression as a line feed does.
const r = /a b/;
