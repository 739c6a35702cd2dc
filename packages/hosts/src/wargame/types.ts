import type { SchemaSource } from "@scriptyard/host-kit";

const text = (description: string) => ({ type: "string", description });
const number = (description: string, more: object = {}) => ({ type: "number", description, ...more });
const object = (description: string, properties: { [name: string]: object }, optional: string[] = []) => ({
  type: "object",
  description,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const texts = (description: string) => ({
  type: "object",
  description,
  additionalProperties: { type: "string" },
});

/** Named types of the declarations, in the order a reader wants them. */
export const wargameTypes: { [name: string]: SchemaSource } = {
  BusMessage: object("A message of the realm's bus.", {
    id: text("Tells a message that is delivered twice from two messages."),
    topic: text("Words with dots between, e.g. `battle.hit`."),
    payload: { description: "Whatever the publisher sent: look at it before you rely on it." },
    headers: texts("What travels beside the payload, by lower-case name."),
    time: { type: "string", format: "date-time", description: "When it was published, UTC." },
  }),
  HookRequest: object("A request to an address below `/hooks/<realm>`.", {
    id: text("Names the request in logs."),
    method: text("In upper case; a HEAD request arrives as GET."),
    path: text("Below `/hooks/<realm>`, starting with `/`."),
    params: texts("Parameters of the route, decoded: `id` of `/battles/:id`."),
    query: {
      type: "object",
      description: "Of the address, by name; a list where a name is there more than once.",
      additionalProperties: { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] },
    },
    headers: texts("By lower-case name, without those that carry credentials."),
    bodyType: {
      enum: ["none", "json", "text", "form", "raw"],
      description: "How `body` is to be read; `raw` is base64.",
    },
    body: { description: "JSON value, text, object of form fields, base64, or null without a body." },
    ip: text("Address of the client, as the server saw it."),
    time: { type: "string", format: "date-time", description: "When it arrived, UTC." },
  }),
  HookResponse: object(
    "What the caller gets.",
    {
      status: { type: "integer", minimum: 200, maximum: 599, description: "HTTP status." },
      headers: texts("Beside those of the server."),
      body: { description: "Text is sent as it is, everything else as JSON." },
    },
    ["headers", "body"],
  ),
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
