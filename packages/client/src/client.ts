import { type ListenOptions, type LiveEvent, listen } from "./events/listen.ts";
import { type FlowSession, resumeFlow } from "./flow-session.ts";
import { createRealm, type Realm } from "./realm.ts";
import { createSender } from "./request.ts";
import type { YardTypes } from "./types.ts";

export type ClientOptions = {
  /** Of the server, with the path it is mounted at, e.g. `https://scripts.example.com` or `http://localhost:4400`. */
  url: string | URL;
  /** Made in the console under Settings, Tokens, with the scopes that this program needs; a function is asked each time. */
  token: string | (() => string | Promise<string>);
  /** How long a call may take, all tries and pauses together. Default: 10 000. */
  timeoutMs?: number;
  /** How often a request is sent again that the server says may succeed later. Default: 2; 0 = never. */
  retries?: number;
  /** Default: the global one, which keeps connections open and uses them again. */
  fetch?: typeof fetch;
};

export type Client<Yard extends YardTypes = Unknown> = {
  /** One realm's scripts, flows, tools and messages. Asks nothing yet. */
  realm<Name extends RealmName<Yard>>(name: Name): Realm<Name extends keyof Yard ? Yard[Name] : Unknown>;
  /** A walk that was begun elsewhere: by another process, before a restart. Keep its id and its secret. */
  resume(session: { id: string; secret: string }): FlowSession;
  /**
   * What happens, as it happens, until the signal is aborted or the loop is left; it connects again by itself.
   *
   * @example for await (const event of client.listen({ realm: "acme", types: ["execution"] })) console.log(event.data)
   */
  listen(options?: ListenOptions): AsyncIterable<LiveEvent>;
};

/** Of a realm nothing is known of, every name is taken, and what comes back is `Json`. */
type Unknown = Record<never, never>;

type RealmName<Yard> = keyof Yard extends never ? string : keyof Yard & string;

/**
 * Calls a Scriptyard server from a product.
 *
 * @throws TypeError when url or token are missing
 * @example
 * const yard = createClient({ url: "http://localhost:4400", token: process.env.SCRIPTYARD_TOKEN! });
 * const discount = await yard.realm("shop").call("pricing/discount", [{ total: 120 }]);
 */
export function createClient<Yard extends YardTypes = Unknown>(options: ClientOptions): Client<Yard> {
  const { url, token, timeoutMs = 10_000, retries = 2 } = options;
  if (!/^https?:\/\//.test(String(url ?? "")))
    throw new TypeError(
      `url: ${JSON.stringify(String(url))} is no address of a server. Give one like "https://scripts.example.com".`,
    );
  if (typeof token !== "function" && (typeof token !== "string" || token === ""))
    throw new TypeError("token: missing. Make one in the console under Settings, Tokens.");
  // Called as the global, which a browser insists on.
  const ask: typeof fetch = options.fetch ?? ((...given) => fetch(...given));
  const sender = createSender({ url, token, timeoutMs, retries, fetch: ask });
  return {
    realm: (name) => createRealm(sender, name),
    resume: ({ id, secret }) => resumeFlow(sender, { id, secret }),
    listen: (given = {}) => listen(sender, given),
  };
}
