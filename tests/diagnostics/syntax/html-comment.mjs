let a = 1;
<!-- not in modules
