// marked renders a long document: every construct, repeated with variations.
import { marked, Lexer } from 'marked';

const section = (i) => `
# Heading ${i} with *emphasis* and \`code\`

Paragraph ${i} with **bold**, _italic_, ~~deleted~~, [a link](https://example.org/${i} "title ${i}"), ![image](a${i}.png),
an autolink <https://x.y/${i}>, www.example.org, a hard break  
and entities &amp; &lt; "quotes" -- 3 < 4 & 5 > 2.

${'#'.repeat((i % 6) + 1)} Level ${(i % 6) + 1}

1. first
2. second
   - nested *${i}*
   - [ ] open task
   - [x] done task
3. third

> A quote with
> > a nested quote ${i}
>
> - and a list

\`\`\`js
const x${i} = a < b && c > d; // code
\`\`\`

    indented code ${i}

| Left | Centre | Right |
|:-----|:------:|------:|
| a${i} | **b** | \`c\` |
| d | e \\| f | ${i} |

Setext ${i}
===========

---

[ref${i}]: https://ref.example/${i} 'Ref title'

See [the reference][ref${i}] and [missing][nope]. Line with \\*escapes\\* and html <b>inline</b>.

<div class="block">
raw *html* ${i}
</div>
`;
let source = '';
for (let i = 0; i < 60; i++) source += section(i);
const html = marked.parse(source);
let hash = 5381;
for (let i = 0; i < html.length; i++) hash = (Math.imul(hash, 33) ^ html.charCodeAt(i)) >>> 0;
console.log(source.length, html.length, hash);
console.log(marked.parse(section(7)));
console.log(new Lexer().lex('a *b*\n\n- c').map((t) => t.type).join(), marked.parseInline('**x** `y`'));
console.log(marked.parse('line\nbreak', { breaks: true }), marked.parse('| a |\n|---|\n| b |', { gfm: false }));
