import type { UiBlock, UiPart } from "@scriptyard/model";

/** A message of `form.fail`, in the order of the calls. */
export type FieldError = { field: string; message: string };

/** The block with each message at its field; those without a field in it come first, as notices. */
export function placeErrors(block: UiBlock, errors: readonly FieldError[]): UiBlock {
  if (errors.length === 0) return block;
  const byField = new Map<string, string>();
  // Several messages for one field: all of them, the author called them all.
  for (const { field, message } of errors) {
    const before = byField.get(field);
    byField.set(field, before === undefined ? message : `${before} ${message}`);
  }
  const parts = block.parts.map((part): UiPart => {
    if (part.type !== "field") return part;
    const error = byField.get(part.name);
    byField.delete(part.name);
    return error === undefined ? part : { ...part, error: error.slice(0, 2_000) };
  });
  const notices = [...byField.values()].map(
    (text): UiPart => ({ type: "notice", tone: "error", text: text.slice(0, 2_000) }),
  );
  return { ...block, parts: [...notices, ...parts] };
}

/** A block without the messages of an earlier attempt. */
export function withoutErrors(block: UiBlock): UiBlock {
  const parts = block.parts.map((part): UiPart => {
    if (part.type !== "field" || part.error === undefined) return part;
    const { error: _error, ...rest } = part;
    return rest;
  });
  return { ...block, parts };
}
