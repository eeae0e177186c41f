// Several timed tasks at once, with a limit of two at a time, retries, and a race against a deadline.
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

async function pool(tasks, limit) {
  const results = new Array(tasks.length);
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await tasks[index]();
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

async function retry(action, times) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action(attempt);
    } catch (error) {
      if (attempt === times) throw error;
      console.log(`attempt ${attempt} failed: ${error.message}`);
    }
  }
}

async function main() {
  let running = 0, most = 0;
  const tasks = [30, 10, 20, 5].map((ms, i) => async () => {
    most = Math.max(most, ++running);
    await sleep(ms);
    running--;
    return `task ${i}`;
  });
  console.log(await pool(tasks, 2), 'at most', most, 'at a time');
  console.log(await retry(async (n) => { if (n < 3) throw new Error(`not yet ${n}`); return 'third time lucky'; }, 5));
  console.log(await Promise.race([sleep(5, 'fast enough'), sleep(500).then(() => { throw new Error('too late'); })]).finally(() => console.log('race over')));
}

main().then(() => process.exit(0));
