switch (1) {
  case 1:
    using a = b;
}
