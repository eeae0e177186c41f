for (using a in b) ;
