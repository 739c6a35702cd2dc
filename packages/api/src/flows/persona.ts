import type { Json } from "@scriptyard/model";

/** A visitor to try a flow as: what a product would tell of them. */
export type Persona = {
  name: string;
  description: string;
  context: { [part: string]: Json };
};

/** One as the console lists them. */
export type ListedPersona = Persona & {
  /** The walk would be in somebody's name: of live scripts that is for authors. */
  isSomebody: boolean;
};
