for (let x = 1 of [1]) ;
