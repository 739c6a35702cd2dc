import type { TestServer } from "./server.ts";

/** Calls a procedure as the console does; throws with the server's words where it is refused. */
export async function callApi(
  server: Pick<TestServer, "url">,
  procedure: string,
  { cookie = "", data }: { cookie?: string; data?: object },
): Promise<Response> {
  const answer = await fetch(`${server.url}/api/trpc/${procedure}`, {
    ...(data && { method: "POST", body: JSON.stringify(data) }),
    headers: { cookie, "content-type": "application/json" },
  });
  if (!answer.ok) throw new Error(`${procedure}: ${answer.status} ${await answer.text()}`);
  return answer;
}

export type Session = { name: string; value: string };

/** The session that an answer opened. */
export function sessionOf(answer: Response): Session {
  const [, name = "", value = ""] = /^(.+?)=(.+?);/.exec(answer.headers.get("set-cookie") ?? "") ?? [];
  return { name, value };
}

/** The same session at another server over the same data: the cookie's name says the port. */
export function sessionAt(server: Pick<TestServer, "url">, { name, value }: Session): Session {
  return { name: name.replace(/_\d+$/, `_${new URL(server.url).port}`), value };
}

/** One person's calls. */
export class Caller {
  readonly #server: Pick<TestServer, "url">;
  readonly #cookie: string;

  constructor(server: Pick<TestServer, "url">, { name, value }: Session) {
    this.#server = server;
    this.#cookie = `${name}=${value}`;
  }

  async query<Data>(procedure: string, input: object): Promise<Data> {
    const asked = `${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
    return dataOf(await callApi(this.#server, asked, { cookie: this.#cookie }));
  }

  async mutate<Data>(procedure: string, data: object): Promise<Data> {
    return dataOf(await callApi(this.#server, procedure, { cookie: this.#cookie, data }));
  }
}

async function dataOf<Data>(answer: Response): Promise<Data> {
  return ((await answer.json()) as { result: { data: Data } }).result.data;
}

/** The HTTP API as a product calls it, with a token. */
export function productCalls(server: Pick<TestServer, "url">, token: string) {
  return async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${server.url}/api/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
}
