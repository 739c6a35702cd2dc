// Long: one shop for all its tests, with a table of what is refused.
import { emptyPolicy, quotas } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { decision, fault, go } from "../../testing/scripts.ts";
import { answer204, event, heard } from "../../testing/shop.ts";
import { saying } from "../../testing/trigger-scripts.ts";
import type { ImportInput, MoveRow } from "./types.ts";
import { packFiles, unpackFiles } from "./zip.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const words = 'export const word: string = "one";\n';
const loud = 'import { word } from "shared/words";\nexport const loud = word.toUpperCase();\n';
const talking = `import { loud } from "shared/loud";\n${saying("$")}`.replace('"$"', "loud");

const lookUp = { method: "GET" as const, url: "https://shop.test/*", status: 200, body: { total: 42 } };

/** A realm with libraries of libraries, a flow, triggers, samples, a draft that goes further, and settings. */
async function shop(lab: Lab): Promise<void> {
  await lab.publish("shared/words", words, { hook: null });
  await lab.publish("shared/loud", loud, { hook: null });
  const samples = [{ name: "First", description: "", args: [event], calls: [lookUp] }];
  const talk = await lab.publish("shop/talk", talking, { ...heard, samples });
  await lab.save(talk.scriptId, `${talking}// not yet\n`);
  const { scriptId } = await lab.publish("shop/hook", answer204, { hook: "onRequest" });
  await lab.flow("login", [{ name: "a", kind: "decision" }], [["a", "done"]]);
  await lab.publish("login/a", decision(go()));
  const trigger = { realm: "test", kind: "http" as const, name: "orders", scriptId };
  await lab.runner.triggers.create(
    { ...trigger, config: { method: "POST", path: "/orders", auth: "signature" } },
    actor,
  );
  await lab.runner.partners.renew({ realm: "test", name: "bank" }, actor);
  await lab.runner.updateRealm(
    "test",
    {
      settings: { greeting: "Hi" },
      settingsSchema: { type: "object", properties: { greeting: { type: "string" } } },
    },
    actor,
  );
}

const emptyRealm = ({ runner }: Lab, name = "staging") =>
  runner.realms.create({ name, title: name, hostId: "identity" }, actor);
const exported = ({ runner }: Lab, realm = "test", only?: string[]) =>
  runner.realms.export(realm, { only }, actor);
const planned = ({ runner }: Lab, archive: Uint8Array, realm = "staging") =>
  runner.realms.planImport({ realm, archive }, actor);
async function imported(lab: Lab, archive: Uint8Array, more: Partial<ImportInput> = {}) {
  const { basedOn } = await planned(lab, archive, more.realm);
  return lab.runner.realms.import({ realm: "staging", archive, basedOn, ...more }, actor);
}
const statuses = (rows: readonly MoveRow[]) =>
  Object.fromEntries(rows.map(({ key, status }) => [key, status]));
const textsIn = async (archive: Uint8Array) => Object.fromEntries(await unpackFiles(archive));
/** With one text changed, or taken out. */
async function edited(archive: Uint8Array, path: string, change: (text: string) => string | null) {
  const files = await unpackFiles(archive);
  const text = change(files.get(path) ?? "");
  if (text === null) files.delete(path);
  else files.set(path, text);
  return packFiles([...files]);
}

test("what nobody has touched since the host delivered it is no conflict: the first promotion needs no word", async () => {
  await using lab = await openLab(machines);
  const from = { kind: "defaults" as const };
  for (const name of ["staging", "production"])
    await lab.runner.realms.create({ name, title: name, hostId: "identity", from }, actor);
  const { module, name } = machines.host.defaults.find(({ hook }) => hook === "onExecute")!;
  const scriptOf = async (realm: string) =>
    (await lab.store.scripts.byName((await lab.store.realms.byName(realm))!.id, module, name))!;
  const changed = await scriptOf("staging");
  const { source } = (await lab.store.drafts.get(changed.id))!;
  await lab.republish(changed.id, `${source}// Ours.\n`);
  const archive = await exported(lab, "staging");
  const { rows } = await planned(lab, archive, "production");
  const key = `scripts/${module}/${name}`;
  expect(rows.find((row) => row.key === key)).toMatchObject({ status: "changed", note: null });
  // Once somebody has written something of their own there, it is theirs.
  await lab.save((await scriptOf("production")).id, "// mine");
  const later = await planned(lab, archive, "production");
  expect(later.rows.find((row) => row.key === key)).toMatchObject({ status: "conflicting" });
});

