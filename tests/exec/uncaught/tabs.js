	const f = (x) => { if (x) { 	throw new (class BadInput extends Error { code = 5; })('ünïcode'); } };
	f(1);
