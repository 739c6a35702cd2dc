import type { BusMessage, Json } from "@scriptyard/model";
import { isObject } from "@scriptyard/model";
import { maskPointers } from "./mask-pointers.ts";

/**
 * Header by which a message says what of its payload is sensitive: JSON pointers with spaces between. It travels with the
 * message, so whoever records, lists or announces it later knows too.
 */
export const sensitiveHeader = "sensitive";

/** Keys may hold spaces, which stand between pointers here. JSON pointers have `~0` and `~1`, and nothing else with `~`. */
const spaceInKey = "~2";

/** Bytes of one header; beyond, the whole payload is sensitive. */
const longest = 1_000;

/** The header for a payload; none when nothing in it is sensitive. */
export function sensitiveHeaders(pointers: readonly string[]): { [name: string]: string } {
  if (pointers.length === 0) return {};
  const text = pointers.map((pointer) => pointer.replaceAll(" ", spaceInKey)).join(" ");
  return { [sensitiveHeader]: text.length > longest ? "/" : text };
}

/** Pointers into a message's payload. `/` stands for all of it. */
export function sensitiveIn(headers: BusMessage["headers"]): string[] {
  return (headers[sensitiveHeader] ?? "")
    .split(" ")
    .filter((pointer) => pointer.startsWith("/"))
    .map((pointer) => pointer.replaceAll(spaceInKey, " "));
}

/** The payload as it may be shown. */
export function shownPayload(payload: Json, headers: BusMessage["headers"]): Json {
  const pointers = sensitiveIn(headers);
  if (pointers.includes("/")) return maskPointers(payload, [""]).value;
  return maskPointers(payload, pointers).value;
}

/** A message as it may be shown; the one that is delivered stays whole. */
export function shownMessage(message: BusMessage): BusMessage {
  return { ...message, payload: shownPayload(message.payload, message.headers) };
}

/**
 * Where a masked copy differs from the value itself: pointers to the texts that were replaced, whole or in part. Where that
 * is the name of a field, to all of its object: a pointer to the field would say it.
 */
export function maskedIn(value: Json, masked: Json, pointer = ""): string[] {
  if (value === masked) return [];
  if (Array.isArray(value) && Array.isArray(masked))
    return value.flatMap((item, at) => maskedIn(item, masked[at] ?? null, `${pointer}/${at}`));
  if (isObject(value) && isObject(masked) && Object.keys(value).every((key) => Object.hasOwn(masked, key)))
    return Object.entries(value).flatMap(([key, item]) =>
      maskedIn(item, masked[key] ?? null, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`),
    );
  return [pointer || "/"];
}
