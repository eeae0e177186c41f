async (a = (await) => 1) => a;
