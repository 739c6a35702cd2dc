import type { Json } from "@scriptyard/model";
import type { DemoRealm } from "../demo/types.ts";
import { demoMap, demoUnits } from "./world/demo-world.ts";

/**
 * The realm that shows source layers: its scripts are the host's defaults and none is published, so a file in the scripts
 * folder takes a default's place at once, and a publish takes the file's.
 */
export const arenaRealm: DemoRealm = {
  name: "arena",
  title: "Arena",
  hostId: "wargame",
  timeZone: "Europe/Vienna",
  settingsSchema: {
    type: "object",
    description: "The battlefield.",
    properties: {
      map: {
        type: "array",
        items: { type: "string", maxLength: 100 },
        maxItems: 100,
        description: "Rows from north to south: . plain, = road, F forest, ^ hill, C city, ~ river.",
      },
      units: {
        type: "array",
        maxItems: 200,
        description: "Who is on the map.",
        items: {
          type: "object",
          properties: {
            id: { type: "string", minLength: 1, maxLength: 60 },
            name: { type: "string", maxLength: 120 },
            side: { enum: ["red", "blue"] },
            x: { type: "integer", minimum: 0 },
            y: { type: "integer", minimum: 0 },
            armor: { enum: ["none", "light", "heavy"] },
            health: { type: "number", minimum: 0 },
            weapons: {
              type: "array",
              maxItems: 10,
              items: {
                type: "object",
                properties: {
                  name: { type: "string", minLength: 1, maxLength: 60 },
                  power: { type: "number", minimum: 0 },
                  accuracy: { type: "number", minimum: 0, maximum: 1 },
                  range: { type: "number", minimum: 0 },
                },
                required: ["name", "power", "accuracy", "range"],
                additionalProperties: false,
              },
            },
          },
          required: ["id", "name", "side", "x", "y", "armor", "health", "weapons"],
          additionalProperties: false,
        },
      },
    },
    required: ["map", "units"],
    additionalProperties: false,
  },
  settings: { map: [...demoMap], units: structuredClone(demoUnits) as unknown as Json[] },
  allowedHosts: [],
  flows: [],
  personas: [],
  live: "defaults",
};
