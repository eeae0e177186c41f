// markdown-it renders a document of 3 MB.
const markdown = require('markdown-it')({ html: true, linkify: true, typographer: true });
const text = require('./lib/document');
const { createHash } = require('crypto');
require('./lib/repeat')(() => {
  const html = markdown.render(text);
  return `${html.length} ${createHash('sha256').update(html).digest('hex')}`;
});
