import type { Json, UiBlock } from "@scriptyard/model";

/** Bytes of a submitted form. */
export const largestFormBytes = 64_000;

export type Submitted = {
  form: { [name: string]: Json };
  /** The step the form belongs to; undefined when somebody took the field out. */
  step: number | undefined;
  /** What may be shown again when the form comes back: nothing secret. */
  typed: { [name: string]: string };
};

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
