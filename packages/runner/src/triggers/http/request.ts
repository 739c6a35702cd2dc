import type { Json } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { requireUtf8Escapes, utf8Text } from "../../text/utf8.ts";
import { isPrototypeName } from "./request-headers.ts";

export type RequestBody = { bodyType: "none" | "json" | "text" | "form" | "raw"; body: Json };

const mostFields = 1_000;
const deepest = 100;

/** Query or form fields; a list where a name is there more than once. */
export function fieldsOf(text: string): { [name: string]: string | string[] } {
  const out: { [name: string]: string | string[] } = {};
  requireUtf8Escapes(text, "A field");
  // Counted before they are made: a megabyte holds half a million.
  if (text.split("&", mostFields + 1).length > mostFields)
    throw new Fault("bad_request", `More than ${mostFields} fields were sent. Send fewer.`);
  for (const [name, value] of new URLSearchParams(text)) {
    if (isPrototypeName(name)) continue;
    const before = Object.hasOwn(out, name) ? out[name] : undefined;
    out[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return out;
}

/**
 * The body by its content type. What says JSON and is none is refused; what says nothing we know stays bytes.
 *
 * @throws Fault `bad_request`, `unsupported_media_type` for a charset other than UTF-8
 */
export function parseBody(contentType: string | undefined, bytes: Buffer): RequestBody {
  if (bytes.length === 0) return { bodyType: "none", body: null };
  const [type = "", ...parameters] = (contentType ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const charset = parameters
    .find((part) => part.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  const kind = kindOf(type);
  if (kind === "raw") return { bodyType: "raw", body: bytes.toString("base64") };
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8" && charset !== "us-ascii")
    throw new Fault("unsupported_media_type", `Send text as UTF-8, not as ${charset.slice(0, 40)}.`);
  const text = utf8Text(bytes, "The body");
  if (kind === "text") return { bodyType: "text", body: text };
  if (kind === "form") return { bodyType: "form", body: fieldsOf(text) };
  return { bodyType: "json", body: parseJson(text) };
}

function kindOf(type: string): "json" | "text" | "form" | "raw" {
  if (type === "application/json" || /^application\/[a-z0-9.+-]+\+json$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("text/") || type === "application/xml" || type.endsWith("+xml")) return "text";
  return "raw";
}

function parseJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new Fault("bad_request", "The body is not valid JSON.", { cause });
  }
  requirePlain(value, deepest);
  return value;
}

function requirePlain(value: Json, levels: number): void {
  if (value === null || typeof value !== "object") return;
  if (levels === 0) throw new Fault("bad_request", `The body nests deeper than ${deepest} levels.`);
  for (const [key, item] of Object.entries(value)) {
    if (isPrototypeName(key))
      throw new Fault("bad_request", `The body has a key "${key}", which is not allowed.`);
    requirePlain(item, levels - 1);
  }
}
