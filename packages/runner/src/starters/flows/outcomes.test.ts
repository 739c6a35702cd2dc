import { createHash } from "node:crypto";
import { canonicalJson } from "@scriptyard/host-kit";
import type { Execution, Version } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { returnSignature } from "../../partners/signed-return.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { block, decision, go } from "../../testing/scripts.ts";
import { plainVersionHash, versionHash, versionKeyOf } from "../../texts/version-hash.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines, { sealKey });
});
afterEach(() => lab[Symbol.asyncDispose]());

const sealKey = "k".repeat(32);
/** A name that no reader of texts sees: what publish refuses where it can is refused here where it runs. */
const misspelt = decision(
  `return { action: "continue", outcome: "suspic" + (context.user === null ? "ous" : "ious") };`,
);

const nodes = (failurePolicy: "reject" | "continue" | "last-good-version" = "reject") => [
  { name: "risk", kind: "decision" as const, failurePolicy },
  { name: "factor", kind: "block" as const },
];
const edges: [string, string, string?][] = [
  ["risk", "done"],
  ["risk", "factor", "suspicious"],
  ["factor", "done"],
];
const login = async (source = misspelt, policy: Parameters<typeof nodes>[0] = "reject") => {
  const published = await lab.publish("login/risk", source);
  await lab.publish("login/factor", block("Second factor"), { hook: "render" });
  await lab.flow("login", nodes(policy), edges);
  return published;
};
const records = async (): Promise<Execution[]> => {
  await lab.recorder.flush();
  const { items } = await lab.store.executions.list({ realmId: lab.realm.id }, { limit: 20 });
  const found = await Promise.all(items.map(({ id }) => lab.store.executions.byId(id)));
  return found.map((record) => record!);
};

/** The next start of the server, on a version's row without the rule. Nothing of the product changes a version. */
async function startedWithout(versionId: string, sha256?: string): Promise<void> {
  const { store, recorder, runner } = lab;
  await runner[Symbol.asyncDispose]();
  const { versions } = store;
  const row = async (id: string) => {
    const found = await versions.byId(id);
    return found?.id === versionId
      ? { ...found, unknownOutcome: null, sha256: sha256 ?? found.sha256 }
      : found;
  };
  lab = await openLab(machines, {
    sealKey,
    store: { ...store, versions: { ...versions, byId: row } },
    recorder,
  });
}

/** As a server of before there was the rule wrote it. */
async function ofBefore(version: Version): Promise<void> {
  await startedWithout(version.id, versionHash({ ...version, unknownOutcome: null }, versionKeyOf(sealKey)));
}

