import type { SigningScheme } from "@scriptyard/model";
import { field, quoted } from "./quoting.ts";
import { signedByNode, signedByShell } from "./signing.ts";

/** A request somebody could send from their own machine. */
export type CallRequest = {
  method: string;
  /** Whole, with the query. */
  url: string;
  headers: { readonly [name: string]: string };
  /** Null sends none. */
  body: string | null;
  /** What it shows at the door: an API token, a signature made with the endpoint's secret, or nothing. */
  auth: "none" | "token" | "signature";
  /** How it is signed, where it is. */
  scheme?: SigningScheme;
};

/** In what it can be written down; `language` colours it. */
export const shells = [
  { id: "curl", label: "curl" },
  { id: "fetch", label: "JavaScript" },
] as const;
export type Shell = (typeof shells)[number]["id"];

/**
 * The request as a command that works when it is pasted.
 *
 * @param credential the token or the secret; null reads it from the environment, so that nothing secret is written down
 * @example commandOf("curl", request, null) // curl 'https://…' \ -H "Authorization: Bearer $SCRIPTYARD_TOKEN"
 */
export function commandOf(shell: Shell, request: CallRequest, credential: string | null): string {
  return shell === "curl" ? curlOf(request, credential) : fetchOf(request, credential);
}

/** Names of the environment, as the command line reads them. */
const variables = { token: "SCRIPTYARD_TOKEN", signature: "SCRIPTYARD_SECRET" } as const;
/** Parts of what is written down for Node: text here, never run. */
const written = { env: `process.${"env"}`, crypto: '"node:crypto"' };

function curlOf(request: CallRequest, credential: string | null): string {
  const { method, url, headers, body, auth } = request;
  const lines: string[] = [];
  // Brackets of an address are ranges to curl, unless it is told.
  const glob = /[[\]{}]/.test(url) ? " -g" : "";
  const options = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  let data = body === null ? null : quoted(body);
  if (auth === "token")
    options.unshift(
      credential === null
        ? `-H "Authorization: Bearer $${variables.token}"`
        : `-H ${quoted(`Authorization: Bearer ${credential}`)}`,
    );
  if (auth === "signature") {
    const { lines: before, headers: signing } = signedByShell(request, credential);
    lines.push(`BODY=${quoted(body ?? "")}`, ...before);
    options.unshift(...signing);
    if (data !== null) data = '"$BODY"';
  }
  if (data !== null) options.push(`--data-raw ${data}`);
  const verb = method === "GET" && data === null ? "" : ` -X ${method}`;
  lines.push([`curl${glob}${verb} ${quoted(url)}`, ...options].join(" \\\n  "));
  return lines.join("\n");
}

function fetchOf(request: CallRequest, credential: string | null): string {
  const { method, url, headers, body, auth } = request;
  const lines: string[] = [];
  const given = (name: "token" | "signature") =>
    credential === null ? `${written.env}.${variables[name]}` : JSON.stringify(credential);
  const fields = Object.entries(headers).map(([name, value]) => `${field(name)}: ${JSON.stringify(value)}`);
  if (auth === "token") fields.unshift(`authorization: \`Bearer \${${given("token")}}\``);
  if (body !== null) lines.push(`const body = ${JSON.stringify(body)};`);
  if (auth === "signature") {
    const { lines: signing, headers: own } = signedByNode(request, given("signature"));
    lines.unshift(`import { createHmac } from ${written.crypto};`, "");
    lines.push(...signing);
    fields.unshift(...own);
  }
  lines.push(
    `const answer = await fetch(${JSON.stringify(url)}, {`,
    `  method: ${JSON.stringify(method)},`,
    ...(fields.length > 0 ? ["  headers: {", ...fields.map((one) => `    ${one},`), "  },"] : []),
    ...(body === null ? [] : ["  body,"]),
    "});",
    "console.log(answer.status, await answer.text());",
  );
  return lines.join("\n");
}
