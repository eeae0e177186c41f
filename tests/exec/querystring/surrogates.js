const qs = require('querystring');
for (const text of ['\ud800', 'a\udfff', '\ud800x', '\ud83d\ude00', '\udc00\ud800', 'é\ud800日', '\ud800\ud800\udc00']) {
  try {
    console.log(qs.escape(text), qs.stringify({ [text]: text }));
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