describe("a realm that is exported", () => {
  test("is files that people can read, with the names of secrets and none of them", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    const files = await textsIn(await exported(lab));
    expect(Object.keys(files)).toEqual([
      "scriptyard.json",
      "settings.json",
      "scripts/login/a.json",
      "scripts/login/a.ts",
      "scripts/login/a.samples.json",
      "scripts/shared/loud.json",
      "scripts/shared/loud.ts",
      "scripts/shared/words.json",
      "scripts/shared/words.ts",
      "scripts/shop/hook.json",
      "scripts/shop/hook.ts",
      "scripts/shop/talk.json",
      "scripts/shop/talk.ts",
      "scripts/shop/talk.live.ts",
      "scripts/shop/talk.samples.json",
      "flows/login.json",
      "triggers/orders.json",
    ]);
    expect(JSON.parse(files["scripts/shop/talk.samples.json"]!)).toMatchObject([{ calls: [lookUp] }]);
    expect(JSON.parse(files["scripts/login/a.samples.json"]!)).toContainEqual(
      expect.objectContaining({ calls: [] }),
    );
    expect(JSON.parse(files["scriptyard.json"]!)).toMatchObject({
      format: "scriptyard-realm",
      version: 1,
      realm: "test",
      host: "identity",
      whole: true,
      secrets: ["partners/bank", "triggers/orders"],
    });
    expect(files["scripts/shop/talk.live.ts"]).toBe(talking);
    expect(JSON.parse(files["triggers/orders.json"]!)).toMatchObject({ script: "shop/hook", kind: "http" });
    expect(Object.values(files).join("")).not.toMatch(/whsec|ptk_/);
    // The same realm is the same archive: a folder under version control shows what changed.
    expect(await exported(lab)).toEqual(await exported(lab));
  });

  test("leaves out settings that are secret and names them; an import keeps those that are here", async () => {
    await using lab = await openLab(machines);
    const secret = { type: "string", "x-sensitive": true };
    const settingsSchema = {
      type: "object",
      properties: {
        greeting: { type: "string" },
        payment: { type: "object", properties: { "api/key": secret, url: { type: "string" } } },
        keys: { type: "array", items: secret },
      },
      required: ["payment"],
    };
    const values = (greeting: string, key: string, keys: string[]) => ({
      settings: { greeting, payment: { "api/key": key, url: "https://pay.example" }, keys },
      settingsSchema,
    });
    await lab.runner.updateRealm("test", values("Hi", "staging-key", ["staging-one"]), actor);
    const archive = await exported(lab);
    const files = await textsIn(archive);
    expect(Object.values(files).join("")).not.toContain("staging-");
    expect(JSON.parse(files["scriptyard.json"]!).secrets).toEqual([
      "settings/payment/api~1key",
      "settings/keys",
    ]);
    expect(JSON.parse(files["settings.json"]!).settings).toEqual({
      greeting: "Hi",
      payment: { url: "https://pay.example" },
    });

    await emptyRealm(lab);
    const secrets = (rows: readonly MoveRow[]) => rows.filter(({ kind }) => kind === "secret");
    expect(secrets((await planned(lab, archive)).rows)).toMatchObject(
      [
        { key: "secrets/settings/payment/api~1key", status: "missing", note: /payment\.api\/key is secret/ },
        { key: "secrets/settings/keys", status: "missing" },
      ].map((one) => ({ ...one, ...("note" in one && { note: expect.stringMatching(one.note!) }) })),
    );
    await imported(lab, archive);
    // What was set here since stays where the next import writes over the rest.
    await lab.runner.updateRealm("staging", values("Hello", "live-key", ["live-one"]), actor);
    const { rows } = await planned(lab, archive);
    expect([statuses(rows).settings, secrets(rows)]).toEqual(["conflicting", []]);
    await imported(lab, archive, { overwrite: ["settings"] });
    expect((await lab.store.realms.byName("staging"))?.settings).toEqual(
      values("Hi", "live-key", ["live-one"]).settings,
    );
    expect(statuses((await planned(lab, archive)).rows).settings).toBe("same");

    // One that the schema wants and nobody has here: the place and the remedy.
    const wanted = { type: "object", properties: { token: secret }, required: ["token"] };
    await lab.runner.updateRealm(
      "test",
      { settings: { token: "staging-token" }, settingsSchema: wanted },
      actor,
    );
    const [row] = (await planned(lab, await exported(lab))).rows;
    expect(row?.problem).toMatch(
      /settings\.token.*Secret settings stay where they are: set token here first/,
    );
  });

  test("may be a part of one; a part that is not there is told", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    const files = await textsIn(await exported(lab, "test", ["scripts/shared", "flows"]));
    expect(Object.keys(files).filter((path) => path.includes("/"))).toEqual([
      "scripts/shared/loud.json",
      "scripts/shared/loud.ts",
      "scripts/shared/words.json",
      "scripts/shared/words.ts",
      "flows/login.json",
    ]);
    expect(JSON.parse(files["scriptyard.json"]!)).toMatchObject({ whole: false, secrets: [] });
    expect(await fault(exported(lab, "test", ["scripts/sharde"]))).toMatchObject({
      code: "bad_request",
      message: expect.stringContaining('nothing is called "scripts/sharde"'),
    });
  });
});

