import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Caller, callApi, type Session, sessionOf } from "../api.ts";
import type { FirstStart } from "../first-start.ts";
import type { TestServer } from "../server.ts";

/** What was put into the demo realms, for screens that are about one of these things. */
export type Filled = {
  /** A colleague who is here and has changed drafts. */
  colleague: Session;
  /** Of a failed run of `login/risk-check`. */
  failure: { execution: string; group: string };
  /** A link nobody has used. */
  welcome: string;
  /** A walk of the login flow that has ended. */
  walk: string;
  /** Makes an earlier version of `login/risk-check` live. */
  rollBack(toVersion: number): Promise<void>;
  /** The colleague adds to the draft of a script, e.g. `login/terms`. */
  colleagueWrites(script: string, more: string): Promise<void>;
  /** Puts the draft of a script back to what is live. */
  discard(script: string): Promise<void>;
};

const risk = (body: string) => `import { riskScore, riskSignals } from "shared/risk";

export async function onExecute(context: LoginContext): Promise<FlowResult> {
  const score = riskScore(riskSignals(context));
  log.info("score", { score });
${body}
  return { action: "continue" };
}
`;

/** Runs, failures, versions, drafts of two people, members, tokens, triggers and a file: what a month of use leaves. */
export async function fillRealms(server: TestServer, seeded: Pick<FirstStart, "sessionAt">): Promise<Filled> {
  const admin = new Caller(server, seeded.sessionAt(server));
  await makeRealms(admin);
  const { link } = await admin.mutate<{ link: string }>("users.invite", {
    email: "artur@acme.example",
    name: "Artur Author",
    role: "author",
  });
  const redeemed = { token: link.split("token=")[1], password: "a long enough password" };
  const colleague = sessionOf(await callApi(server, "session.redeem", { data: redeemed }));
  const invited = await admin.mutate<{ link: string }>("users.invite", {
    email: "mia.with-a-rather-long-address@operations.acme.example",
    name: "Mia Operator",
    role: "operator",
  });

  const walk = () => fetch(`${server.url}/f/acme/login`);
  for (let n = 0; n < 6; n++) await walk();
  const script = await Written.open(admin, "login/risk-check");
  await script.publish(risk('  if (score >= 0) throw new Error("nobody checked the score");'), "Refuse more");
  for (let n = 0; n < 4; n++) await walk();
  await script.publish(
    risk(
      '  await state.increment("logins", { scope: "realm" });\n  await state.set("last-score", { score });',
    ),
    "Look at the score first",
  );
  const walked = await walk();
  const rollBack = async (toVersion: number) => {
    await admin.mutate("versions.rollback", {
      scriptId: script.id,
      toVersion,
      note: "Back to the old scoring",
    });
  };
  await rollBack(1);
  const artur = new Caller(server, colleague);
  await (await Written.open(artur, "login/risk-check")).save(risk("  // Artur was here"));

  await admin.mutate("scripts.create", {
    realm: "acme",
    module: "login",
    name: "country-changed",
    hook: "onExecute",
    language: "typescript",
  });
  await admin.mutate("flows.create", { realm: "acme", name: "old-sign-up", title: "Old sign up" });
  await admin.mutate("flows.remove", { realm: "acme", flow: "old-sign-up" });

  const battle = { battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" };
  for (let n = 0; n < 3; n++) await post(`${server.url}/hooks/arena/battle`, { ...battle, battle: `b-${n}` });
  await post(`${server.url}/hooks/arena/battle`, { battle: "b-9" });

  await publishEndpoint(admin);
  await admin.mutate("tokens.create", { name: "login gateway", realm: "acme", scopes: ["flows"] });
  await admin.mutate("partners.renew", { realm: "acme", name: "pay" });
  await fillSecrets(admin);
  addBrokenFile(server);
  return {
    colleague,
    welcome: invited.link,
    walk: /fls_\w+/.exec(walked.url)?.[0] ?? "",
    failure: await failureOf(admin),
    rollBack,
    async colleagueWrites(specifier, more) {
      const written = await Written.open(artur, specifier);
      await written.save(`${written.source}${more}`);
    },
    async discard(specifier) {
      const written = await Written.open(admin, specifier);
      if (written.live !== null) await written.save(written.live);
    },
  };
}

/** Two of one name, one of them rotated; and a host that scripts may call. */
async function fillSecrets(admin: Caller): Promise<void> {
  const set = (script: string | null, basedOn: number | null) =>
    admin.mutate("secrets.set", {
      realm: "acme",
      name: "stripe",
      script,
      value: "a value nobody reads",
      basedOn,
    });
  await set(null, null);
  await set(null, 1);
  await set("login/risk-check", null);
  const { policy } = await admin.query<{ policy: object }>("policy.get", { realm: "acme" });
  const http = [{ host: "api.stripe.com", methods: ["GET", "POST"] }];
  await admin.mutate("policy.update", { realm: "acme", policy: { ...policy, http } });
}

/** One where there is nothing yet, and one that nobody works in any more. */
async function makeRealms(admin: Caller): Promise<void> {
  for (const [name, title] of [
    ["fresh", "Fresh"],
    ["archived", "A realm that was archived"],
  ])
    await admin.mutate("realms.create", { name, title, hostId: "identity" });
  await admin.mutate("realms.archive", { realm: "archived" });
}

type ScriptAnswer = {
  item: { id: string };
  draft: { source: string; revision: number };
  live: { source: string } | null;
};

/** A script somebody writes and publishes without a browser. */
class Written {
  readonly id: string;
  /** Of the draft. */
  readonly source: string;
  /** What runs now, where something was published. */
  readonly live: string | null;
  #revision: number;
  readonly #by: Caller;

  private constructor(by: Caller, { item, draft, live }: ScriptAnswer) {
    this.#by = by;
    this.id = item.id;
    this.source = draft.source;
    this.live = live?.source ?? null;
    this.#revision = draft.revision;
  }

  static async open(by: Caller, specifier: string): Promise<Written> {
    const [module, name] = specifier.split("/");
    return new Written(by, await by.query("scripts.get", { realm: "acme", module, name }));
  }

  async save(source: string): Promise<void> {
    const baseRevision = this.#revision;
    const { draft } = await this.#by.mutate<{ draft: { revision: number } }>("drafts.save", {
      scriptId: this.id,
      source,
      baseRevision,
    });
    this.#revision = draft.revision;
  }

  async publish(source: string, note: string): Promise<void> {
    await this.save(source);
    await this.#by.mutate("versions.publish", { scriptId: this.id, note, revision: this.#revision });
  }
}

