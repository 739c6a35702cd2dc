import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppRouter } from "@scriptyard/api";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { pino } from "pino";
import { type Env, readEnv } from "../env.ts";
import { type RunningServer, startServer } from "../start.ts";

export const admin = { email: "admin@example.com", password: "a long enough password" };

/** A new data folder; `remove` it at the end. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "scriptyard-server-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The whole server on a free port of loopback, with everything real behind it. */
export async function startTestServer(dataDir: string, change: Partial<Env> = {}): Promise<RunningServer> {
  const env = readEnv({
    SCRIPTYARD_PORT: "0",
    SCRIPTYARD_WORKERS: "1",
    SCRIPTYARD_DATA: dataDir,
    SCRIPTYARD_SCRIPTS: join(dataDir, "scripts"),
  });
  return startServer({ ...env, admin, ...change }, pino({ level: "silent" }));
}

export type Client = ReturnType<typeof createTRPCClient<AppRouter>>;

/** The console's client with its cookie. */
export async function signIn(url: string, email = admin.email): Promise<{ client: Client; cookie: string }> {
  const answer = await post(`${url}/api/trpc/session.signIn`, { ...admin, email });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`sign-in failed: ${await answer.text()}`);
  const link = httpBatchLink({ url: `${url}/api/trpc`, headers: { cookie } });
  return { client: createTRPCClient<AppRouter>({ links: [link] }), cookie };
}

export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    redirect: "manual",
  });
}

/** A request with headers that `fetch` does not let anybody set, such as `Host`. */
export function raw(
  url: string,
  { method = "GET", headers = {}, body }: { method?: string; headers?: OutgoingHttpHeaders; body?: string },
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/**
 * Repeats what ran into a node's time limit. Limits are wall-clock, at most 200 ms, and the first run of a text on a busy
 * machine may take longer; what is tested here is not speed.
 */
export async function untilItRan<T>(attempt: () => Promise<T>, ran: (answer: T) => boolean): Promise<T> {
  let answer = await attempt();
  for (let tries = 1; tries < 10 && !ran(answer); tries++) answer = await attempt();
  return answer;
}

/** A browser as far as the end-user page needs one: cookies by path, redirects, forms. No script runs. */
export function createVisitor(origin: string) {
  const jar = new Map<string, { value: string; path: string }>();
  const send = async (
    path: string,
    init: RequestInit = {},
  ): Promise<{ path: string; status: number; text: string; headers: Headers }> => {
    const cookie = [...jar.entries()]
      .filter(([, one]) => path.split("?")[0]!.startsWith(one.path))
      .map(([name, one]) => `${name.split("\n")[0]}=${one.value}`)
      .join("; ");
    const answer = await fetch(origin + path, {
      ...init,
      headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) },
      redirect: "manual",
    });
    for (const line of answer.headers.getSetCookie()) keep(line);
    const location = answer.headers.get("location");
    if (answer.status === 303 && location) return send(location);
    return { path, status: answer.status, text: await answer.text(), headers: answer.headers };
  };
  const keep = (line: string) => {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = pair.split("=");
    const path = attributes.find((one) => one.startsWith("Path="))?.slice(5) ?? "/";
    const gone =
      attributes.includes("Max-Age=0") ||
      attributes.some((one) => one.startsWith("Expires=Thu, 01 Jan 1970"));
    if (gone) jar.delete(`${name}\n${path}`);
    else jar.set(`${name}\n${path}`, { value, path });
  };
  return {
    jar,
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    submit: (path: string, fields: Record<string, string>, headers: Record<string, string> = { origin }) =>
      send(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
}