describe("an archive that is imported into an empty realm", () => {
  test("makes it equal, and what was live there runs here, bound to its own libraries", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    const archive = await exported(lab);
    const staging = await emptyRealm(lab);
    const plan = await planned(lab, archive);
    expect(statuses(plan.rows)).toEqual({
      "scripts/login/a": "new",
      "scripts/shared/loud": "new",
      "scripts/shared/words": "new",
      "scripts/shop/hook": "new",
      "scripts/shop/talk": "new",
      "flows/login": "new",
      "triggers/orders": "new",
      settings: "changed",
      "secrets/partners/bank": "missing",
      "secrets/triggers/orders": "missing",
    });
    expect(plan.rows.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    expect(await lab.store.scripts.heads(staging.id)).toEqual([]);
    const done = await imported(lab, archive);
    expect(done.left).toEqual([]);
    expect(done.written).toContainEqual({ key: "scripts/shop/talk", status: "new", version: 1 });
    const run = await lab.runner.execute(
      { realm: "staging", module: "shop", name: "talk", args: [event] },
      actor,
    );
    expect(run.logs.map(({ message }) => message)).toEqual(["ONE"]);
    const loudHere = (await lab.store.scripts.byName(staging.id, "shared", "loud"))!;
    const talk = (await lab.store.scripts.byName(staging.id, "shop", "talk"))!;
    const version = (await lab.store.versions.byId(talk.liveVersionId!))!;
    expect(version.libraries).toContainEqual(expect.objectContaining({ versionId: loudHere.liveVersionId }));
    expect(version.note).toBe("Imported from test");
    const [trigger] = await lab.store.triggers.list(staging.id);
    expect(trigger).toMatchObject({ enabled: false, sealedSecret: null, name: "orders" });
    // Nothing is left to be moved, but the secrets.
    const again = await planned(lab, archive);
    expect([...new Set(again.rows.map(({ status }) => status))]).toEqual(["same", "missing"]);
    const { "scriptyard.json": _, ...there } = await textsIn(archive);
    const { "scriptyard.json": __, ...here } = await textsIn(await exported(lab, "staging"));
    expect(here).toEqual(there);
  });

  test("that does not fit says where, and nothing of it is written", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    const staging = await emptyRealm(lab);
    const archive = await edited(
      await exported(lab),
      "scripts/shared/words.ts",
      () => "export const word = 1;\n",
    );
    const plan = await planned(lab, archive);
    const broken = plan.rows.filter(({ problem }) => problem !== null);
    expect(broken.map(({ key }) => key)).toEqual(["scripts/shared/loud", "scripts/shop/talk"]);
    expect(broken[0]!.findings[0]).toMatchObject({ line: 2, file: "shared/loud" });
    expect(await fault(imported(lab, archive))).toMatchObject({
      code: "draft_invalid",
      message: expect.stringContaining("scripts/shared/loud"),
    });
    expect(await lab.store.scripts.heads(staging.id)).toEqual([]);
    expect((await lab.store.realms.byId(staging.id))!.lastChange).toBeUndefined();
    const except = ["scripts/shared", "scripts/shop/talk"];
    expect((await imported(lab, archive, { except })).written.map(({ key }) => key)).toEqual([
      "scripts/login/a",
      "scripts/shop/hook",
      "flows/login",
      "triggers/orders",
      "settings",
    ]);
  });
});

