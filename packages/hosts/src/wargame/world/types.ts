/** A square of the map. */
export type Terrain = {
  kind: "plain" | "road" | "forest" | "hill" | "city" | "river";
  cover: number;
  height: number;
};

/** A weapon as the rules know it. */
export type Weapon = { name: string; power: number; accuracy: number; range: number };

/** Somebody on the map. */
export type Unit = {
  id: string;
  name: string;
  side: "red" | "blue";
  x: number;
  y: number;
  armor: "none" | "light" | "heavy";
  health: number;
  weapons: Weapon[];
};
