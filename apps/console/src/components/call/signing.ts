import { filled, type SigningScheme, schemeOf } from "@scriptyard/model";
import type { CallRequest } from "./commands.ts";
import { field, quoted } from "./quoting.ts";

/** What is written before the call, and the headers that carry the signature. */
type Signing = { lines: string[]; headers: string[] };

const schemeIn = ({ scheme }: CallRequest): SigningScheme => scheme ?? schemeOf("scriptyard", "");
/** Whether a place is filled anywhere. */
const needs = ({ signed, headers }: SigningScheme, place: string): boolean =>
  [signed, ...Object.values(headers)].some((template) => template.includes(`{${place}}`));

/** For a shell that has `BODY` already. */
export function signedByShell(request: CallRequest, credential: string | null): Signing {
  const scheme = schemeIn(request);
  const secret = credential === null ? '"$SCRIPTYARD_SECRET"' : quoted(credential);
  const places = { t: "$T", id: "$ID", method: request.method, target: "$TARGET", body: "$BODY" };
  // A key in base64 is given to openssl in hex.
  const key =
    scheme.key === "text"
      ? `-hmac ${secret}`
      : `-mac HMAC -macopt "hexkey:$(printf '%s' "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')"`;
  const out = scheme.encoding === "hex" ? " | sed 's/^.* //'" : " -binary | base64";
  return {
    lines: [
      ...(scheme.key === "text" ? [] : [`SECRET=${secret}`]),
      ...(needs(scheme, "target") ? [`TARGET=${quoted(targetOf(request.url))}`] : []),
      ...(needs(scheme, "id") ? ['ID="msg_$(date +%s)"'] : []),
      ...(needs(scheme, "t") ? ["T=$(date +%s)"] : []),
      `SIGNATURE=$(printf '%s' "${filled(scheme.signed, places)}" | openssl dgst -sha256 ${key}${out})`,
    ],
    headers: Object.entries(scheme.headers).map(
      ([name, template]) => `-H "${name}: ${filled(template, { ...places, signature: "$SIGNATURE" })}"`,
    ),
  };
}

/** For Node, where `body` is a constant if there is one. @param secret an expression */
export function signedByNode(request: CallRequest, secret: string): Signing {
  const scheme = schemeIn(request);
  const key = scheme.key === "text" ? secret : `Buffer.from(${secret}.replace(/^whsec_/, ""), "base64")`;
  const fixed = { method: request.method, target: targetOf(request.url) };
  return {
    lines: [
      ...(needs(scheme, "id") ? ['const id = "msg_" + Date.now();'] : []),
      ...(needs(scheme, "t") ? ["const t = Math.floor(Date.now() / 1000);"] : []),
      `const signature = createHmac("sha256", ${key})`,
      `  .update(${expression(filled(scheme.signed, fixed), request.body !== null)})`,
      `  .digest("${scheme.encoding}");`,
    ],
    headers: Object.entries(scheme.headers).map(
      ([name, template]) => `${field(name)}: ${expression(template, true)}`,
    ),
  };
}

/** `{t}.{body}` as `t + "." + body`; what else stands there is text, whatever it is. */
function expression(template: string, hasBody: boolean): string {
  const parts = template.split(/(\{(?:t|id|body|signature)\})/).flatMap((part) => {
    if (part === "" || (part === "{body}" && !hasBody)) return [];
    return [/^\{\w+\}$/.test(part) ? part.slice(1, -1) : JSON.stringify(part)];
  });
  // Two numbers side by side would be added up; no scheme has them.
  return parts.length === 0 ? '""' : parts.length === 1 && parts[0] === "t" ? "String(t)" : parts.join(" + ");
}

/** As in the request line, which is what is signed. */
function targetOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}
