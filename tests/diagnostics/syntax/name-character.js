let \u{1f600} = 1;
