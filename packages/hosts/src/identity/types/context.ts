import { z } from "zod";
import { secretFieldPattern } from "../text/secret-name.ts";
import { device, flow, request } from "./request.ts";
import { user } from "./user.ts";

/** What the default scripts read from a realm's settings. A realm's own schema replaces it in the declarations. */
export const realmSettings = z
  .looseObject({
    userAttributes: z
      .array(z.string())
      .meta({ description: "Attributes that scripts may write with `user.set`." })
      .optional(),
    risk: z
      .object({
        challengeAt: z
          .number()
          .meta({ description: "Score from which a second factor is asked." })
          .optional(),
        rejectAt: z.number().meta({ description: "Score from which the login is refused." }).optional(),
        homeCountries: z
          .array(z.string())
          .meta({ description: "ISO 3166 codes where users live." })
          .optional(),
        blockedRanges: z.array(z.string()).meta({ description: "CIDR ranges that never get in." }).optional(),
      })
      .optional(),
    secondFactorDays: z
      .number()
      .meta({ description: "Days until a second factor is asked again." })
      .optional(),
    strictRoles: z
      .array(z.string())
      .meta({ description: "Roles that always need a second factor." })
      .optional(),
    termsVersion: z
      .string()
      .meta({ description: "Version of the terms that users must have accepted." })
      .optional(),
    termsUrl: z
      .string()
      .meta({ description: "Where they can be read; https, on an allowed host." })
      .optional(),
    requiredAttributes: z
      .array(z.string())
      .meta({ description: "Attributes that every profile needs." })
      .optional(),
    groupRoles: z
      .record(z.string(), z.string())
      .meta({ description: "Group name → role in the token." })
      .optional(),
    showCodes: z
      .boolean()
      .meta({
        description:
          "Show one-time codes on the page. For demos without a mailbox: whoever sees the page then needs none.",
      })
      .optional(),
    minimumAge: z.number().meta({ description: "Years." }).optional(),
  })
  .meta({ description: "The realm's settings. Give the realm a settings schema to have yours typed here." });

/** The realm as a script sees it. `settings` is typed by the realm's own schema where it has one. */
export const realm = z
  .object({
    id: z.string().meta({ examples: ["rlm_01jd3x8k2m9q4r7t0v5w6y8z1a"] }),
    name: z.string().meta({ description: "Short name, as in addresses.", examples: ["acme"] }),
    settings: realmSettings,
    timeZone: z.string().meta({ description: "IANA zone.", examples: ["Europe/Vienna"] }),
    now: z.iso.datetime().meta({ description: "The execution's clock, UTC. `Date.now()` says the same." }),
  })
  .meta({ description: "The tenant this login belongs to." });

/** What every script of this host is given. */
export const loginContext = z.object({ request, realm, user: user.nullable(), flow, device }).meta({
  description:
    "Everything a script may know about this login. Read only; what it changes goes out as effects.",
});

/** Fields that a form has submitted, by field name. A checkbox is `true` or `false`, everything else text. */
export const loginForm = {
  type: "object",
  description:
    "What the visitor submitted, by the names of the block's fields. A checkbox is true or false, everything else is text.",
  properties: {
    password: { type: "string", description: "Of a field of kind `password`.", "x-sensitive": true },
    code: { type: "string", description: "Of a field of kind `code`.", "x-sensitive": true },
  },
  // Fields with other names that hold a secret; masked in recordings like the two above.
  patternProperties: {
    [secretFieldPattern]: { type: "string", "x-sensitive": true },
  },
  additionalProperties: { type: ["string", "boolean"] },
};

export const localTime = z
  .object({
    year: z.int(),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31),
    hour: z.int().min(0).max(23),
    minute: z.int().min(0).max(59),
    second: z.int().min(0).max(59),
    weekday: z.int().min(1).max(7).meta({ description: "1 is Monday, 7 is Sunday (ISO 8601)." }),
    date: z.iso.date().meta({ examples: ["2026-05-04"] }),
    offsetMinutes: z.int().meta({ description: "Minutes that the zone is ahead of UTC." }),
  })
  .meta({ description: "A moment as clocks on a wall in a zone show it." });
