throw
1;
