import { jsonSchema } from "@scriptyard/model";
import { z } from "zod";
import { secretNamePattern } from "../text/secret-name.ts";

export const userAgent = z
  .object({
    family: z.string().meta({ examples: ["Firefox"] }),
    os: z.string().meta({ examples: ["Windows"] }),
    device: z.string().meta({ examples: ["desktop"] }),
  })
  .meta({ description: "What the browser says it is." });

export const request = z
  .object({
    id: z
      .string()
      .meta({ description: "Shown to the visitor when something fails.", examples: ["req_01jd3x8k2m"] }),
    ip: z.string().meta({ description: "IPv4 or IPv6 address.", examples: ["203.0.113.7", "2001:db8::7"] }),
    method: z.string().meta({ examples: ["POST"] }),
    path: z.string().meta({ examples: ["/f/acme/login"] }),
    headers: z
      .object({
        authorization: z.string().meta({ "x-sensitive": true }).optional(),
        cookie: z.string().meta({ "x-sensitive": true }).optional(),
      })
      .catchall(z.string())
      .meta({ description: "The headers the realm lets through, names in lower case." }),
    userAgent,
    locale: z.string().meta({ description: "BCP 47 tag of the visitor's language.", examples: ["de-AT"] }),
    country: z
      .string()
      .meta({ description: "ISO 3166 code, where known.", examples: ["AT"] })
      .optional(),
    city: z
      .string()
      .meta({ description: "In English, where known.", examples: ["Vienna"] })
      .optional(),
    position: z
      .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
      .meta({ description: "About where the address is, in degrees, where known." })
      .optional(),
    time: z.iso.datetime().meta({ description: "When the request came in, UTC." }),
  })
  .meta({ description: "The request that brought the visitor here." });

export const flowStep = z
  .object({
    node: z.string(),
    action: z.string().meta({ examples: ["continue", "challenge"] }),
    outcome: z.string().nullable(),
  })
  .meta({ description: "One step already taken." });

export const flow = z
  .object({
    id: z.string().meta({ examples: ["flw_01jd3x8k2m9q4r7t0v5w6y8z1a"] }),
    node: z.string().meta({ description: "Name of this node.", examples: ["risk-check"] }),
    sessionId: z.string().meta({ description: "One walk through the flow.", examples: ["fls_01jd3x8k2m"] }),
    attempt: z
      .int()
      .min(0)
      .meta({ description: "How often this node has run in this session, this run included." }),
    state: z.record(z.string(), jsonSchema).meta({
      description:
        "What `flow.set` has kept so far. Keys that end in password, passcode, secret, otp or token are masked in recordings.",
      patternProperties: { [secretNamePattern]: { "x-sensitive": true } },
    }),
    startedAt: z.iso.datetime(),
    history: z.array(flowStep),
  })
  .meta({ description: "Where this login stands." });

export const device = z
  .object({
    id: z.string().meta({ examples: ["dev_7c1f"] }),
    known: z.boolean().meta({ description: "Whether this user has finished a login on it before." }),
    firstSeen: z.iso.datetime().optional(),
  })
  .meta({ description: "The visitor's browser, by its long-lived cookie." });
