({ class });