async function publishEndpoint(admin: Caller): Promise<void> {
  const template = { module: "endpoints", name: "greeting", hook: "onRequest", template: "http-endpoint" };
  const { script, draft } = await admin.mutate<{ script: { id: string }; draft: { revision: number } }>(
    "scripts.create",
    { realm: "acme", language: "typescript", ...template },
  );
  await admin.mutate("versions.publish", { scriptId: script.id, note: "Greets", revision: draft.revision });
}

async function failureOf(admin: Caller): Promise<Filled["failure"]> {
  const filter = { fromMs: Date.now() - 86_400_000, status: "error", module: "login" };
  // Records are written in batches.
  for (let tries = 0; tries < 50; tries++) {
    const { items } = await admin.query<{ items: { id: string; errorGroupId: string | null }[] }>(
      "executions.list",
      { realm: "acme", filter, limit: 1 },
    );
    const found = items[0];
    if (found?.errorGroupId) return { execution: found.id, group: found.errorGroupId };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("No failed run of login/risk-check was recorded.");
}

function addBrokenFile(server: TestServer): void {
  const file = join(server.scripts, "wargame", "damage_calculator.ts");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "export function onMessage(order: Order): void {\n  if (\n");
}

async function post(url: string, data: object): Promise<void> {
  await fetch(url, {
    method: "POST",
    body: JSON.stringify(data),
    headers: { "content-type": "application/json" },
  });
}
