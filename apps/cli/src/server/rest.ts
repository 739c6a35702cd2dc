import { Buffer } from "node:buffer";
import { CommandError } from "../command-error.ts";
import { type Server, unreachable } from "./client.ts";
import { fetchHere } from "./no-redirects.ts";

type Call = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  /** Instead of a body: an archive of a realm. */
  archive?: Uint8Array;
};

/**
 * Calls the HTTP API of a server with its token.
 *
 * @param what begins the message of a refusal, e.g. "The realm was not made"
 * @throws CommandError with what the server says
 */
export async function callRest<T>(server: Server, what: string, call: Call): Promise<T> {
  return JSON.parse((await send(server, what, call)).toString()) as T;
}

/** As `callRest`, of what answers no JSON. */
export function callRestForBytes(server: Server, what: string, path: string): Promise<Buffer> {
  return send(server, what, { method: "GET", path });
}

async function send({ url, token }: Server, what: string, call: Call): Promise<Buffer> {
  const { method, path, body, archive } = call;
  const carries = method === "POST" || method === "PATCH";
  const type = archive === undefined ? "application/json" : "application/zip";
  const answer = await fetchHere(`${url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(carries ? { "content-type": type } : {}) },
    ...(carries ? { body: archive ? Buffer.from(archive) : JSON.stringify(body ?? {}) } : {}),
  }).catch((error: unknown) => {
    throw error instanceof CommandError ? error : unreachable(error, url);
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.ok) return bytes;
  throw new CommandError(`${what}: ${detailOf(bytes.toString()) ?? `the server answered ${answer.status}.`}`);
}

function detailOf(text: string): string | null {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
