import { readFileSync } from "node:fs";
import type { ServerSettings } from "@scriptyard/host-kit";
import { expect, test } from "vitest";
import { readEnv } from "./env.ts";
import { nodeProblem } from "./node-version.ts";

test("an empty environment gives the documented defaults", () => {
  expect(readEnv({}, "/srv/scriptyard")).toEqual({
    port: 4400,
    host: "127.0.0.1",
    dataDir: "/srv/scriptyard/data",
    engine: "quickjs-ng",
    workers: null,
    isolation: "thread",
    sandboxUser: null,
    admin: { email: "admin@scriptyard.local", password: null },
    logLevel: "info",
    retentionDays: 30,
    busDurable: true,
    scripts: { folder: "/srv/scriptyard/scripts", shownAs: "./scripts", hotReload: true },
    maxWaitMs: 3_000,
    maxLimits: { timeoutMs: 5_000, memoryLimitBytes: 10_000_000 },
    publicUrl: null,
    basePath: "",
    hooksUrl: null,
    allowedHosts: [],
    trustedProxies: [],
    proxyHeaders: [],
    geoDatabase: null,
    policyFile: null,
    acceptHosts: false,
    watchHosts: false,
    otlpEndpoint: null,
  });
  expect(
    readEnv(
      {
        INIT_CWD: "/typed/here",
        SCRIPTYARD_DATA: "d",
        SCRIPTYARD_PORT: "",
        SCRIPTYARD_POLICY: "levels.json",
      },
      "/x",
    ),
  ).toMatchObject({
    dataDir: "/typed/here/d",
    policyFile: "/typed/here/levels.json",
    port: 4400,
  });
});

test("every problem is named at once, and no password is printed", () => {
  const read = () =>
    readEnv({
      SCRIPTYARD_PORT: "80a",
      SCRIPTYARD_ENGINE: "v8",
      SCRIPTYARD_WORKERS: "0",
      SCRIPTYARD_ADMIN_PASSWORD: "hunter2",
      SCRIPTYARD_PUBLIC_URL: "scriptyard.example",
      SCRIPTYARD_RETENTION_DAYS: "-1",
    });
  expect(read).toThrow(
    /SCRIPTYARD_PORT="80a"[\s\S]*SCRIPTYARD_ENGINE="v8"[\s\S]*SCRIPTYARD_WORKERS="0": at least 1/,
  );
  expect(read).toThrow(/SCRIPTYARD_PUBLIC_URL[\s\S]*/);
  expect(read).toThrow(/SCRIPTYARD_ADMIN_PASSWORD: use at least 8/);
  expect(read).not.toThrow(/hunter2/);
});

test("names under which the server answers are checked", () => {
  const read = (env: NodeJS.ProcessEnv) => () => readEnv(env);
  expect(read({ SCRIPTYARD_ALLOWED_HOSTS: "A.example, 192.0.2.7:4400 ,[fd00::1]" })().allowedHosts).toEqual([
    "a.example",
    "192.0.2.7:4400",
    "[fd00::1]",
  ]);
  expect(read({ SCRIPTYARD_ALLOWED_HOSTS: "https://a.example" })).toThrow(/write names without http/);
  expect(read({ SCRIPTYARD_HOOKS_URL: "https://hooks.example/x" })).toThrow(/HOOKS_URL.*has a path/);
  expect(read({ SCRIPTYARD_HOOKS_URL: "http://localhost:4401" })).toThrow(/a name of their own/);
  const same = { SCRIPTYARD_PUBLIC_URL: "https://a.example", SCRIPTYARD_HOOKS_URL: "https://a.example:444" };
  expect(read(same)).toThrow(/cookies know no ports/);
});

