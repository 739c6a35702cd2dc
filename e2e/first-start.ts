import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Caller, callApi, type Session, sessionAt, sessionOf } from "./api.ts";
import { admin, TestServer } from "./server.ts";

type Script = { id: string; liveVersion: number | null; changedLines: number; draftRevision: number };

/** What a first start made: checking and publishing the demo realms is most of what it takes, so it is done once. */
export class FirstStart implements AsyncDisposable {
  readonly #stopped: TestServer;
  /** The administrator's, which copies of the data know too. */
  readonly #session: Session;

  private constructor(stopped: TestServer, session: Session) {
    this.#stopped = stopped;
    this.#session = session;
  }

  static async make(): Promise<FirstStart> {
    const server = await TestServer.start();
    const session = sessionOf(await callApi(server, "session.signIn", { data: admin }));
    await server.stop();
    return new FirstStart(server, session);
  }

  sessionAt(server: Pick<TestServer, "url">): Session {
    return sessionAt(server, this.#session);
  }

  get data(): string {
    return this.#stopped.data;
  }

  /** Puts back what a journey may leave behind: drafts, and files in the scripts' folder. */
  async tidy(server: TestServer): Promise<void> {
    for (const name of entriesOf(server.scripts)) rmSync(join(server.scripts, name), { recursive: true });
    const caller = new Caller(server, this.sessionAt(server));
    const { items } = await caller.query<{ items: Script[] }>("scripts.list", { realm: "acme" });
    for (const script of items) {
      if (script.changedLines === 0 || script.liveVersion === null) continue;
      const { id: scriptId, liveVersion: version, draftRevision: baseRevision } = script;
      await caller.mutate("versions.restore", { scriptId, version, baseRevision });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stopped[Symbol.asyncDispose]();
  }
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
