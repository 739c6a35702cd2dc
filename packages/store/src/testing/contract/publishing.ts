import { newId, type PublishEvent, type Script } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { VersionsRepository } from "../../repositories/versions.ts";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aPublish, aSample, aUser, seedScript, sha256 } from "../fixtures.ts";

export function publishingContract({ store }: Subject): void {
  const rollbackTo = (
    script: Script,
    versionId: PublishEvent["versionId"],
    over: Partial<PublishEvent> = {},
  ) => ({
    id: newId("pub"),
    realmId: script.realmId,
    scriptId: script.id,
    versionId,
    note: "back",
    authorId: null,
    idempotencyKey: null,
    at: 3_000,
    ...over,
  });

  const versionsOf = async (scriptId: string) =>
    (await store().versions.list(scriptId, { limit: 100 })).items;

  test("versions are listed by pages, newest first", async () => {
    const { script } = await seedScript(store());
    for (let n = 0; n < 5; n++) await store().versions.publish(aPublish(script, { at: 2_000 + n }));
    const numbers: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<VersionsRepository["list"]>> = await store().versions.list(script.id, {
        cursor,
        limit: 2,
      });
      expect(page.items.length).toBeLessThanOrEqual(2);
      numbers.push(...page.items.map(({ number }) => number));
      cursor = page.next;
    } while (cursor !== null);
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
    await expectFault(store().versions.list(script.id, { cursor: "x'; drop", limit: 2 }), "bad_request");
  });

  test("a version of before there was a rule for unknown outcomes keeps having none", async () => {
    const { script } = await seedScript(store());
    const input = aPublish(script);
    const before = { ...input, version: { ...input.version, unknownOutcome: null } };
    const { version } = await store().versions.publish(before);
    expect((await store().versions.byId(version.id))?.unknownOutcome).toBeNull();
    await store().versions.publish(aPublish(script));
    expect((await versionsOf(script.id)).map((one) => one.unknownOutcome)).toEqual(["error", null]);
  });

  test("the declarations that live versions were checked against are known by script", async () => {
    const { realm, script } = await seedScript(store());
    expect(await store().versions.liveDeclarations(realm.id)).toEqual([]);
    const input = aPublish(script);
    const first = await store().versions.publish({
      ...input,
      version: { ...input.version, declarationsHash: sha256("before") },
    });
    const again = aPublish(script);
    await store().versions.publish({
      ...again,
      version: { ...again.version, declarationsHash: sha256("now") },
    });
    const { id: scriptId, module, name } = script;
    const live = async () => store().versions.liveDeclarations(realm.id);
    expect(await live()).toMatchObject([
      { scriptId, module, name, number: 2, declarationsHash: sha256("now") },
    ]);
    await store().versions.rollback(rollbackTo(script, first.version.id));
    expect(await live()).toEqual([
      { scriptId, module, name, versionId: first.version.id, number: 1, declarationsHash: sha256("before") },
    ]);
  });

  test("usage counts what people keep, in stored bytes, by realm and script", async () => {
    const { realm, script } = await seedScript(store());
    const other = await seedScript(store());
    const before = await store().usage.samples(realm.id);
    const args = ["é".repeat(500)];
    const calls = [{ function: "users.find", answer: "é".repeat(300) }];
    await store().samples.save(aSample(script, { args, calls }));
    const bytes = Buffer.byteLength(JSON.stringify(args) + JSON.stringify(calls));
    const { count, bytes: sampleBytes } = await store().usage.samplesOf(script.id);
    expect([count, sampleBytes]).toEqual([before.count + 1, before.bytes + bytes]);
    await store().drafts.save({
      scriptId: script.id,
      source: "x".repeat(1_000),
      baseRevision: 1,
      userId: null,
      nowMs: 5,
    });
    const { usage } = store();
    expect(await usage.scripts(realm.id)).toBe(1);
    expect(await usage.draftBytes(realm.id)).toBe(1_000);
    const bytesNow = await usage.versionBytes(realm.id);
    const texts = { source: "é".repeat(100), compiled: "y".repeat(50) };
    for (const map of [null, "{}"]) {
      const order = aPublish(script, { draftRevision: 2 });
      await store().versions.publish({ ...order, version: { ...order.version, ...texts, map } });
    }
    expect((await usage.versionBytes(realm.id)) - bytesNow).toBe(2 * 250 + 2);
    expect(await usage.samples(realm.id)).toEqual({ count, bytes: sampleBytes });
    expect(await usage.triggers(realm.id)).toBe(0);
    expect(await usage.samplesOf(other.script.id)).toMatchObject({ count: before.count });
  });

  test("a publish that was decided on while another version was live is refused, and changes nothing", async () => {
    const { script } = await seedScript(store());
    const publish = (live?: number | null) =>
      store().versions.publish({ ...aPublish(script), ...(live !== undefined && { live }) });
    const first = await publish(null);
    await publish(1);
    await expectFault(publish(null), "conflict");
    await store().versions.rollback(rollbackTo(script, first.version.id));
    await expectFault(publish(2), "conflict");
    expect((await versionsOf(script.id)).map(({ number }) => number)).toEqual([2, 1]);
    expect(await store().scripts.byId(script.id)).toMatchObject({ liveVersion: 1 });
    // Whoever saw the roll-back may go on from it, and who does not ask is not refused.
    expect((await publish(1)).version.number).toBe(3);
    expect((await publish()).version.number).toBe(4);
  });

  test("publishing writes version, event and live pointer", async () => {
    const { realm, script } = await seedScript(store());
    const author = await store().users.create(aUser({ name: "Grace" }));
    const input = aPublish(script, { authorId: author.id });
    input.version.libraries = [
      {
        specifier: "shared/dates",
        scriptId: newId("scr"),
        versionId: newId("ver"),
        version: 3,
        sha256: sha256("x"),
      },
    ];
    const { version, event } = await store().versions.publish(input);
    expect(version).toEqual({ ...input.version, number: 1 });
    expect(event).toEqual({ ...input.event, version: 1, previousVersion: null });
    expect(await store().versions.byNumber(script.id, 1)).toEqual(version);
    expect(await store().versions.byId(version.id)).toEqual(version);
    const { source: _, compiled: __, map: ___, ...listed } = version;
    expect(await versionsOf(script.id)).toEqual([listed]);
    expect(await store().scripts.byId(script.id)).toMatchObject({
      liveVersion: 1,
      liveVersionId: version.id,
    });
    expect(await store().drafts.get(script.id)).toMatchObject({ revision: 1, basedOnVersion: 1 });
    expect(await store().versions.events({ realmId: realm.id })).toEqual([
      { ...event, module: script.module, name: script.name, authorName: "Grace" },
    ]);
    await expectFault(store().scripts.remove(script, 4_000), "conflict");
  });

  test("50 concurrent publishers of one script get 1…50 without gaps", async () => {
    const { realm, script } = await seedScript(store());
    const published = await Promise.all(
      Array.from({ length: 50 }, (_, i) => store().versions.publish(aPublish(script, { at: 2_000 + i }))),
    );
    const numbers = published.map(({ version }) => version.number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    for (const { event } of published)
      expect(event.previousVersion).toBe(event.version === 1 ? null : event.version - 1);
    const live = await store().scripts.byId(script.id);
    const last = published.find(({ version }) => version.number === 50)!;
    expect(live).toMatchObject({ liveVersion: 50, liveVersionId: last.version.id });
    expect((await store().versions.events({ realmId: realm.id, limit: 500 })).length).toBe(50);
  });

  test("a publish from an older draft is refused and leaves nothing", async () => {
    const { realm, script } = await seedScript(store());
    await store().drafts.save({
      scriptId: script.id,
      source: "newer",
      baseRevision: 1,
      userId: null,
      nowMs: 5,
    });
    const fault = await expectFault(store().versions.publish(aPublish(script)), "conflict");
    expect(fault.details).toEqual({ revision: 2, expected: 1 });
    expect(await versionsOf(script.id)).toEqual([]);
    expect(await store().versions.events({ realmId: realm.id })).toEqual([]);
    expect(await store().scripts.byId(script.id)).toEqual(script);
  });

  test("the same idempotency key publishes once, even at the same time", async () => {
    const { script } = await seedScript(store());
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => store().versions.publish(aPublish(script, { idempotencyKey: "k1" }))),
    );
    expect(new Set(answers.map(({ version }) => version.id)).size).toBe(1);
    expect((await versionsOf(script.id)).length).toBe(1);
    // The draft has moved on since; the answer is still the first one's.
    await store().drafts.save({
      scriptId: script.id,
      source: "newer",
      baseRevision: 1,
      userId: null,
      nowMs: 5,
    });
    expect(await store().versions.publish(aPublish(script, { idempotencyKey: "k1" }))).toEqual(answers[0]);
    const other = await store().versions.publish(
      aPublish(script, { idempotencyKey: "k2", draftRevision: 2 }),
    );
    expect(other.version.number).toBe(2);
    await expectFault(
      store().versions.rollback(rollbackTo(script, answers[0]!.version.id, { idempotencyKey: "k2" })),
      "conflict",
    );
  });

  test("rollback makes an earlier version live as a new event", async () => {
    const { script } = await seedScript(store());
    const one = await store().versions.publish(aPublish(script));
    await store().versions.publish(aPublish(script, { at: 2_500 }));
    const input = rollbackTo(script, one.version.id, { idempotencyKey: "r" });
    const event = await store().versions.rollback(input);
    expect(event).toEqual({ ...input, kind: "rollback", version: 1, previousVersion: 2 });
    expect(await store().scripts.byId(script.id)).toMatchObject({
      liveVersion: 1,
      liveVersionId: one.version.id,
    });
    expect(await store().versions.rollback({ ...input, id: newId("pub") })).toEqual(event);
    const three = await store().versions.publish(aPublish(script, { at: 4_000 }));
    expect(three).toMatchObject({ version: { number: 3 }, event: { previousVersion: 1 } });
    const events = await store().versions.events({ realmId: script.realmId, scriptId: script.id });
    expect(events.map(({ kind, version }) => `${kind} ${version}`)).toEqual([
      "publish 3",
      "rollback 1",
      "publish 2",
      "publish 1",
    ]);
    expect((await store().versions.events({ realmId: script.realmId, limit: 1 })).length).toBe(1);
  });

  test("rollback refuses the live version, another script's version, and none", async () => {
    const { script } = await seedScript(store());
    const other = await seedScript(store());
    const own = await store().versions.publish(aPublish(script));
    const foreign = await store().versions.publish(aPublish(other.script));
    await expectFault(store().versions.rollback(rollbackTo(script, own.version.id)), "conflict");
    await expectFault(store().versions.rollback(rollbackTo(script, foreign.version.id)), "not_found");
    await expectFault(store().versions.rollback(rollbackTo(script, newId("ver"))), "not_found");
    expect(await store().scripts.byId(script.id)).toMatchObject({ liveVersion: 1, updatedAt: 2_000 });
  });

  test("publishing an unknown script, or one of another realm, is a not_found", async () => {
    const { script } = await seedScript(store());
    const other = await seedScript(store());
    await expectFault(store().versions.publish(aPublish({ ...script, id: newId("scr") })), "not_found");
    await expectFault(
      store().versions.publish(aPublish({ ...script, realmId: other.realm.id })),
      "not_found",
    );
    await expectFault(store().versions.publish(aPublish(script, { authorId: newId("usr") })), "not_found");
    expect(await versionsOf(script.id)).toEqual([]);
    expect(await store().versions.byNumber(script.id, 1)).toBeNull();
  });
}
