import type { Terrain, Unit } from "./types.ts";

/** What each character of a map's rows means. */
export const terrainOf: { [letter: string]: Terrain } = {
  ".": { kind: "plain", cover: 0, height: 0 },
  "=": { kind: "road", cover: 0, height: 0 },
  F: { kind: "forest", cover: 0.35, height: 0 },
  "^": { kind: "hill", cover: 0.15, height: 2 },
  C: { kind: "city", cover: 0.5, height: 1 },
  "~": { kind: "river", cover: 0, height: -1 },
};

/** The map of a realm whose settings have none: rows from north to south. */
export const demoMap: readonly string[] = [
  "....FF..^^..",
  "..FFFF..^^^.",
  "==========..",
  "..CC..~~..FF",
  "..CC..~~..FF",
  "......~~....",
];

const rifle = { name: "rifle", power: 12, accuracy: 0.75, range: 4 };
const cannon = { name: "cannon", power: 45, accuracy: 0.6, range: 7 };

/** The units of a realm whose settings have none. */
export const demoUnits: readonly Unit[] = [
  { id: "red-1", name: "Red rifles", side: "red", x: 2, y: 2, armor: "light", health: 80, weapons: [rifle] },
  {
    id: "red-2",
    name: "Red tank",
    side: "red",
    x: 8,
    y: 0,
    armor: "heavy",
    health: 120,
    weapons: [cannon, rifle],
  },
  {
    id: "blue-1",
    name: "Blue rifles",
    side: "blue",
    x: 4,
    y: 1,
    armor: "light",
    health: 80,
    weapons: [rifle],
  },
  {
    id: "blue-2",
    name: "Blue scouts",
    side: "blue",
    x: 5,
    y: 5,
    armor: "none",
    health: 40,
    weapons: [rifle],
  },
  {
    id: "blue-3",
    name: "Blue tank",
    side: "blue",
    x: 3,
    y: 4,
    armor: "heavy",
    health: 120,
    weapons: [cannon],
  },
];
