import { newId } from "@scriptyard/model";
import type { Store } from "../store.ts";
import { aTrigger } from "./a-trigger.ts";
import {
  aCode,
  aFailure,
  aFlow,
  aFlowSession,
  anExecution,
  aPublish,
  aSample,
  aUser,
  seedScript,
  sha256,
  uniqueSlug,
} from "./fixtures.ts";

export type FullRealm = Awaited<ReturnType<typeof aFullRealm>>;

/** Something in every table that knows realms; of records more than one turn removes. */
export async function aFullRealm(store: Store, nowMs: number) {
  const { realm, script } = await seedScript(store);
  const user = await store.users.create(aUser());
  await store.samples.save(aSample(script));
  await store.versions.publish(aPublish(script));
  const failure = aFailure(script, "no");
  await store.executions.insertMany([
    failure,
    ...Array.from({ length: 1_100 }, (_, i) => anExecution(script, { startedAt: nowMs - i * 1_000 })),
  ]);
  const lost = { scriptId: script.id, source: "lost", baseRevision: 99, userId: user.id, nowMs };
  await store.drafts.save(lost);
  const [group] = (await store.errors.list({ realmId: realm.id }, { limit: 1 })).items;
  await store.errors.act({
    realmId: realm.id,
    ids: [group!.id],
    act: { kind: "resolve", version: 1 },
    actId: newId("eac"),
    userId: user.id,
    liveVersions: {},
  });
  const flow = await store.flows.save(aFlow(realm));
  const { id: flowId, entry, nodes, edges } = flow;
  const drawn = {
    flowId,
    graph: { entry, nodes, edges: edges.slice(1) },
    baseRevision: 0,
    userId: null,
    nowMs,
  };
  await store.flows.saveDraft(drawn);
  await store.flows.publish({ id: newId("pub"), flowId, note: "x", authorId: null, at: nowMs, revision: 1 });
  const session = aFlowSession(flow);
  await store.flowSessions.create(session);
  const way = { from: entry, to: "done", outcome: null };
  await store.executions.insertMany(
    [],
    [
      {
        kind: "walked",
        realmId: realm.id,
        flowId,
        at: nowMs,
        runs: [{ node: entry, failed: false }],
        ways: [way],
      },
    ],
  );
  const code = aCode(realm);
  await store.codes.issue(code);
  const trigger = await store.triggers.create(aTrigger(script));
  await store.triggers.saveStates([
    {
      triggerId: trigger.id,
      failures: 1,
      lastRunAt: 1,
      lastStatus: "ok",
      lastExecutionId: null,
      lastScheduledAt: null,
    },
  ]);
  await store.hookSignatures.claim({ triggerId: trigger.id, signature: uniqueSlug("s"), until: 9e15 }, 1);
  const message = {
    id: newId("msg"),
    topic: "a",
    payload: null,
    headers: {},
    time: "2026-05-04T09:00:00.000Z",
  };
  await store.bus.write([{ kind: "put", realmId: realm.id, message, triggerIds: [trigger.id] }]);
  await store.deadLetters.insertMany([
    {
      id: newId("dlt"),
      realmId: realm.id,
      triggerId: trigger.id,
      message,
      reason: "disabled",
      error: "no",
      attempts: 1,
      executionId: null,
      at: 1,
    },
  ]);
  await store.partnerKeys.save({
    id: newId("ptn"),
    realmId: realm.id,
    name: "shop",
    sealedKey: "x",
    createdBy: null,
    createdAt: 1,
  });
  await store.secrets.put(
    {
      id: newId("sct"),
      realmId: realm.id,
      name: "pay",
      script: null,
      sealed: "x",
      createdBy: null,
      createdAt: 1,
    },
    { versions: 3, basedOn: null },
  );
  const place = { kind: "value", scope: "realm", owner: "", key: "visits" } as const;
  await store.state.apply({ realmId: realm.id, nowMs, room: { keys: 10, bytes: 10_000 } }, [
    { ...place, act: "set", value: 1, ttlMs: null },
  ]);
  const token = {
    id: newId("tok"),
    realmId: realm.id,
    name: "gateway",
    tokenHash: sha256(realm.id),
    hint: "sy_",
    createdBy: user.id,
    createdAt: 1,
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
    scopes: [],
    role: null,
  };
  await store.tokens.create(token);
  await store.securityEvents.save({
    id: newId("sec"),
    realmId: realm.id,
    kind: "realm",
    subject: realm.name,
    message: "made",
    level: "",
    scriptId: null,
    script: null,
    version: null,
    trigger: null,
    executionId: null,
    userId: null,
    requestId: null,
    count: 1,
    at: 1,
    lastAt: 1,
  });
  await store.meta.set(`seed.triggers.${realm.id}`, "[]");
  return { realm, script, session, code, trigger, message, token };
}
