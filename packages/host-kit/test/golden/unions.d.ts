type Either = string | number | null;

type Many = string | number | null;

type Shape =
  /** Round. */
  | {
      readonly kind: "circle";
      readonly radius: number;
    }
  /** Angular. */
  | {
      readonly kind: "square";
      readonly side: number;
    };

type Shapes = readonly (Shape | null)[];

type Nested = readonly (
  | {
      readonly a: string;
    }
  | (
      | {
          readonly b: string;
        }
      | {
          readonly c: string;
        }))[];

