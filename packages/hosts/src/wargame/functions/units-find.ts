import type { FunctionDefinition } from "@scriptyard/host-kit";
import { worldOf } from "../world/world-of.ts";

export const unitsFind: FunctionDefinition = {
  name: "units.find",
  kind: "host",
  description:
    "A unit by its id, as the realm's settings have it: place, armour, health, weapons. Null when there is none.",
  params: [
    { name: "id", description: "As in messages.", schema: { type: "string", minLength: 1, maxLength: 60 } },
  ],
  result: { anyOf: [{ $ref: "#/$defs/Unit" }, { type: "null" }] },
  example: `const unit = units.find("red-1");\nif (unit === null) log.warn("nobody is called that");`,
  capability: "world.read",
  levels: ["safe", "production", "development"],
  run: ([id], { context }) => {
    const found = worldOf(context).units.find((unit) => unit.id === id);
    return found === undefined ? null : structuredClone(found);
  },
};