test("what an archive lets scripts do is told as where somebody changes it by hand", async () => {
  await using lab = await openLab(machines);
  const { scriptId } = await lab.publish("shop/talk", saying("hi"), heard);
  await lab.runner.updateSettings(scriptId, { limits: { timeoutMs: 700 } }, actor);
  const settingsSchema = { type: "object", properties: { greeting: { type: "string" } } };
  const settings = { greeting: "Hi" };
  const allowedHosts = ["new.example.com"];
  await lab.runner.updateRealm("test", { allowedHosts, settings, settingsSchema }, actor);
  await lab.runner.updatePolicy("test", { ...emptyPolicy, defaultLevel: "development" }, actor);
  const staging = await emptyRealm(lab);
  const archive = await exported(lab);
  await imported(lab, archive, { only: ["scripts"] });
  await imported(lab, archive, { only: ["policy", "settings"] });
  const told = async () => {
    const { items } = await lab.store.securityEvents.list(staging.id, { kind: "policy" }, { limit: 10 });
    return items.map(({ message }) => message).sort();
  };
  await expect
    .poll(told)
    .toEqual([
      "Settings of shop/talk were changed: limits.timeoutMs: default → 700.",
      expect.stringMatching(/^Settings of the realm were changed: .*→ new\.example\.com/),
      "The policy was changed: defaultLevel.",
    ]);
});

test("an archive with more flows than a realm may have is refused, and nothing of it is written", async () => {
  await using lab = await openLab(machines);
  await lab.flow("login", [{ name: "a", kind: "decision" }], [["a", "done"]]);
  const staging = await emptyRealm(lab);
  const files = await unpackFiles(await exported(lab));
  const flow = files.get("flows/login.json")!;
  for (let number = 0; number < quotas.flows.most; number++) files.set(`flows/more-${number}.json`, flow);
  expect(await fault(imported(lab, await packFiles([...files])))).toMatchObject({
    code: "too_large",
    details: { quota: "flows", adding: quotas.flows.most + 1 },
  });
  expect(await lab.store.flows.list(staging.id)).toEqual([]);
});

describe("an archive that is imported where people work", () => {
  test("brings what is newer, and leaves what was changed here until it is named", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    await emptyRealm(lab);
    await imported(lab, await exported(lab));
    const staging = (await lab.store.realms.byName("staging"))!;
    const here = async (module: string, name: string) =>
      (await lab.store.scripts.byName(staging.id, module, name))!;
    // There: a newer version of both. Here: somebody published a text of their own, and left a draft of another.
    const theirs = (await lab.store.scripts.byName(lab.realm.id, "shared", "words"))!;
    await lab.republish(theirs.id, words.replace("one", "two"));
    const node = (await lab.store.scripts.byName(lab.realm.id, "login", "a"))!;
    await lab.republish(node.id, `${decision(go())}// there\n`);
    await lab.republish((await here("login", "a")).id, `${decision(go())}// here\n`);
    const hook = (await lab.store.scripts.byName(lab.realm.id, "shop", "hook"))!;
    await lab.save(hook.id, `${answer204}// there\n`);
    await lab.save((await here("shop", "hook")).id, `${answer204}// here\n`);
    const archive = await exported(lab);
    const plan = await planned(lab, archive);
    const row = (key: string) => plan.rows.find((one) => one.key === key);
    expect(row("scripts/shared/words")).toMatchObject({ status: "changed", changes: ["draft", "live"] });
    expect(row("scripts/login/a")).toMatchObject({
      status: "conflicting",
      note: expect.stringContaining("was never live there"),
    });
    expect(row("scripts/shop/hook")).toMatchObject({ status: "conflicting", changes: ["draft"] });
    const done = await imported(lab, archive, { note: "Release 7" });
    expect(done).toEqual({
      written: [{ key: "scripts/shared/words", status: "changed", version: 2 }],
      left: ["scripts/login/a", "scripts/shop/hook"],
    });
    const published = (await lab.store.versions.byNumber((await here("shared", "words")).id, 2))!;
    expect(published).toMatchObject({ note: "Release 7", source: words.replace("one", "two") });
    const over = await imported(lab, archive, { overwrite: ["scripts"] });
    expect(over.written.map(({ key, version }) => [key, version])).toEqual([
      ["scripts/login/a", 3],
      ["scripts/shop/hook", null],
    ]);
    const history = await lab.runner.draftHistory(
      { scriptId: (await here("shop", "hook")).id, before: null, limit: 9 },
      actor,
    );
    expect(history.items[0]).toMatchObject({ kind: "import" });
    const lost = await lab.runner.draftState({
      scriptId: (await here("shop", "hook")).id,
      revision: history.items[1]!.revision,
    });
    expect(lost.source).toContain("// here");
  });

  test("is refused when somebody changed something after the plan, and of two imports one wins", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    const staging = await emptyRealm(lab);
    const archive = await exported(lab);
    const { basedOn } = await planned(lab, archive);
    const both = await Promise.allSettled(
      [1, 2].map(() => lab.runner.realms.import({ realm: "staging", archive, basedOn }, actor)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await lab.store.versions.ids()).toHaveLength(10);
    const plan = await planned(lab, archive);
    const script = (await lab.store.scripts.byName(staging.id, "login", "a"))!;
    await lab.save(script.id, `${decision(go())}// meanwhile\n`);
    const late = lab.runner.realms.import({ realm: "staging", archive, basedOn: plan.basedOn }, actor);
    expect(await fault(late)).toMatchObject({ code: "conflict" });
    const next = await planned(lab, archive);
    await lab.runner.flowGraphs.rename({ realm: "staging", flow: "login" }, "Ours", actor);
    const later = lab.runner.realms.import({ realm: "staging", archive, basedOn: next.basedOn }, actor);
    expect(await fault(later)).toMatchObject({ code: "conflict" });
  });

  test("is for realms of the same host, and shows both texts of a row", async () => {
    await using lab = await openLab(machines);
    await shop(lab);
    await emptyRealm(lab);
    const archive = await exported(lab);
    const other = await edited(archive, "scriptyard.json", (text) => text.replace('"identity"', '"wargame"'));
    expect(await fault(planned(lab, other))).toMatchObject({
      code: "bad_request",
      message: expect.stringContaining("wargame"),
    });
    const texts = (key: string) => lab.runner.realms.importDifference({ realm: "staging", archive, key });
    expect((await texts("scripts/shop/talk")).map(({ title, here }) => [title, here])).toEqual([
      ["Draft", null],
      ["Live", null],
      ["Samples", null],
      ["Settings", null],
    ]);
    expect((await texts("settings"))[0]).toMatchObject({ here: expect.stringContaining('"UTC"') });
    expect(await fault(texts("scripts/shop/none"))).toMatchObject({ code: "bad_request" });
  });
});

