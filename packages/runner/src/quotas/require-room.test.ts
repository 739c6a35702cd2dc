import { type QuotaName, quotas } from "@scriptyard/model";
import { expect, test } from "vitest";
import { actor, openLab, startMachines } from "../testing/lab.ts";
import { decision, fault } from "../testing/scripts.ts";
import { requireRoom } from "./require-room.ts";

test.each(Object.keys(quotas) as QuotaName[])(
  "%s: the last one fits, the next is refused with its remedy",
  (name) => {
    const { most, remedy } = quotas[name];
    expect(() => requireRoom({ [name]: { used: most - 1, adding: 1 } })).not.toThrow();
    expect(() => requireRoom({ [name]: { used: most, adding: 1 } })).toThrow(
      expect.objectContaining({
        code: "too_large",
        message: expect.stringContaining(remedy),
        details: { quota: name, most, used: most, adding: 1 },
      }),
    );
  },
);

test("what makes nothing larger passes, however much there is", () => {
  expect(() => requireRoom({ draftBytes: { used: 1e12, adding: 0 } })).not.toThrow();
  expect(() => requireRoom({ draftBytes: { used: 1e12, adding: -5 } })).not.toThrow();
});

test("a realm that is full takes no longer draft, by whatever way, and no version; shortening and rolling back go on", async () => {
  await using machines = await startMachines();
  const kept = { draftBytes: 0, versionBytes: 0 };
  await using lab = await openLab(machines, {
    wrapStore: (store) => ({
      ...store,
      usage: {
        ...store.usage,
        draftBytes: async () => kept.draftBytes,
        versionBytes: async () => kept.versionBytes,
      },
    }),
  });
  const long = decision(`return { action: "continue" }; // ${"x".repeat(100)}`);
  const { scriptId } = await lab.publish("login/a", long);
  const short = decision('return { action: "continue" };');
  await lab.republish(scriptId, short);
  kept.draftBytes = quotas.draftBytes.most;
  kept.versionBytes = quotas.versionBytes.most;
  const { revision } = (await lab.store.drafts.get(scriptId))!;
  const restore = (version: number) =>
    lab.runner.restore({ scriptId, version, baseRevision: revision }, actor);
  expect(await fault(restore(1))).toMatchObject({ code: "too_large", details: { quota: "draftBytes" } });
  const publish = () => lab.runner.publish({ scriptId, note: "again", revision }, actor);
  expect(await fault(publish())).toMatchObject({ code: "too_large", details: { quota: "versionBytes" } });
  expect(await restore(2)).toMatchObject({ ok: true });
  await lab.runner.rollback({ scriptId, toVersion: 1, note: "as before" }, actor);
});
