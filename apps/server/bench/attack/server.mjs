// The built server in a process of its own, with people who work there. Nothing here is part of an attack.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addressOf, launch } from "../built-server.mjs";
import { loginArgs, loginScript } from "../login.mjs";
import { person } from "../person.mjs";

const admin = { email: "admin@example.com", password: "a long enough password" };

/** Starts it, with `people` authors, the canary's script in `acme` and the attackers' in `arena`. */
export async function startServer(people) {
  const data = mkdtempSync(join(tmpdir(), "scriptyard-attack-"));
  const child = launch({ data, admin, errors: "pipe" });
  let errors = "";
  child.stderr.on("data", (chunk) => (errors = (errors + chunk).slice(-4_000)));
  const url = await addressOf(child);
  const server = {
    url,
    child,
    /** Its folder of script files. */
    scripts: join(data, "scripts"),
    alive: () => child.exitCode === null && child.signalCode === null,
    errors: () => errors,
    async stop() {
      if (server.alive()) {
        child.kill("SIGTERM");
        const hard = setTimeout(() => child.kill("SIGKILL"), 8_000);
        await new Promise((resolve) => child.once("close", resolve));
        clearTimeout(hard);
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
  const boss = person(url);
  await boss.call("session.signIn", admin);
  server.boss = boss;
  const scopes = ["execute", "publish", "hooks", "tools", "metrics"];
  server.token = (await boss.call("tokens.create", { name: "canary", scopes })).token;
  server.canary = await publish(boss, {
    realm: "acme",
    module: "canary",
    name: "login",
    hook: "onExecute",
    source: loginScript,
  });
  server.people = [];
  for (let n = 0; n < people; n++) server.people.push(await member(server, n));
  server.victim = await publish(boss, {
    realm: "arena",
    module: "attack",
    name: "endpoint",
    hook: "onRequest",
    template: "http-endpoint",
  });
  const [first] = await boss.ask("samples.list", { scriptId: server.victim });
  server.sample = await boss.ask("samples.get", { id: first.id });
  return server;
}

/** The canary's request: what a product of another realm does all day. */
export const canaryRequest = (server) => ({
  url: `${server.url}/api/v1/realms/acme/scripts/canary/login/execute`,
  token: server.token,
  body: JSON.stringify({ args: loginArgs }),
});

async function member(server, n) {
  const { link } = await server.boss.call("users.invite", {
    email: `person${n}@example.com`,
    name: `Person ${n}`,
    role: "author",
  });
  const somebody = person(server.url);
  const token = new URL(link, server.url).searchParams.get("token");
  await somebody.call("session.redeem", { token, password: `a long password of person ${n}` });
  return Object.assign(somebody, { n });
}

async function publish(boss, named) {
  const { script, draft } = await boss.call("scripts.create", { language: "typescript", ...named });
  await boss.call("versions.publish", { scriptId: script.id, note: "attack", revision: draft.revision });
  return script.id;
}
