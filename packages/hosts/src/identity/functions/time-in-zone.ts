import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";
import { localTimeIn } from "../text/local-time.ts";

export const timeInZone: FunctionDefinition = {
  name: "time.inZone",
  kind: "host",
  description:
    "What clocks in a zone show at a moment, daylight saving included. The other way is `std/time`'s.",
  params: [
    {
      name: "date",
      description: "ISO 8601 text with its offset (`2026-05-04T07:30:00Z`) or epoch milliseconds.",
      schema: { type: ["string", "number"] },
    },
    {
      name: "zone",
      description: "IANA zone such as `Europe/Vienna`.",
      schema: { type: "string", minLength: 1, maxLength: 60 },
    },
  ],
  result: { $ref: "#/$defs/LocalTime" },
  example: `const { hour, weekday } = time.inZone("2026-05-04T07:30:00Z", "Europe/Vienna"); // 9, 1`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([date, zone]) => localTimeIn(date as string | number, asText(zone)),
};
