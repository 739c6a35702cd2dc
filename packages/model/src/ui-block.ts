import { z } from "zod";

/** Plain text shown to an end user. Never HTML. */
const text = z.string().max(2_000);
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, "a letter, then letters, digits or _ (64 at most)");
const option = z.object({ value: z.string().max(200), label: text });

const field = z.object({
  type: z.literal("field"),
  name: name.describe("Key of the submitted value in `form`."),
  kind: z.enum(["text", "email", "password", "code", "select", "checkbox", "date"]),
  label: text,
  hint: text.optional(),
  required: z.boolean().optional().describe("Default true, except for a checkbox."),
  pattern: z
    .string()
    .max(500)
    .optional()
    .describe("Regular expression the browser checks; check it in the script too."),
  autocomplete: z.string().max(60).optional().describe("HTML autocomplete token, e.g. `one-time-code`."),
  value: z.string().max(2_000).optional().describe("What the field holds at first."),
  options: z.array(option).max(300).optional().describe("For `select`."),
  error: text
    .optional()
    .describe("Shown at the field; an effect that refuses what was submitted sets it for you."),
});

/** The parts a block is made of: a small closed vocabulary, rendered by the product's own end-user page. */
export const uiPartSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("heading"), text }),
  z.object({ type: z.literal("text"), text }),
  field,
  z.object({
    type: z.literal("choice"),
    name: name.describe("Key of the chosen value in `form`."),
    label: text,
    options: z.array(option).min(1).max(50),
    required: z.boolean().optional(),
  }),
  z.object({
    type: z.literal("link"),
    text,
    url: z.string().max(2_000).describe("https, on the realm's list of allowed hosts."),
  }),
  z.object({ type: z.literal("qr"), value: z.string().max(1_000), alt: text }),
  z.object({ type: z.literal("notice"), tone: z.enum(["info", "success", "warning", "error"]), text }),
]);
export type UiPart = z.infer<typeof uiPartSchema>;

export const uiBlockSchema = z.object({
  title: text.optional(),
  parts: z.array(uiPartSchema).min(1).max(50),
  submit: text.optional().describe("Label of the button. Default `Continue`."),
});
export type UiBlock = z.infer<typeof uiBlockSchema>;
