console.log('evaluating'); throw new Error('thrown by module');
