import type { FunctionDefinition } from "@scriptyard/host-kit";
import { terrainOf } from "../world/demo-world.ts";
import { worldOf } from "../world/world-of.ts";

const coordinate = { type: "integer", minimum: 0, maximum: 1_000 };

export const terrainAt: FunctionDefinition = {
  name: "terrain.at",
  kind: "host",
  description: "The square of the realm's map at a place: what it is, how much it covers, how high it lies.",
  params: [
    { name: "x", description: "Columns from the west, starting with 0.", schema: coordinate },
    { name: "y", description: "Rows from the north, starting with 0.", schema: coordinate },
  ],
  result: { $ref: "#/$defs/Terrain" },
  example: "const cover = terrain.at(4, 1).cover;",
  capability: "world.read",
  levels: ["safe", "production", "development"],
  run: ([x, y], { context }) => {
    const { map } = worldOf(context);
    const row = map[Number(y)];
    const letter = row?.[Number(x)];
    if (row === undefined || letter === undefined)
      throw new TypeError(
        `(${Number(x)}, ${Number(y)}) is off the map, which is ${map[0]!.length} wide and ${map.length} high`,
      );
    return { ...(terrainOf[letter] ?? terrainOf["."]!) };
  },
};
