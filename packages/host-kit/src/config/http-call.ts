import { z } from "zod";

/** How one HTTP call of a product answers a function: in `host.json`, and under `product` of a configuration. */
export const httpCallSchema = () =>
  z.strictObject({
    url: z
      .string()
      .min(1)
      .max(2_000)
      .describe("Address that is called. {name} stands for the argument of that name."),
    method: z
      .enum(["POST", "PUT", "GET"])
      .exactOptional()
      .describe("POST and PUT send the arguments as a JSON object by name, GET in the query. Default POST."),
    timeoutMs: z
      .int()
      .min(1)
      .max(60_000)
      .exactOptional()
      .describe("How long one call may take. Default 2000."),
    retry: z
      .strictObject({
        attempts: z.int().min(1).max(5).describe("Calls in all."),
        backoffMs: z
          .int()
          .min(0)
          .max(10_000)
          .exactOptional()
          .describe("Pause before the second, then doubled. Default 200."),
      })
      .exactOptional()
      .describe("What was not answered, or with 429, 502, 503 or 504, is called again. Default: not."),
    secret: z
      .string()
      .min(1)
      .max(100)
      .describe("Name of the environment variable with the secret that calls are signed with.")
      .exactOptional(),
  });

export type ProductHttpCall = z.infer<ReturnType<typeof httpCallSchema>>;
