type Named = {
  readonly name: string;
};

type Aged = Named & {
  readonly age: number;
};

type Contact = {
  readonly email?: string;
  readonly phone?: string;
} & ({
  readonly email: Json;
} | {
  readonly phone: Json;
});

type Ranged = string;

type Mixed = Named & (
  | {
      readonly a: string;
    }
  | {
      readonly b: string;
    });

