import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "./as-text.ts";

/** How much of a weapon's power gets through, by weapon and armour. */
const table: { [weapon: string]: { [armor: string]: number } } = {
  rifle: { none: 1, light: 0.6, heavy: 0.05 },
  cannon: { none: 0.8, light: 1, heavy: 0.7 },
};

export const rulesModifier: FunctionDefinition = {
  name: "rules.modifier",
  kind: "host",
  description:
    "How much of a weapon's power gets through an armour: 0 is nothing, 1 is all of it. Unknown weapons count half.",
  params: [
    { name: "weapon", description: "Its name.", schema: { type: "string", minLength: 1, maxLength: 60 } },
    { name: "armor", description: "What the target wears.", schema: { enum: ["none", "light", "heavy"] } },
  ],
  result: { type: "number", minimum: 0, maximum: 1 },
  example: `const through = rules.modifier("rifle", "light");`,
  capability: "world.read",
  levels: ["safe", "production", "development"],
  run: ([weapon, armor]) => {
    const name = asText(weapon);
    const row = Object.hasOwn(table, name) ? table[name] : undefined;
    return row?.[asText(armor)] ?? 0.5;
  },
};