test("quantities have units, and a switch is a word", () => {
  const env = readEnv({
    SCRIPT_MAX_EXECUTION_TIME: "250ms",
    SCRIPT_MAX_MEMORY_BYTES: "32MiB",
    HOT_RELOAD_SCRIPTS: "No",
    SCRIPTYARD_SCRIPTS: "/etc/scripts",
  });
  expect(env.maxLimits).toEqual({ timeoutMs: 250, memoryLimitBytes: 33_554_432 });
  expect(env.scripts).toEqual({ folder: "/etc/scripts", shownAs: "/etc/scripts", hotReload: false });
  const wrong = () =>
    readEnv({ SCRIPT_MAX_EXECUTION_TIME: "5", SCRIPT_MAX_MEMORY_BYTES: "1TB", HOT_RELOAD_SCRIPTS: "maybe" });
  expect(wrong).toThrow(
    /HOT_RELOAD_SCRIPTS="maybe": write true or false[\s\S]*SCRIPT_MAX_EXECUTION_TIME="5": write a time with its unit, e\.g\. 500ms or 5s, from 1ms to 5s[\s\S]*SCRIPT_MAX_MEMORY_BYTES="1TB": write a size, e\.g\. 10MB or 10485760, from 1MB to 64MB/,
  );
});

test("a public address is an origin", () => {
  expect(readEnv({ SCRIPTYARD_PUBLIC_URL: "https://s.example/" }).publicUrl).toBe("https://s.example");
  expect(() => readEnv({ SCRIPTYARD_PUBLIC_URL: "https://s.example/app" })).toThrow(/has a path/);
  expect(() => readEnv({ SCRIPTYARD_PUBLIC_URL: "ftp://s.example" })).toThrow(/SCRIPTYARD_PUBLIC_URL/);
});

test("the Node check agrees with package.json's engines", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
    engines: { node: string };
  };
  expect(manifest.engines.node).toBe("^20.19.0 || ^22.13.0 || >=24");
  for (const version of ["20.19.0", "20.20.2", "22.13.0", "24.0.0", "25.1.0"])
    expect(nodeProblem(version)).toBeNull();
  for (const version of ["18.20.0", "20.18.9", "21.7.0", "22.12.0", "23.5.0"])
    expect(nodeProblem(version)).toContain(`this is Node ${version}`);
});

test("the sandbox's user is two numbers, and needs a process of its own", () => {
  const read = (user: string, isolation = "process") =>
    readEnv({ SCRIPTYARD_ISOLATION: isolation, SCRIPTYARD_SANDBOX_USER: user }).sandboxUser;
  expect(read("65534:65534")).toEqual({ uid: 65_534, gid: 65_534 });
  expect(() => read("nobody")).toThrow(/SCRIPTYARD_SANDBOX_USER="nobody": write the numbers/);
  expect(() => read("0:0")).toThrow(/unprivileged/);
  expect(() => read("1:1", "thread")).toThrow(
    /SCRIPTYARD_SANDBOX_USER="1:1": works with SCRIPTYARD_ISOLATION=process/,
  );
});

const config = (server: ServerSettings, dotEnv: { [name: string]: string } = {}) => ({
  folder: "/srv/shop",
  server,
  dotEnv,
});

test("the environment goes before .env, that before the configuration; a configuration's folder is home", () => {
  const given = config(
    { port: 4500, host: "0.0.0.0", policyFile: "levels.json", allowedHosts: ["a.example", "b.example"] },
    { SCRIPTYARD_PORT: "4501", SCRIPTYARD_ADMIN_PASSWORD: "from the file" },
  );
  expect(readEnv({ SCRIPTYARD_HOST: "127.0.0.2" }, "/typed/here", given)).toMatchObject({
    port: 4501,
    host: "127.0.0.2",
    dataDir: "/srv/shop/data",
    scripts: { folder: "/srv/shop/scripts", shownAs: "./scripts" },
    policyFile: "/srv/shop/levels.json",
    allowedHosts: ["a.example", "b.example"],
    admin: { password: "from the file" },
  });
  expect(readEnv({ SCRIPTYARD_DATA: "d" }, "/typed/here", given).dataDir).toBe("/typed/here/d");
});

test("what is wrong is called by the name its writer knows", () => {
  const given = config({ publicUrl: "example.com", maxWait: "soon" }, { SCRIPTYARD_PORT: "http" });
  expect(() => readEnv({ SCRIPTYARD_WORKERS: "0" }, "/", given)).toThrow(
    /SCRIPTYARD_PORT="http".*\n.*SCRIPTYARD_WORKERS="0".*\n.*server\.maxWait="soon".*\n.*server\.publicUrl="example\.com"/,
  );
});
