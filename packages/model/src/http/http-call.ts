import { z } from "zod";
import type { SecretWord } from "../secrets/secret-word.ts";

/** A call that `fetch` makes, as it leaves the sandbox and as it is recorded: secrets are words, never values. */
export type HttpCall = {
  url: string;
  method: string;
  /** By name in lower case. */
  headers: { [name: string]: string | SecretWord };
  body?: { text: string } | { base64: string } | { secret: SecretWord };
  redirect?: "follow" | "manual" | "error";
};

export const httpBodySchema = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ base64: z.string() }),
]);

/** What was answered. */
export const fetchAnswerSchema = z.strictObject({
  status: z.int().min(100).max(599),
  statusText: z.string().max(500),
  /** Of the last redirect that was followed. */
  url: z.string(),
  redirected: z.boolean(),
  /** By name in lower case; several cookies on a line each. */
  headers: z.record(z.string(), z.string()),
  body: httpBodySchema,
});
export type FetchAnswer = z.infer<typeof fetchAnswerSchema>;
