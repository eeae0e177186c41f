let i = 0;
while (i < 5) { switch (i++) { case 1: console.log('one'); break; case 3: console.log('three'); break; default: console.log('other'); } }