describe("an outcome that no edge carries", () => {
  test("fails the node, and the record says which, where, and what was meant", async () => {
    await login();
    expect(await lab.start("login")).toMatchObject({ action: "reject", code: "temporarily_unavailable" });
    const [record] = await records();
    expect(record).toMatchObject({ status: "error", node: "risk", version: 1 });
    expect(record!.error!.message).toContain(
      'result.outcome: "suspicous" has no edge from "risk" in the flow "login". Known: "suspicious". Did you mean "suspicious"?',
    );
    expect(record!.error!.stack[0]).toMatchObject({ file: "login/risk", line: 1 });
    const { items } = await lab.store.errors.list({ realmId: lab.realm.id }, { limit: 5 });
    expect(items).toMatchObject([{ module: "login", name: "risk", count: 1 }]);
  });

  test("is no failure where it has an edge, and none is asked for without an outcome", async () => {
    await login();
    const context = { user: { id: "u_1", email: "u@example.com" } };
    expect(await lab.start("login", context)).toMatchObject({ action: "challenge", node: "factor" });
  });

  test("goes by the node's policy: on along the default edge, or by the version before", async () => {
    const { scriptId } = await login(decision(go("suspicious")), "last-good-version");
    await lab.republish(scriptId, misspelt);
    expect(await lab.start("login")).toMatchObject({ action: "challenge", node: "factor" });
    await lab.flow("login", nodes("continue"), edges);
    expect(await lab.start("login")).toMatchObject({ action: "done" });
    expect((await records()).filter(({ status }) => status === "error")).toHaveLength(2);
  });

  test("is an error of a missing outcome too, where the node has no default edge", async () => {
    await login(decision(go()));
    await lab.flow("login", nodes(), edges.slice(1));
    expect(await lab.start("login")).toMatchObject({ action: "reject" });
    expect((await records())[0]!.error!.message).toMatch(/default outcome has no edge.*Name one of them/);
  });

  test("of a draft is refused in Try it as well", async () => {
    const { scriptId } = await login(decision(go()));
    await lab.save(scriptId, misspelt);
    expect(await lab.start("login", {}, "draft")).toMatchObject({ action: "reject" });
  });

  test("is replayed as it was, although the flow has the edge now", async () => {
    await login();
    await lab.start("login");
    const [failed] = await records();
    await lab.flow("login", nodes(), [...edges, ["risk", "factor", "suspicous"]]);
    const { same, execution } = await lab.runner.replay({ executionId: failed!.id }, actor);
    expect(execution.error?.message).toBe(failed!.error!.message);
    expect(same).toBe(true);
  });

  test("that a signed return would leave by fails the node before anybody is sent away", async () => {
    const { key } = await lab.runner.partners.renew({ realm: "test", name: "pay" }, actor);
    const pay = (resume: string) =>
      decision(`
        if (form !== null) return { action: "reject", code: "unpaid" };
        flow.redirect("https://pay.example.com/", { resume: "pa" + ${resume}, partner: "pay" });
        return { action: "continue" };`);
    const { scriptId } = await lab.publish("buy/pay", pay(`"yed"`));
    // Beside a redirect nothing is followed, so that the default edge may be missing.
    await lab.flow("buy", [{ name: "pay", kind: "decision" }], [["pay", "done", "paid"]]);
    expect(await lab.start("buy")).toMatchObject({ action: "reject", code: "temporarily_unavailable" });
    expect((await records())[0]!.error!.message).toMatch(/effects\[0\]\.resume: "payed" has no edge/);

    await lab.republish(scriptId, pay(`"id"`));
    const sent = await lab.start("buy");
    const state = new URL(sent.url!).searchParams.get("state")!;
    const form = { reference: "1", signature: returnSignature(key, { reference: "1", state }) };
    const { sessionId, secret = "" } = sent;
    const back = await lab.runner.submitFlow({ sessionId, secret, form, redirectState: state }, actor);
    expect(back).toMatchObject({ action: "done" });
  });
});

describe("what was published before there was the rule", () => {
  test("keeps the default edge until it is published again", async () => {
    const { scriptId, version } = await login();
    expect(version.unknownOutcome).toBe("error");
    await ofBefore(version);
    expect(await lab.start("login")).toMatchObject({ action: "done" });
    await lab.republish(scriptId);
    expect(await lab.start("login")).toMatchObject({ action: "reject" });
    await lab.runner.rollback({ scriptId, toVersion: 1, note: "as it was" }, actor);
    expect(await lab.start("login")).toMatchObject({ action: "done" });
  });

  test("has the hash it was given then", async () => {
    const { version } = await login();
    const { scriptId, language, hook, source, compiled, map, libraries } = version;
    const { limits, securityLevel, declarationsHash } = version;
    // Written out as it was: whatever is hashed from now on must leave this text as it is.
    const then = {
      scriptId,
      language,
      hook,
      source,
      compiled,
      map,
      libraries,
      limits,
      securityLevel,
      declarationsHash,
    };
    const sha256 = createHash("sha256").update(canonicalJson(then)).digest("hex");
    expect(plainVersionHash({ ...version, unknownOutcome: null })).toBe(sha256);
    expect(plainVersionHash(version)).not.toBe(sha256);
  });

  test("is not to be had by taking the rule from a version's row", async () => {
    const { version } = await login();
    await startedWithout(version.id);
    await expect(lab.start("login")).rejects.toThrow(/does not have the content it was published with/);
  });
});
