import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { admin, TestServer } from "./server.ts";

type Script = { id: string; liveVersion: number | null; changedLines: number; draftRevision: number };

/** What a first start made: checking and publishing the demo realms is most of what it takes, so it is done once. */
export class FirstStart implements AsyncDisposable {
  readonly #stopped: TestServer;
  /** The administrator's session, which copies of the data know too. */
  readonly session: { name: string; value: string };

  private constructor(stopped: TestServer, session: { name: string; value: string }) {
    this.#stopped = stopped;
    this.session = session;
  }

  static async make(): Promise<FirstStart> {
    const server = await TestServer.start();
    const answer = await call(server, "session.signIn", { data: admin });
    const [, name = "", value = ""] = /^(.+?)=(.+?);/.exec(answer.headers.get("set-cookie") ?? "") ?? [];
    await server.stop();
    return new FirstStart(server, { name, value });
  }

  get data(): string {
    return this.#stopped.data;
  }

  /** Puts back what a journey may leave behind: drafts, and files in the scripts' folder. */
  async tidy(server: TestServer): Promise<void> {
    for (const name of entriesOf(server.scripts)) rmSync(join(server.scripts, name), { recursive: true });
    const input = encodeURIComponent(JSON.stringify({ realm: "acme" }));
    const cookie = `${this.session.name}=${this.session.value}`;
    const list = await call(server, `scripts.list?input=${input}`, { cookie });
    for (const script of (await list.json()).result.data.items as Script[]) {
      if (script.changedLines === 0 || script.liveVersion === null) continue;
      const data = { scriptId: script.id, version: script.liveVersion, baseRevision: script.draftRevision };
      await call(server, "versions.restore", { cookie, data });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stopped[Symbol.asyncDispose]();
  }
}

async function call(
  server: TestServer,
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

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
