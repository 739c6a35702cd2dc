import type { ChildProcess } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { address, launch } from "./testing/launch.ts";
import { admin, dataFolder, signIn } from "./testing/running.ts";

const children: ChildProcess[] = [];
const folder = dataFolder();
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  folder.remove();
});

async function serve(): Promise<{ url: string; kill(): Promise<void> }> {
  const server = launch({
    SCRIPTYARD_DATA: folder.path,
    SCRIPTYARD_ADMIN_EMAIL: admin.email,
    SCRIPTYARD_ADMIN_PASSWORD: admin.password,
  });
  children.push(server.child);
  const url = await server.until(address);
  return {
    url,
    kill: async () => {
      server.child.kill("SIGKILL");
      await server.exit;
    },
  };
}

const post = async (url: string, body: unknown, token: string) => {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as { [name: string]: unknown };
};

test("one script with several awaits logs a user in across two server processes that are killed", async () => {
  const first = await serve();
  const { client } = await signIn(first.url);
  const { token } = await client.tokens.create.mutate({ name: "test", scopes: ["flows"] });
  const template = (await client.scripts.templates.query({ realm: "acme" })).find(
    ({ id }) => id === "one-script-login",
  )!;
  const { item, draft } = await client.scripts.get.query({
    realm: "acme",
    module: "login",
    name: "risk-check",
  });
  const scriptId = item.id;
  const saved = await client.drafts.save.mutate({
    scriptId,
    source: template.source,
    baseRevision: draft.revision,
  });
  if (!saved.ok) throw new Error("the draft moved");
  await client.versions.publish.mutate({ scriptId, note: "one script", revision: saved.draft.revision });
  const login = { realm: "acme", flow: "login" };
  const { nodes, draft: before } = await client.flows.get.query(login);
  const node = nodes.find(({ name }) => name === "risk-check")!;
  const drawn = await client.flows.saveDraft.mutate({
    ...login,
    graph: { entry: node.name, nodes: [node], edges: [{ from: node.name, to: "done" }] },
    baseRevision: before.revision,
  });
  await client.flows.publish.mutate({ ...login, revision: drawn.draft.revision, note: "one script" });

  const user = { id: "usr_maria", email: "maria@example.com" };
  const context = { user, device: { id: "dev_1", known: true } };
  const started = await post(`${first.url}/api/v1/realms/acme/flows/login/sessions`, { context }, token);
  expect(started).toMatchObject({ action: "challenge", block: { title: "Sign in" } });
  await first.kill();

  const second = await serve();
  const submit = (url: string, form: object, step: unknown) =>
    post(
      `${url}/api/v1/sessions/${String(started.sessionId)}`,
      { secret: started.secret, form, step },
      token,
    );
  const asked = await submit(second.url, { email: user.email }, started.step);
  expect(asked).toMatchObject({ action: "challenge", block: { title: "Your code" } });
  await second.kill();

  const third = await serve();
  const code = /the code is (\d{6})/.exec(JSON.stringify(asked))![1]!;
  const done = await submit(third.url, { code }, asked.step);
  expect(done).toMatchObject({ action: "done", requiredFactors: ["email"], user: { email: user.email } });
  await third.kill();
}, 120_000);
