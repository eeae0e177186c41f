// A Markdown document of about 3 MB: the texts that come with the packages, many times over.
const fs = require('fs');
const path = require('path');
const names = ['typescript/README.md', 'acorn/README.md', 'acorn/CHANGELOG.md', 'marked/README.md', 'markdown-it/README.md', 'linkify-it/README.md'];
const parts = names.map((name) => fs.readFileSync(path.join(__dirname, '../../node_modules', name), 'utf8'));
let text = '';
for (let i = 0; text.length < 3e6; i++) text += `\n\n# Part ${i}\n\n| a | b |\n|---|--:|\n| ${i} | *${i * 7}* |\n\n1. one\n   - two \`${i}\`\n\n${parts[i % parts.length]}`;
module.exports = text;
