import { httpRuleSchema } from "@scriptyard/model";
import { z } from "zod";

export const httpHosts = z.object({
  hosts: z.array(httpRuleSchema).max(200).describe("Hosts that scripts may call with `fetch`, and how."),
});

/** Schemas that the OpenAPI document names. */
export const httpHostComponents: [z.ZodType, string][] = [[httpHosts, "HttpHosts"]];
