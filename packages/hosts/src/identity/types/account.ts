import { z } from "zod";
import { user } from "./user.ts";

export const userIdentity = z
  .object({
    provider: z
      .string()
      .min(1)
      .max(100)
      .meta({ examples: ["google"] }),
    subject: z.string().min(1).max(255).meta({ description: "Who they are there, as the provider says." }),
  })
  .meta({ description: "By what else somebody signs in to an account: an identity at another provider." });

export const account = user
  .extend({ identities: z.array(userIdentity) })
  .meta({ description: "An account as the product keeps it, with everything that signs in to it." });
