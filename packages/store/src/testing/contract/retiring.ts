import { newId, type PublishEvent, type Script } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aPublish, aSample, seedScript, sha256 } from "../fixtures.ts";

export function retiringContract({ store }: Subject): void {
  const act = (script: Script, over: Partial<PublishEvent> = {}) => ({
    id: newId("pub"),
    realmId: script.realmId,
    scriptId: script.id,
    note: "nobody calls it",
    authorId: null,
    idempotencyKey: null,
    at: 3_000,
    ...over,
  });

  test("a retired script has no live version, and any of its versions can be made live again", async () => {
    const { realm, script } = await seedScript(store());
    await expectFault(store().versions.retire({ ...act(script), live: 1 }), "conflict");
    const { version } = await store().versions.publish(aPublish(script));
    await store().versions.publish(aPublish(script));
    await expectFault(store().versions.retire({ ...act(script), live: 1 }), "conflict");
    const event = await store().versions.retire({ ...act(script), live: 2 });
    expect(event).toMatchObject({ kind: "retire", version: 2, previousVersion: 2 });
    const now = () => store().scripts.byId(script.id);
    expect(await now()).toMatchObject({ liveVersion: null, liveVersionId: null, retiredVersion: 2 });
    expect(await store().scripts.heads(realm.id)).toMatchObject([{ liveVersion: null, retiredVersion: 2 }]);
    await expectFault(store().versions.retire({ ...act(script), live: 2 }), "conflict");
    await store().versions.rollback({ ...act(script), versionId: version.id });
    expect(await now()).toMatchObject({ liveVersion: 1, retiredVersion: null });
    await store().versions.retire({ ...act(script), live: 1 });
    // Whoever decided to publish while it was live is told.
    await expectFault(store().versions.publish({ ...aPublish(script), live: 1 }), "conflict");
    await store().versions.publish({ ...aPublish(script), live: null });
    expect(await now()).toMatchObject({ liveVersion: 3, retiredVersion: null });
    expect((await store().versions.events({ realmId: realm.id })).map(({ kind }) => kind).sort()).toEqual(
      ["publish", "publish", "publish", "retire", "retire", "rollback"].sort(),
    );
  });

  test("a script without a live version goes with its whole history; a live one stays", async () => {
    const { realm, script } = await seedScript(store());
    const other = await seedScript(store());
    await store().samples.save(aSample(script));
    for (let n = 1; n <= 60; n++) {
      await store().versions.publish(aPublish(script, { draftRevision: n }));
      await store().drafts.save({
        scriptId: script.id,
        source: `// ${n}`,
        baseRevision: n,
        userId: null,
        nowMs: n,
      });
      await store().versions.retire({ ...act(script), live: n });
      if (n < 60) continue;
      await store().versions.rollback({ ...act(script), versionId: (await newest(script)).id });
    }
    await expectFault(store().scripts.remove(script, 4_000), "conflict");
    await store().versions.retire({ ...act(script), live: 60 });
    // As it was before it was published: whoever decided on that may not decide on this.
    await expectFault(store().scripts.remove(script, 4_000), "conflict");
    await store().scripts.remove({ ...script, retiredVersion: 60 }, 4_000);
    expect(await store().scripts.byId(script.id)).toBeNull();
    expect(await store().drafts.get(script.id)).toBeNull();
    expect((await store().versions.list(script.id, { limit: 10 })).items).toEqual([]);
    expect(await store().versions.events({ realmId: realm.id })).toEqual([]);
    expect(await store().scripts.byId(other.script.id)).not.toBeNull();
    await expectFault(store().scripts.remove(script, 4_000), "not_found");
  });

  test("while it is being deleted nothing of it becomes live", async () => {
    const { script } = await seedScript(store());
    const { version } = await store().versions.publish(aPublish(script));
    await store().versions.retire({ ...act(script), live: 1 });
    const removing = store().scripts.remove({ ...script, retiredVersion: 1 }, 4_000);
    const faults = await Promise.allSettled([
      store().versions.rollback({ ...act(script), versionId: version.id }),
      store().versions.publish(aPublish(script)),
    ]);
    expect(faults.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await removing;
    expect(await store().scripts.byId(script.id)).toBeNull();
  });

  test("versions that are bound to a library are found, live or not", async () => {
    const library = await seedScript(store());
    const { realm, script } = await seedScript(store());
    const bound = async (libraryId: Script["id"]) => store().versions.boundTo(realm.id, libraryId, 1);
    const input = aPublish(script);
    input.version.libraries = [
      {
        specifier: "shared/dates",
        scriptId: library.script.id,
        versionId: newId("ver"),
        version: 1,
        sha256: sha256("x"),
      },
    ];
    await store().versions.publish(input);
    await store().versions.publish(aPublish(script));
    const { module, name } = script;
    expect(await bound(library.script.id)).toEqual({ items: [{ module, name, number: 1 }], more: 0 });
    expect(await bound(script.id)).toEqual({ items: [], more: 0 });
  });

  const newest = async (script: Script) => (await store().versions.list(script.id, { limit: 1 })).items[0]!;
}