test("an endpoint that is signed no more loses its secret, as where it is changed by hand", async () => {
  await using lab = await openLab(machines);
  await shop(lab);
  const staging = await emptyRealm(lab);
  const archive = await exported(lab);
  await imported(lab, archive);
  const endpoint = async () => (await lab.store.triggers.list(staging.id))[0]!;
  await lab.runner.triggers.update((await endpoint()).id, { enabled: true }, actor);
  expect(await endpoint()).toMatchObject({ enabled: true, sealedSecret: expect.any(String) });
  const open = await edited(archive, "triggers/orders.json", (text) => text.replace("signature", "token"));
  // Who may call it is asked: what is open there is not to be open here unseen.
  expect((await planned(lab, open)).rows.find(({ key }) => key === "triggers/orders")).toMatchObject({
    status: "conflicting",
    note: expect.stringContaining("signature here, token there"),
  });
  expect(await imported(lab, open)).toEqual({ written: [], left: ["triggers/orders"] });
  await imported(lab, open, { overwrite: ["triggers"] });
  expect(await endpoint()).toMatchObject({ enabled: true, sealedSecret: null, config: { auth: "token" } });
});

const spoilt: [what: string, path: string, change: (text: string) => string | null, words: RegExp][] = [
  ["a missing text", "scripts/shop/hook.ts", () => null, /scripts\/shop\/hook\.ts: is missing/],
  [
    "a stray file",
    "scripts/shop/hook.txt",
    () => "x",
    /scripts\/shop\/hook\.txt: is no file that an export writes/,
  ],
  ["no JSON", "settings.json", () => "{", /settings\.json is not valid JSON/],
  [
    "an unknown field",
    "flows/login.json",
    (text) => text.replace('"entry"', '"start"'),
    /flows\/login\.json: /,
  ],
  ["a prototype", "settings.json", () => '{"__proto__":{}}', /settings\.json has a key "__proto__"/],
  [
    "a later format",
    "scriptyard.json",
    (text) => text.replace('"version": 1', '"version": 9'),
    /version: must be 1/,
  ],
  ["a script in a flow's folder", "flows/Login.json", () => "{}", /is no path|is no name/],
];
describe("an archive with", () => {
  let lab: Lab;
  let archive: Uint8Array;
  beforeAll(async () => {
    lab = await openLab(machines);
    await shop(lab);
    await emptyRealm(lab);
    archive = await exported(lab);
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());

  // What is refused changes nothing: one shop is enough for all.
  test.each(spoilt)("%s is refused with its place", async (_what, path, change, words) => {
    const refused = await fault(edited(archive, path, change).then((other) => planned(lab, other)));
    expect(refused).toMatchObject({ code: "bad_request", message: expect.stringMatching(words) });
  });
});
