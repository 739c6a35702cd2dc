import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Client, createVisitor, dataFolder, signIn, startTestServer } from "./testing/running.ts";

/** The sandbox's own attacks on records: here behind open hooks, where anybody may set them off. */
const folder = fileURLToPath(new URL("../../../packages/sandbox/test/hostile/", import.meta.url));
const forged = readdirSync(folder)
  .filter((file) => file.startsWith("forged-"))
  .map((file) => ({
    name: file.replace(/\.js$/, ""),
    source: readFileSync(folder + file, "utf8")
      .replaceAll("onExecute", "onRequest")
      // Not in our declarations; an author who wants it writes it so.
      .replaceAll("Error.stackTraceLimit", "/** @type {any} */ (Error).stackTraceLimit"),
  }))
  // The sandbox's own host is not here.
  .filter(({ source }) => !source.includes("probe."));

/** In a process of its own, a line that was no line once ended everybody's runs: the hardened mode was the weaker one. */
describe.each(["thread", "process"] as const)("isolation: %s", (isolation) => {
  test("records that strangers have forged cost another realm nothing", async () => {
    const data = dataFolder();
    const server = await startTestServer(data.path, { isolation });
    try {
      const { client } = await signIn(server.url);
      expect(forged.length).toBeGreaterThan(8);
      for (const { name, source } of forged) await openHook(client, name, source);
      const stranger = (n: number) => fetch(`${server.url}/hooks/arena/${forged[n % forged.length]!.name}`);
      const visitor = () => createVisitor(server.url).get("/f/acme/registration");
      const before = await client.system.health.query();

      const [forgeries, served] = await Promise.all([
        Promise.all(Array.from({ length: 3 * forged.length }, (_, n) => stranger(n))),
        Promise.all(Array.from({ length: 5 }, visitor)),
      ]);

      expect(forgeries.map(({ status }) => status).filter((status) => status === 503)).toEqual([]);
      expect(served.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      for (const { text } of served) expect(text).toContain("<form");
      const { status, stats } = await client.system.health.query();
      expect(status).toBe("healthy");
      expect(stats.sandbox.pid).toBe(before.stats.sandbox.pid);
      expect(stats.sandbox.workersReplaced).toBe(before.stats.sandbox.workersReplaced);
    } finally {
      await server.stop();
      data.remove();
    }
  }, 120_000);
});

async function openHook(client: Client, name: string, source: string): Promise<void> {
  const scriptId = await publish(client, { realm: "arena", name, hook: "onRequest", source });
  await client.triggers.create.mutate({
    realm: "arena",
    kind: "http",
    name,
    scriptId,
    failureLimit: 0,
    config: { method: "GET", path: `/${name}`, auth: "none" } as never,
  });
}

type Text = { realm: string; name: string; hook: string; source: string };

async function publish(client: Client, text: Text): Promise<string> {
  const { script, draft } = await client.scripts.create.mutate({
    ...text,
    module: "attack",
    language: "javascript",
  });
  await client.versions.publish.mutate({ scriptId: script.id, note: "attack", revision: draft.revision });
  return script.id;
}
