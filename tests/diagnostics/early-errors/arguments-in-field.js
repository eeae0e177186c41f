class C { x = () => arguments; }
