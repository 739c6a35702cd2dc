import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Machines, openLab, startMachines } from "../../testing/lab.ts";
import { onCall } from "../../testing/trigger-scripts.ts";
import { unpackFiles } from "./zip.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

test("an export names secrets and has no value; an import says which are missing, until they are set", async () => {
  await using lab = await openLab(machines);
  const { secrets, realms } = lab.runner;
  const set = (realm: string, name: string, script: string | null = null) =>
    secrets.set({ realm, name, script, value: `value-of-${name}` }, actor);
  await set("test", "stripe");
  await set("test", "stripe", "shop/pay");
  await set("test", "unused");
  const source = onCall(`return String(secrets.get("stripe"));`);
  await lab.publish("shop/pay", source, { hook: "onCall" });
  const textsIn = async (only?: string[]) => {
    const archive = await realms.export("test", { only }, actor);
    const files = Object.fromEntries(await unpackFiles(archive));
    expect(Object.values(files).join("")).not.toContain("value-of");
    const { secrets: named } = JSON.parse(files["scriptyard.json"]!) as { secrets: string[] };
    return { archive, named };
  };
  const { archive, named } = await textsIn();
  expect(named).toEqual(["secrets/stripe", "secrets/stripe/shop/pay", "secrets/unused"]);
  expect((await textsIn(["scripts/shop"])).named).toEqual(["secrets/stripe", "secrets/stripe/shop/pay"]);

  await realms.create({ name: "staging", title: "staging", hostId: "identity" }, actor);
  const missing = async () =>
    (await realms.planImport({ realm: "staging", archive }, actor)).rows
      .filter(({ kind }) => kind === "secret")
      .map(({ key, status, note }) => `${key} ${status}: ${note}`);
  expect(await missing()).toEqual([
    "secrets/stripe missing: The secret stripe has no value here. Set it under Secrets.",
    "secrets/stripe/shop/pay missing: The secret stripe of shop/pay has no value here. Set it under Secrets.",
    "secrets/unused missing: The secret unused has no value here. Set it under Secrets.",
  ]);
  await set("staging", "stripe");
  await set("staging", "unused");
  expect(await missing()).toHaveLength(1);
});
