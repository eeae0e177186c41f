// Walks a folder tree that it first creates, and prints sizes; removes the tree at the end.
const fs = require('fs');
const path = require('path');
const os = require('os');

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'walker-'));
try {
  for (const [name, size] of Object.entries({ 'a.txt': 10, 'src/main.js': 200, 'src/lib/util.js': 50, 'docs/index.md': 75 })) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, 'x'.repeat(size));
  }
  function* walk(folder) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) yield* walk(full);
      else yield { name: path.relative(root, full), size: fs.statSync(full).size, type: path.extname(full) };
    }
  }
  const totals = {};
  for (const { name, size, type } of walk(root)) {
    console.log(String(size).padStart(5), name);
    totals[type] = (totals[type] || 0) + size;
  }
  console.log(totals);
} finally {
  fs.rmSync(root, { recursive: true });
}
