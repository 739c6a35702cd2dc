import type { Version } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Lab, LabOptions, Machines } from "../../testing/lab.ts";
import { actor, openLab, sampleContext, startMachines } from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";
import { plainVersionHash } from "../../texts/version-hash.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const sealKey = "ab".repeat(32);
const source = `export function onExecute(): FlowResult {\n  return { action: "continue", outcome: "honest" };\n}\n`;
const run = (lab: Lab) => {
  const args = [sampleContext(machines.host), null];
  return lab.runner.execute({ realm: "test", module: "login", name: "one", args }, actor);
};

/** What somebody who can write to the database puts there: other code, and the hash that belongs to it. */
function edited(store: Store): Store {
  const change = (version: Version | null): Version | null => {
    if (version === null) return null;
    const evil = { ...version, compiled: version.compiled.replace("honest", "evil!!") };
    return { ...evil, sha256: plainVersionHash(evil) };
  };
  return {
    ...store,
    versions: { ...store.versions, byId: async (id) => change(await store.versions.byId(id)) },
  };
}

/** The same data under a new runner. */
async function restart(lab: Lab, options: LabOptions): Promise<Lab> {
  await lab.runner[Symbol.asyncDispose]();
  return openLab(machines, { sealKey, store: lab.store, recorder: lab.recorder, ...options });
}

test("versions are hashed with the installation's key: what was hashed anew without it never runs", async () => {
  let lab = await openLab(machines, { sealKey });
  const { version } = await lab.publish("login/one", source);
  expect(version.sha256).not.toBe(plainVersionHash(version));
  expect((await run(lab)).result).toMatchObject({ outcome: "honest" });

  lab = await restart(lab, { versionTrust: "signed", wrapStore: edited });
  expect(await fault(run(lab))).toMatchObject({
    code: "internal",
    message: expect.stringContaining("will not run"),
  });
  lab = await restart(lab, { versionTrust: "signed", sealKey: "cd".repeat(32) });
  expect((await fault(run(lab))).message).toContain("seal.key is another one");
  lab = await restart(lab, { versionTrust: "signed" });
  expect((await run(lab)).status).toBe("ok");
  await lab[Symbol.asyncDispose]();
});

test("versions of before there was a key are taken over once, when their own hash is right", async () => {
  let lab = await openLab(machines, { sealKey });
  const { version } = await lab.publish("login/one", source);
  await lab.store.versions.rehash(version.id, plainVersionHash(version));

  lab = await restart(lab, { versionTrust: "signed" });
  expect((await fault(run(lab))).code).toBe("internal");
  lab = await restart(lab, { versionTrust: "plain" });
  expect((await run(lab)).status).toBe("ok");
  lab = await restart(lab, { versionTrust: "signed" });
  expect((await run(lab)).status).toBe("ok");

  await lab.store.versions.rehash(version.id, "0".repeat(64));
  lab = await restart(lab, { versionTrust: "plain" });
  expect((await fault(run(lab))).code).toBe("internal");
  // After a restore without the key that was accepted.
  lab = await restart(lab, { versionTrust: "any" });
  expect((await run(lab)).status).toBe("ok");
  await lab[Symbol.asyncDispose]();
});
