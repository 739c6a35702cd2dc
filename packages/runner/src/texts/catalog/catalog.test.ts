import { newId } from "@scriptyard/model";
import { expect, test } from "vitest";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";

test("who names a script that is not there is told what is near it, in a sentence however large the realm", async () => {
  await using machines = await startMachines();
  await using lab = await openLab(machines);
  const at = { realmId: lab.realm.id, language: "typescript", hook: "onExecute", description: "" } as const;
  for (let n = 0; n < 200; n++) {
    const module = n < 100 ? "login" : `m${n}`;
    const script = {
      ...at,
      id: newId("scr"),
      module,
      name: `s${n}`,
      limits: {},
      securityLevel: "production",
      liveVersion: null,
      liveVersionId: null,
      retiredVersion: null,
      createdAt: n,
      updatedAt: n,
    };
    await lab.store.scripts.create(script, { source: "", userId: null }, []);
  }
  const said = async (module: string) =>
    (await fault(lab.runner.execute({ realm: lab.realm.name, module, name: "gone", args: [] }, actor)))
      .message;
  expect(await said("login")).toMatch(
    /no script "login\/gone"\. Scripts of the module "login": s0, s1, .* and others\.$/,
  );
  expect(await said("none")).toMatch(/no script "none\/gone"\. Modules: login, m100, .* and others\.$/);
  expect((await said("login")).length).toBeLessThan(400);
});
