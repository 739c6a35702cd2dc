import { Fault, type Json, type UiBlock } from "@scriptyard/model";
import { requireUtf8Escapes } from "@scriptyard/runner";

/** Bytes of a submitted form. */
export const largestFormBytes = 64_000;

export type Submitted = {
  form: { [name: string]: Json };
  /** The step the form belongs to; undefined when somebody took the field out. */
  step: number | undefined;
  /** What may be shown again when the form comes back: nothing secret. */
  typed: { [name: string]: string };
};

/** A block has at most thirty fields. */
const mostFields = 200;

/**
 * A form as browsers send it; an empty one where nothing was sent.
 *
 * @throws Fault `bad_request` for too many fields, and for escapes that are no UTF-8
 */
export function parseForm(text = ""): URLSearchParams {
  if (text.split("&", mostFields + 1).length > mostFields)
    throw new Fault("bad_request", `The form has more than ${mostFields} fields.`);
  requireUtf8Escapes(text, "The form");
  return new URLSearchParams(text);
}

/** The fields a block asked for, and only those. A checkbox is true or false, everything else text. */
export function readForm(body: URLSearchParams, block: UiBlock | undefined): Submitted {
  const form: { [name: string]: Json } = {};
  const typed: { [name: string]: string } = {};
  for (const part of block?.parts ?? []) {
    if (part.type !== "field" && part.type !== "choice") continue;
    const value = body.get(part.name);
    if (part.type === "field" && part.kind === "checkbox") {
      form[part.name] = value !== null;
      typed[part.name] = String(value !== null);
      continue;
    }
    if (value === null) continue;
    form[part.name] = value;
    const secret = part.type === "field" && (part.kind === "password" || part.kind === "code");
    if (!secret) typed[part.name] = value.slice(0, 500);
  }
  const step = Number(body.get("_step") ?? Number.NaN);
  return { form, typed, step: Number.isInteger(step) && step >= 0 ? step : undefined };
}
