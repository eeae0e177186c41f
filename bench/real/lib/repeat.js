// `work` once, or as often as the first argument says; then the milliseconds of processor time of each round go to standard error.
module.exports = (work) => {
  const rounds = Number(process.argv[2] || 1);
  for (let i = 0; i < rounds; i++) {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    if (rounds > 1) console.error((user + system) / 1000);
    console.log(result);
  }
};
