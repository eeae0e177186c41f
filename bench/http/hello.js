// hello-JSON over node:http.
const http = require('http');
http.createServer((request, response) => {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ message: 'Hello, World!', url: request.url }));
}).listen(0, '127.0.0.1', function() { console.log(this.address().port); });
