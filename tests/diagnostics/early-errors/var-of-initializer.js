for (var a = 1 of []) ;
