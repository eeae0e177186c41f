// The same as an Express application, with a parameter and a middleware.
const express = require('express');
const app = express();
app.use((request, response, next) => { response.set('X-Served-By', 'bench'); next(); });
app.get('/hello/:name', (request, response) => { response.json({ message: `Hello, ${request.params.name}!`, url: request.url }); });
app.listen(0, '127.0.0.1', function() { console.log(this.address().port); });
