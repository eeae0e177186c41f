v\u0061r a = 1;
