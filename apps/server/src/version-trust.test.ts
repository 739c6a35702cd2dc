import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { RunningServer } from "./start.ts";
import { dataFolder, post, signIn, startTestServer } from "./testing/running.ts";

const data = dataFolder();
afterAll(() => data.remove());

async function startsFlow(server: RunningServer): Promise<number> {
  const { client } = await signIn(server.url);
  const { token } = await client.tokens.create.mutate({ name: "t", scopes: ["flows"] });
  const answer = await post(
    `${server.url}/api/v1/realms/acme/flows/registration/sessions`,
    {},
    { authorization: `Bearer ${token}` },
  );
  return answer.status;
}

test("without the key that versions are signed with the server says so; that they count all the same has to be said", async () => {
  const first = await startTestServer(data.path);
  await first.stop();
  rmSync(join(data.path, "seal.key"));
  await expect(startTestServer(data.path)).rejects.toThrow(
    /seal\.key is missing.*rename \S+versions\.signed/,
  );
  renameSync(join(data.path, "versions.signed"), join(data.path, "versions.adopt"));
  const second = await startTestServer(data.path);
  expect(await startsFlow(second)).toBe(201);
  await second.stop();
  const third = await startTestServer(data.path);
  expect(await startsFlow(third)).toBe(201);
  await third.stop();
}, 120_000);
