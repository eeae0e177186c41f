const jwt = require('jsonwebtoken'); const crypto=require('crypto');
const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding:{type:'spki',format:'pem'}, privateKeyEncoding:{type:'pkcs8',format:'pem'} });
const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const t = jwt.sign({ a: 1, iat: 1600000000 }, 'secret'); console.log(t, jwt.verify(t, 'secret'));
for (const alg of ['RS256','RS384','PS256','PS512']) { const x = jwt.sign({ b: alg }, privateKey, { algorithm: alg, noTimestamp: true }); console.log(alg, jwt.verify(x, publicKey, { algorithms: [alg] })); }
const e = jwt.sign({ c: 1 }, ec.privateKey, { algorithm: 'ES256', noTimestamp: true }); console.log(jwt.verify(e, ec.publicKey));
for (const f of [()=>jwt.verify(t,'bad'),()=>jwt.verify('x.y.z','s'),()=>jwt.verify(jwt.sign({exp:1},'s'),'s'),()=>jwt.sign({},privateKey,{algorithm:'ES256'}),()=>jwt.sign({},'short',{algorithm:'RS256'})]) try{f()}catch(err){console.log(err.name,err.message)}
jwt.verify(t,'secret',(err,d)=>console.log(err,d)); jwt.sign({x:1,iat:1},'k',{},(err,tok)=>console.log(err,tok));
