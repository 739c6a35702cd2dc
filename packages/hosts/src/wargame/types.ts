import type { SchemaSource } from "@scriptyard/host-kit";

const text = (description: string) => ({ type: "string", description });
const number = (description: string, more: object = {}) => ({ type: "number", description, ...more });
const object = (description: string, properties: { [name: string]: object }) => ({
  type: "object",
  description,
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
/** What is on the map; messages and requests have the types of `withTriggers`. In the order a reader wants them. */
export const wargameTypes: { [name: string]: SchemaSource } = {
  Unit: object("Somebody on the map.", {
    id: text("As in messages."),
    name: text("For people."),
    side: { enum: ["red", "blue"] },
    x: { type: "integer", minimum: 0 },
    y: { type: "integer", minimum: 0 },
    armor: { enum: ["none", "light", "heavy"] },
    health: number("0 is destroyed.", { minimum: 0 }),
    weapons: { type: "array", items: { $ref: "#/$defs/Weapon" } },
  }),
  Weapon: object("What a unit shoots with.", {
    name: text("As in messages."),
    power: number("Damage of a plain hit without armour.", { minimum: 0 }),
    accuracy: number("Chance to hit in the open, up close.", { minimum: 0, maximum: 1 }),
    range: number("Squares it reaches.", { minimum: 0 }),
  }),
  Terrain: object("A square of the map.", {
    kind: { enum: ["plain", "road", "forest", "hill", "city", "river"] },
    cover: number("Part of the shots it stops.", { minimum: 0, maximum: 1 }),
    height: { type: "integer", description: "Steps above the plain." },
  }),
};
