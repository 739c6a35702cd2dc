import { jsonSchema } from "@scriptyard/model";
import { z } from "zod";
import { privateAttributePattern } from "../text/secret-name.ts";

export const factorKinds = ["totp", "sms", "email", "webauthn"] as const;

export const factor = z
  .object({
    kind: z.enum(factorKinds),
    enrolledAt: z.iso.datetime().optional(),
    lastUsedAt: z.iso.datetime().meta({ description: "Absent when it was never used." }).optional(),
  })
  .meta({ description: "A second factor the user has enrolled." });

export const lastLogin = z
  .object({ at: z.iso.datetime(), ip: z.string(), country: z.string().optional() })
  .meta({ description: "The last login that was finished." });

export const user = z
  .object({
    id: z.string().meta({ examples: ["u_1042"] }),
    email: z.string().meta({ description: "Empty where nobody told one.", examples: ["maria@example.com"] }),
    emailVerified: z.boolean(),
    name: z.string(),
    locale: z.string().meta({ examples: ["de-AT"] }),
    roles: z.array(z.string()),
    groups: z.array(z.string()),
    attributes: z.record(z.string(), jsonSchema).meta({
      description:
        "The profile. Scripts change it with `user.set`. What starts with `private` or `secret` is masked in recordings.",
      patternProperties: { [privateAttributePattern]: { "x-sensitive": true } },
    }),
    factors: z.array(factor),
    lastLogin: lastLogin.optional(),
    createdAt: z.iso.datetime(),
    failedAttempts: z
      .int()
      .min(0)
      .meta({ description: "Wrong passwords since the last login that was finished." }),
  })
  .meta({ description: "The account that is signing in." });
