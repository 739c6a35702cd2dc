import type { Json } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { parseJson } from "../../../text/json/parse-json.ts";
import { requireUtf8Escapes, utf8Text } from "../../../text/utf8.ts";

export type RequestBody = { bodyType: "none" | "json" | "text" | "form" | "raw"; body: Json };

const mostFields = 1_000;

/** Query or form fields; a list where a name is there more than once. */
export function fieldsOf(text: string): { [name: string]: string | string[] } {
  const out: { [name: string]: string | string[] } = {};
  // Counted before they are made: a megabyte holds half a million.
  if (text.split("&", mostFields + 1).length > mostFields)
    throw new Fault("bad_request", `More than ${mostFields} fields were sent. Send fewer.`);
  requireUtf8Escapes(text, "A field");
  for (const [name, value] of new URLSearchParams(text)) {
    refusePrototype(name);
    const before = Object.hasOwn(out, name) ? out[name] : undefined;
    out[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  }
  return out;
}

/**
 * The body by its content type. What says JSON and is none is refused; what says nothing we know stays bytes.
 *
 * @throws Fault `bad_request`, `too_large` for JSON of too many values, `unsupported_media_type` for a charset other than UTF-8
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
  if (kind === "json") return { bodyType: "json", body: parseJson(bytes, "The body") };
  const text = utf8Text(bytes, "The body");
  if (kind === "text") return { bodyType: "text", body: text };
  return { bodyType: "form", body: fieldsOf(text) };
}

function kindOf(type: string): "json" | "text" | "form" | "raw" {
  if (type === "application/json" || /^application\/[a-z0-9.+-]+\+json$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("text/") || type === "application/xml" || type.endsWith("+xml")) return "text";
  return "raw";
}

/** Refused, not left out: nothing that is sent vanishes. */
function refusePrototype(name: string): void {
  if (name === "__proto__")
    throw new Fault("bad_request", 'A field is called "__proto__", which no field may be.');
}
