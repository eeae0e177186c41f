// Loops without an end and with nothing in them: their blocks only continue in one another, and one jump of each remains.
function alone(endless) { if (endless) while (true); return 1; }
function nested(endless) { if (endless) for (;;) for (;;) {} return 2; }
function labelled(endless) { if (endless) outer: while (true) while (true) continue outer; return 3; }
alone(false); nested(false); labelled(false);
