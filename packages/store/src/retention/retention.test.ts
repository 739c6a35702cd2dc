import { Fault } from "@scriptyard/model";
import { expect, test } from "vitest";
import { createStore, startRetention } from "../index.ts";
import { aCode, aFlow, aFlowSession, anExecution, seedScript } from "../testing/fixtures.ts";

const dayMs = 86_400_000;
const nowMs = 1_700_000_000_000;

test("a round removes records past their days and flow sessions a day after their end", async () => {
  const store = await createStore({ memory: true });
  const { realm, script } = await seedScript(store);
  const flow = await store.flows.save(aFlow(realm));
  const ages = [1, 6.9, 7.1, 40];
  await store.executions.insertMany(
    ages.map((days) => anExecution(script, { startedAt: nowMs - days * dayMs })),
  );
  await store.flowSessions.create(aFlowSession(flow, { expiresAt: nowMs - dayMs / 2 }));
  await store.flowSessions.create(aFlowSession(flow, { expiresAt: nowMs - 2 * dayMs }));
  await store.codes.issue(aCode(realm, { expiresAt: nowMs - dayMs / 2, purpose: "kept" }));
  await store.codes.issue(aCode(realm, { expiresAt: nowMs - 2 * dayMs }));
  using retention = startRetention(store, { executionDays: 7, now: () => nowMs });
  expect(await retention.prune()).toEqual({
    executions: 2,
    flowSessions: 1,
    flows: 0,
    securityEvents: 0,
    state: 0,
    codes: 1,
    realms: [],
  });
  expect(await retention.prune()).toEqual({
    executions: 0,
    flowSessions: 0,
    flows: 0,
    securityEvents: 0,
    codes: 0,
    state: 0,
    realms: [],
  });
  await store.close();
});

test("rounds come by themselves; a failing one is reported and the next one comes", async () => {
  const store = await createStore({ memory: true });
  const faults: Fault[] = [];
  const failing = {
    executions: { ...store.executions, prune: () => Promise.reject(new Fault("storage", "disk full")) },
    flowSessions: store.flowSessions,
    flows: store.flows,
    securityEvents: store.securityEvents,
    codes: store.codes,
    state: store.state,
    realms: store.realms,
  };
  using _retention = startRetention(failing, { intervalMs: 1, onError: (fault) => void faults.push(fault) });
  await expect.poll(() => faults.length).toBeGreaterThan(1);
  expect(() => startRetention(store, { executionDays: 0 })).toThrow("executionDays");
  await store.close();
});
