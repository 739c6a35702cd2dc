type T = {
  a: string;
  b?: string;
  undeclared: Json;
};

