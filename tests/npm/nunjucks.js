// Templates compiled to functions at run time.
const nunjucks = require("nunjucks");
const templates = {
  "base.html": "<title>{% block title %}base{% endblock %}</title>{% block body %}{% endblock %}",
  "page.html": '{% extends "base.html" %}{% block title %}{{ super() }}: {{ name | upper }}{% endblock %}{% block body %}{% for k, v in map %}{{ loop.index }}.{{ k }}={{ v }} {% else %}none{% endfor %}{% endblock %}',
};
const Loader = nunjucks.Loader.extend({ getSource: (name) => ({ src: templates[name], path: name, noCache: false }) });
const env = new nunjucks.Environment(new Loader(), { autoescape: true });
env.addFilter("twice", (x) => x + x);
console.log(env.render("page.html", { name: "n", map: { a: 1, b: "<2>" } }));
console.log(env.renderString("{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} {{ 'x' | twice | safe }} {{ [3,1,2] | sort | join('-') }}"));
console.log(env.renderString("{% set y = 5 %}{{ y ** 2 if ok else 'no' }} {{ '<' }} {% raw %}{{ raw }}{% endraw %}", { ok: true }));
try { env.renderString("{% if %}"); } catch (e) { console.log(e.name); }
