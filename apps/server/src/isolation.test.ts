import { expect, test } from "vitest";
import { createVisitor, dataFolder, signIn, startTestServer, untilItRan } from "./testing/running.ts";

test("a server whose engines live in a process of their own serves flows, and says where they are", async () => {
  const data = dataFolder();
  const server = await startTestServer(data.path, { isolation: "process" });
  try {
    const visit = () => createVisitor(server.url).get("/f/acme/registration");
    const page = await untilItRan(visit, ({ status, text }) => status === 200 && text.includes("<form"));
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining("<form") });
    const { client } = await signIn(server.url);
    const { status, stats } = await client.system.health.query();
    expect(status).not.toBe("unhealthy");
    expect(stats.sandbox).toMatchObject({ isolation: "process" });
    expect(stats.sandbox.pid).not.toBe(process.pid);
    expect(stats.sandbox.successes).toBeGreaterThan(0);
  } finally {
    await server.stop();
    data.remove();
  }
});
