import { CommandError } from "../command-error.ts";
import { type Server, unreachable } from "./client.ts";

type Call = { method: "GET" | "POST" | "PATCH" | "DELETE"; path: string; body?: unknown };

/**
 * Calls the HTTP API of a server with its token.
 *
 * @param what begins the message of a refusal, e.g. "The realm was not made"
 * @throws CommandError with what the server says
 */
export async function callRest<T>({ url, token }: Server, what: string, call: Call): Promise<T> {
  const { method, path, body } = call;
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(method === "GET" || method === "DELETE" ? {} : { "content-type": "application/json" }),
    },
    ...(method === "GET" || method === "DELETE" ? {} : { body: JSON.stringify(body ?? {}) }),
  }).catch((error: unknown) => {
    throw unreachable(error, url);
  });
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  throw new CommandError(`${what}: ${detailOf(text) ?? `the server answered ${answer.status}.`}`);
}

function detailOf(text: string): string | null {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === "string" ? detail : null;
  } catch {
    return null;
  }
}
