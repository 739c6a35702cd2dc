import { type ErrorAct, type ErrorGroup, errorTriage, newId, type User } from "@scriptyard/model";
import { expect, test } from "vitest";
import type { Subject } from "../contract.ts";
import { expectFault } from "../expect-fault.ts";
import { aFailure, aPublish, aUser, seedScript } from "../fixtures.ts";

export function errorTriageContract({ store, clock }: Subject): void {
  /** A script with so many groups, which occurred a second ago, and somebody who acts on them. */
  async function groupsOf(messages: readonly string[]) {
    const { realm, script } = await seedScript(store());
    const user = await store().users.create(aUser());
    const occur = (message: string, over: object = {}) =>
      store().executions.insertMany([
        aFailure(script, message, { startedAt: clock.nowMs, version: 3, ...over }),
      ]);
    for (const message of messages) await occur(message, { startedAt: clock.nowMs - 1_000 });
    const { items } = await store().errors.list({ realmId: realm.id }, { limit: 50 });
    const ids = messages.map((message) => items.find((group) => group.message === message)!.id);
    const act = async (acting: ErrorAct, on: readonly ErrorGroup["id"][] = ids, by: User = user) => {
      const actId = newId("eac");
      const liveVersions = { [script.id]: 3 };
      const given = { realmId: realm.id, ids: on, act: acting, actId, userId: by.id, liveVersions };
      return { actId, changed: (await store().errors.act(given)).length };
    };
    const shown = async (status?: ErrorGroup["status"]) =>
      (await store().errors.list({ realmId: realm.id, ...(status && { status }) }, { limit: 50 })).items.map(
        ({ message }) => message,
      );
    const group = async () => (await store().errors.byId(ids[0]!))!;
    const kinds = async () => (await store().errors.activity(ids[0]!)).map(({ kind }) => kind);
    return { realm, script, user, ids, occur, act, shown, group, kinds };
  }

  test("a resolved group opens again when it occurs later, not when a late record arrives, and says with which version", async () => {
    clock.nowMs = 1_700_000_100_000;
    const { realm, ids, occur, act, group, user, kinds } = await groupsOf(["boom"]);
    expect(await store().errors.openCount(realm.id)).toBe(1);
    expect(await act({ kind: "resolve" })).toMatchObject({ changed: 1 });
    expect(await act({ kind: "resolve" })).toMatchObject({ changed: 0 });
    expect(await group()).toMatchObject({
      status: "resolved",
      resolvedVersion: 3,
      statusBy: user.id,
      statusAt: clock.nowMs,
    });
    expect(await store().errors.openCount(realm.id)).toBe(0);

    await occur("boom", { startedAt: clock.nowMs - 500 });
    expect(await group()).toMatchObject({ status: "resolved", count: 2 });
    await occur("boom", { startedAt: clock.nowMs + 1_000, version: 5 });
    expect(await group()).toMatchObject({
      status: "open",
      count: 3,
      statusBy: null,
      resolvedVersion: 3,
      cameBack: true,
      cameBackVersion: 5,
    });
    expect(await kinds()).toEqual(["resolved", "returned"]);
    const [resolved, returned] = await store().errors.activity(ids[0]!);
    expect([resolved!.version, returned!.version]).toEqual([3, 5]);
    await expectFault(act({ kind: "reopen" }, [newId("erg")]), "not_found");
    expect(await store().errors.byId(newId("erg"))).toBeNull();
  });

  test("a mute ends by itself when its time passes: it counts again, and the activity says so", async () => {
    const { realm, act, group, shown, occur, kinds } = await groupsOf(["boom", "other"]);
    const until = clock.nowMs + 60_000;
    await act({ kind: "mute", until }, [(await group()).id]);
    expect(await group()).toMatchObject({ status: "muted", mutedUntil: until });
    expect([await shown("muted"), await shown("open")]).toEqual([["boom"], ["other"]]);
    expect(await store().errors.openCount(realm.id)).toBe(1);
    clock.nowMs = until - 1;
    await occur("boom");
    expect(await group()).toMatchObject({ status: "muted", count: 2 });
    clock.nowMs = until;
    expect(await group()).toMatchObject({
      status: "open",
      mutedUntil: null,
      statusAt: until,
      statusBy: null,
    });
    expect([await shown("muted"), (await shown("open")).sort()]).toEqual([[], ["boom", "other"]]);
    expect(await store().errors.openCount(realm.id)).toBe(2);
    expect(await kinds()).toEqual(["muted", "unmuted"]);
    clock.nowMs += 1_000;
    await act({ kind: "resolve" });
    expect(await kinds()).toEqual(["muted", "unmuted", "resolved"]);
  });

  test("a mute ends by itself when it happened so often", async () => {
    const { act, group, occur, kinds } = await groupsOf(["boom"]);
    await act({ kind: "mute-times", times: 2 });
    expect(await group()).toMatchObject({ status: "muted", mutedUntilCount: 3 });
    await occur("boom");
    expect(await group()).toMatchObject({ status: "muted", count: 2 });
    await occur("boom");
    expect(await group()).toMatchObject({ status: "open", count: 3, mutedUntilCount: null });
    expect(await kinds()).toEqual(["muted", "unmuted"]);
  });

  test("one act on many is one, and is taken back as one, but for what changed since", async () => {
    const { ids, act, user, realm, script, group, occur } = await groupsOf(["a", "b", "c"]);
    const other = await store().users.create(aUser());
    await act({ kind: "resolve" }, [ids[0]!]);
    const muting = await act({ kind: "mute", until: clock.nowMs + 60_000 });
    expect(muting.changed).toBe(3);
    await act({ kind: "reopen" }, [ids[1]!]);
    const undo = (userId: User["id"]) =>
      store().errors.undo({ realmId: realm.id, actId: muting.actId, userId });
    expect(await undo(other.id)).toEqual([]);
    const undone = await undo(user.id);
    // The second was reopened since, and stays so.
    const left = [ids[0]!, ids[2]!].map((id) => ({ id, scriptId: script.id }));
    expect(undone.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      left.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const states = await Promise.all(ids.map(async (id) => (await store().errors.byId(id))!.status));
    expect(states).toEqual(["resolved", "open", "open"]);
    expect((await store().errors.activity(ids[2]!)).length).toBe(0);
    expect((await group()).resolvedVersion).toBe(3);

    // What occurred meanwhile counts as if the act had never been.
    const reopened = await act({ kind: "reopen" }, [ids[0]!]);
    await occur("a", { startedAt: clock.nowMs + 5 });
    await store().errors.undo({ realmId: realm.id, actId: reopened.actId, userId: user.id });
    expect(await group()).toMatchObject({ status: "open", cameBack: true });
  });

  test("groups of another realm are not touched", async () => {
    const one = await groupsOf(["a"]);
    const two = await groupsOf(["b"]);
    expect(await one.act({ kind: "resolve" }, [...one.ids, ...two.ids])).toMatchObject({ changed: 1 });
    expect((await two.group()).status).toBe("open");
    await expectFault(one.act({ kind: "resolve" }, two.ids), "not_found");
    expect(await store().errors.scriptsOf(one.realm.id, [...one.ids, ...two.ids])).toEqual([one.script.id]);
  });

  test("comments are kept as they were typed, are bounded, changed and removed", async () => {
    const { ids, user, kinds } = await groupsOf(["boom"]);
    const [groupId] = ids as [ErrorGroup["id"]];
    const add = async (text: string) => {
      const id = newId("eac");
      await store().errors.changeComments({ kind: "comment", id, groupId, userId: user.id, text });
      return id;
    };
    const hostile = "\u0000 <img src=x onerror=alert(1)> \ud800 \u202e";
    const first = await add(hostile);
    const [entry] = await store().errors.activity(groupId);
    expect(entry).toMatchObject({
      id: first,
      kind: "comment",
      text: hostile,
      userId: user.id,
      editedAt: null,
    });
    clock.nowMs += 1_000;
    await store().errors.changeComments({ kind: "edit", id: first, text: "better" });
    expect((await store().errors.activity(groupId))[0]).toMatchObject({
      text: "better",
      editedAt: clock.nowMs,
    });
    expect(await store().errors.commentById(first)).toEqual({
      id: first,
      errorGroupId: groupId,
      userId: user.id,
    });
    for (let i = 1; i < errorTriage.commentsPerGroup; i++) await add(`comment ${i}`);
    await expectFault(add("one more"), "too_large");
    await store().errors.changeComments({ kind: "remove", id: first });
    expect((await kinds()).length).toBe(errorTriage.commentsPerGroup - 1);
    await expectFault(store().errors.changeComments({ kind: "edit", id: first, text: "gone" }), "not_found");
    expect(await store().errors.commentById(first)).toBeNull();
  });

  test("of changes of state the oldest make room, comments stay", async () => {
    const { ids, user, act, kinds } = await groupsOf(["boom"]);
    const id = newId("eac");
    await store().errors.changeComments({
      kind: "comment",
      id,
      groupId: ids[0]!,
      userId: user.id,
      text: "kept",
    });
    for (let i = 0; i < errorTriage.changesPerGroup / 2 + 3; i++) {
      clock.nowMs += 1;
      await act({ kind: "resolve" });
      clock.nowMs += 1;
      await act({ kind: "reopen" });
    }
    const left = await kinds();
    expect(left.length).toBe(errorTriage.changesPerGroup + 1);
    expect(left.filter((kind) => kind === "comment").length).toBe(1);
  });

  test("what was said and done about a group goes with it", async () => {
    clock.nowMs = 1_700_000_900_000;
    const { ids, act, user } = await groupsOf(["boom"]);
    await act({ kind: "resolve" });
    await store().errors.changeComments({
      kind: "comment",
      id: newId("eac"),
      groupId: ids[0]!,
      userId: user.id,
      text: "soon gone",
    });
    await store().executions.prune(clock.nowMs - 500);
    expect(await store().errors.byId(ids[0]!)).toBeNull();
    expect(await store().errors.activity(ids[0]!)).toEqual([]);
  });

  test("versions say who made them, why, and what was live before", async () => {
    const { script } = await seedScript(store());
    const ann = await store().users.create(aUser());
    const first = await store().versions.publish(aPublish(script, { note: "begin", authorId: ann.id }));
    await store().versions.publish(aPublish(script, { note: "by a token" }));
    const wanted = [1, 2, 7].map((number) => ({ scriptId: script.id, number }));
    const origins = await store().versions.origins(wanted);
    expect(origins.sort((a, b) => a.number - b.number)).toEqual([
      {
        scriptId: script.id,
        number: 1,
        authorName: ann.name,
        note: "begin",
        at: first.version.createdAt,
        previousVersion: null,
      },
      expect.objectContaining({ number: 2, authorName: null, note: "by a token", previousVersion: 1 }),
    ]);
    expect(await store().versions.origins([])).toEqual([]);
  });
}
