import type { CallMock } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actor, type Lab, type Machines, openLab, startMachines } from "../testing/lab.ts";
import { event, heard } from "../testing/shop.ts";
import { saying } from "../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines[Symbol.asyncDispose]());

const value = "sk_live_very_secret";
const given: CallMock[] = [
  {
    method: "GET",
    url: "https://a.test/",
    status: 200,
    headers: { "x-key": value },
    body: { [value]: value },
  },
  { method: "GET", url: "https://a.test/b", status: 200, base64: Buffer.from(value).toString("base64") },
  { method: "GET", url: `https://a.test/?key=${value}`, status: 200 },
  { function: "users.find", args: [value], error: `no ${value}` },
];
/** What is not said of the third: its address. */
const kept: CallMock[] = [
  {
    method: "GET",
    url: "https://a.test/",
    status: 200,
    headers: { "x-key": "[masked]" },
    body: { "[masked]": "[masked]" },
  },
  { method: "GET", url: "https://a.test/b", status: 200, body: "[masked]" },
  { function: "users.find", args: ["[masked]"], error: "no [masked]" },
];
const samples = [{ name: "First", description: "", args: [event], calls: given }];
const setSecret = ({ runner }: Lab, realm: string) =>
  runner.secrets.set({ realm, name: "shop", script: null, value }, actor);

async function callsIn({ store }: Lab, realm: string, name = "talk"): Promise<CallMock[]> {
  const { id } = (await store.realms.byName(realm))!;
  const script = (await store.scripts.byName(id, "shop", name))!;
  const [listed] = await store.samples.list(script.id);
  return (await store.samples.byId(listed!.id))!.calls;
}

test("a sample holds no value of a secret, whoever writes it: a new script, a copy of the realm, an import", async () => {
  await using lab = await openLab(machines);
  const { runner } = lab;
  await lab.publish("shop/talk", saying("one"), { ...heard, samples });
  // It is older than the secret.
  expect(await callsIn(lab, "test")).toEqual(given);
  const archive = await runner.realms.export("test", {}, actor);
  await setSecret(lab, "test");
  await lab.publish("shop/later", saying("two"), { ...heard, samples });
  expect(await callsIn(lab, "test", "later")).toEqual(kept);

  await runner.realms.create({ name: "copy", title: "Copy", from: { kind: "copy", realm: "test" } }, actor);
  expect(await callsIn(lab, "copy")).toEqual(kept);

  await runner.realms.create({ name: "staging", title: "Staging", hostId: "identity" }, actor);
  await setSecret(lab, "staging");
  const imported = async () => {
    const { basedOn } = await runner.realms.planImport({ realm: "staging", archive }, actor);
    return runner.realms.import({ realm: "staging", archive, basedOn }, actor);
  };
  await imported();
  expect(await callsIn(lab, "staging")).toEqual(kept);
  // Over what is there, which differs from the archive's by what was masked.
  await imported();
  expect(await callsIn(lab, "staging")).toEqual(kept);
});
