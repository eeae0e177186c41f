const a = ['x', 'y', 'z']; const seen = []; for (const i in a) { seen.push(typeof i + i); if (i === '0') delete a[1]; } console.log(seen.join());
