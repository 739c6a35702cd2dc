import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { newId, type Role } from "@scriptyard/model";
import { createStore } from "@scriptyard/store";
import { afterAll, expect, test } from "vitest";
import { admin, dataFolder, post, startTestServer } from "./testing/running.ts";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const data = dataFolder();
afterAll(() => data.remove());

const resetAdmin = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = {
      PATH: process.env.PATH,
      SCRIPTYARD_DATA: data.path,
      SCRIPTYARD_PUBLIC_URL: "https://scriptyard.example",
    };
    execFile(process.execPath, [main, "reset-admin", ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
  });

test("an admin who lost the password gets a link from the data folder of a stopped server", async () => {
  {
    await using store = await createStore({ file: join(data.path, "scriptyard.db") });
    const account = (email: string, role: Role, disabled: boolean) =>
      store.users.create({
        id: newId("usr"),
        email,
        name: "x",
        role,
        passwordHash: "lost",
        disabled,
        createdAt: 1,
        lastSeenAt: null,
      });
    const ada = await account("ada@example.com", "admin", true);
    await account("bob@example.com", "admin", false);
    await account("eve@example.com", "operator", false);
    await store.sessions.createLink({ tokenHash: "old", userId: ada.id, expiresAt: 1e15, usedAt: null });
    await store.tokens.create({
      id: newId("tok"),
      realmId: null,
      role: null,
      scopes: ["flows"],
      name: "gateway",
      tokenHash: "a".repeat(64),
      hint: "sy_ab",
      createdBy: ada.id,
      createdAt: 1,
      lastUsedAt: null,
      expiresAt: null,
      revokedAt: null,
    });
    const busy = await resetAdmin("ada@example.com");
    expect([busy.code, busy.stdout]).toEqual([1, ""]);
    expect(busy.stderr).toMatch(/is in use by process \d+.*Stop that process first/);
  }
  expect(await resetAdmin()).toEqual({
    code: 1,
    stdout: "",
    stderr: "Name the account: reset-admin <e-mail>. Admins: ada@example.com, bob@example.com.\n",
  });
  expect((await resetAdmin("nobody@example.com")).stderr).toMatch(/^There is no account nobody@/);

  const { code, stdout } = await resetAdmin("Ada@Example.com");
  expect(code).toBe(0);
  expect(stdout).toContain("1 API token(s) it made still work");
  const link =
    /^One-time link for ada@example.com: (https:\/\/scriptyard.example\/welcome\?token=[\w-]{43})\n/;
  const token = new URL(link.exec(stdout)![1]!).searchParams.get("token");
  {
    await using store = await createStore({ file: join(data.path, "scriptyard.db") });
    expect(await store.users.byEmail("ada@example.com")).toMatchObject({
      role: "admin",
      disabled: false,
      passwordHash: null,
    });
    expect(await store.sessions.consumeLink("old", 1)).toBeNull();
  }
  const server = await startTestServer(data.path);
  try {
    const redeem = () => post(`${server.url}/api/trpc/session.redeem`, { token, password: admin.password });
    const redeemed = await redeem();
    expect([redeemed.status, redeemed.headers.get("set-cookie")]).toEqual([
      200,
      expect.stringMatching(/^scriptyard_session_\d+=/),
    ]);
    expect(await (await redeem()).json()).toMatchObject({ error: { data: { fault: "gone" } } });
  } finally {
    await server.stop();
  }
  // As it was said: the link revoked nothing.
  await using store = await createStore({ file: join(data.path, "scriptyard.db") });
  expect((await store.tokens.list())[0]?.revokedAt).toBeNull();
}, 120_000);
