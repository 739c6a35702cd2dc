// Long: the whole matrix in one place, one line a procedure; what it says is read side by side.
import type { Role } from "@scriptyard/model";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appRouter, costOf } from "../router.ts";
import { type Caller, createWorld, type World } from "../testing/world.ts";

type Least = "anybody" | "signed in" | Role;

/** Who may call what: the contract, written down once more, apart from the code. */
const matrix: Record<string, Least> = {
  "session.me": "anybody",
  "session.signIn": "anybody",
  "session.redeem": "anybody",
  "session.signOut": "signed in",
  "session.list": "signed in",
  "session.end": "signed in",
  "session.changePassword": "signed in",
  "users.list": "admin",
  "users.invite": "admin",
  "users.update": "admin",
  "users.resetLink": "admin",
  "realms.list": "operator",
  "realms.standing": "admin",
  "realms.hosts": "admin",
  "realms.create": "admin",
  "realms.update": "admin",
  "realms.previewSettings": "admin",
  "realms.archive": "admin",
  "realms.remove": "admin",
  "realms.restore": "admin",
  "realms.export": "admin",
  "realms.planImport": "admin",
  "realms.importDifference": "admin",
  "realms.import": "admin",
  "policy.get": "operator",
  "policy.update": "admin",
  "policy.script": "operator",
  "policy.events": "operator",
  "overview.firstSteps": "operator",
  "overview.get": "operator",
  "lookup.find": "operator",
  "lookup.named": "operator",
  "system.health": "operator",
  "system.backup": "admin",
  "flows.list": "operator",
  "flows.get": "operator",
  "flows.templates": "operator",
  "flows.create": "author",
  "flows.createScripts": "author",
  "flows.saveDraft": "author",
  "flows.scripts": "operator",
  "flows.publish": "author",
  "flows.publishes": "operator",
  "flows.version": "operator",
  "flows.traffic": "operator",
  "flows.rollback": "author",
  "flows.rename": "author",
  "flows.removal": "operator",
  "flows.deleted": "operator",
  "flows.remove": "author",
  "flows.restore": "author",
  "flows.try": "operator",
  "flows.personas": "operator",
  "scripts.tree": "operator",
  "scripts.list": "operator",
  "scripts.search": "operator",
  "scripts.named": "operator",
  "scripts.recent": "operator",
  "scripts.get": "operator",
  "scripts.create": "author",
  "scripts.updateSettings": "author",
  "scripts.remove": "author",
  "scripts.templates": "operator",
  "scripts.libraries": "operator",
  "scripts.check": "operator",
  "scripts.preview": "operator",
  "drafts.save": "author",
  "drafts.history": "operator",
  "drafts.state": "operator",
  "drafts.editors": "operator",
  "drafts.lost": "operator",
  "references.find": "operator",
  "references.usedBy": "operator",
  "references.importPaths": "operator",
  "references.importNames": "operator",
  "references.planRename": "author",
  "references.rename": "author",
  "references.undoRename": "author",
  "presence.beat": "operator",
  "versions.list": "operator",
  "versions.get": "operator",
  "versions.publish": "author",
  "versions.rollback": "author",
  "versions.retire": "author",
  "versions.restore": "author",
  "versions.events": "operator",
  "samples.list": "operator",
  "samples.get": "operator",
  "samples.save": "author",
  "samples.remove": "author",
  "samples.fromExecution": "author",
  "executions.list": "operator",
  "executions.histogram": "operator",
  "executions.get": "operator",
  "executions.export": "operator",
  "executions.replay": "operator",
  "executions.trace": "author",
  "errors.list": "operator",
  "errors.get": "operator",
  "errors.openCount": "operator",
  "errors.act": "operator",
  "errors.undo": "operator",
  "errors.activity": "operator",
  "errors.comment": "operator",
  "errors.editComment": "operator",
  "errors.removeComment": "operator",
  "host.declarations": "operator",
  "host.fit": "operator",
  "host.inputSchema": "operator",
  "host.reference": "operator",
  "registry.folder": "operator",
  "registry.withHook": "operator",
  "registry.script": "operator",
  "registry.scripts": "operator",
  "tokens.list": "admin",
  "tokens.create": "admin",
  "tokens.revoke": "admin",
  "tokens.mine": "signed in",
  "tokens.revokeMine": "signed in",
  "partners.list": "operator",
  "partners.renew": "admin",
  "partners.remove": "admin",
  "secrets.list": "operator",
  "secrets.set": "admin",
  "secrets.remove": "admin",
  "state.list": "operator",
  "state.get": "operator",
  "state.edit": "author",
  "state.remove": "author",
  "state.clear": "author",
  "events.stream": "operator",
  "triggers.kinds": "operator",
  "triggers.explain": "operator",
  "triggers.list": "operator",
  "triggers.get": "operator",
  "triggers.create": "author",
  "triggers.update": "author",
  "triggers.remove": "author",
  "triggers.renewSecret": "author",
  "triggers.test": "author",
  "triggers.send": "author",
  "triggers.receivers": "operator",
  "triggers.deadLetters": "operator",
  "triggers.redeliver": "operator",
  "triggers.removeDeadLetter": "operator",
};

const callers: (Role | null)[] = [null, "operator", "author", "admin"];
const rank = { operator: 0, author: 1, admin: 2 };

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** What is bounded per person and realm, and as which kind of work: a procedure that is dear and not here has no bound. */
const costs: Record<string, string> = {
  "session.signIn": "hash",
  "session.redeem": "hash",
  "session.changePassword": "hash",
  "overview.get": "search",
  "lookup.find": "search",
  "lookup.named": "search",
  "scripts.search": "search",
  "scripts.libraries": "search",
  "scripts.list": "search",
  "scripts.named": "search",
  "scripts.recent": "search",
  "triggers.explain": "search",
  "secrets.list": "search",
  "secrets.remove": "search",
  "state.list": "search",
  "state.clear": "search",
  "system.backup": "export",
  "realms.create": "export",
  "realms.standing": "search",
  "realms.export": "export",
  "realms.planImport": "compile",
  "realms.importDifference": "search",
  "realms.import": "compile",
  "realms.previewSettings": "check",
  "flows.create": "compile",
  "flows.createScripts": "compile",
  "flows.saveDraft": "upload",
  "flows.scripts": "check",
  "flows.publish": "compile",
  "flows.rollback": "compile",
  "flows.traffic": "search",
  "flows.try": "preview",
  "scripts.create": "compile",
  "scripts.check": "check",
  "scripts.preview": "preview",
  "scripts.remove": "search",
  "drafts.save": "upload",
  "drafts.history": "search",
  "drafts.state": "search",
  "drafts.editors": "search",
  "drafts.lost": "search",
  "references.find": "check",
  "references.usedBy": "check",
  "references.importPaths": "search",
  "references.importNames": "search",
  "references.planRename": "check",
  "references.rename": "compile",
  "references.undoRename": "compile",
  "versions.publish": "compile",
  "versions.rollback": "compile",
  "versions.retire": "compile",
  "versions.restore": "upload",
  "versions.get": "search",
  "versions.events": "search",
  "samples.get": "search",
  "samples.save": "upload",
  "samples.fromExecution": "upload",
  "executions.get": "search",
  "executions.list": "search",
  "executions.histogram": "search",
  "executions.export": "search",
  "executions.replay": "replay",
  "executions.trace": "replay",
  "errors.get": "search",
  "errors.list": "search",
  "errors.act": "search",
  "errors.undo": "search",
  "errors.activity": "search",
  "policy.events": "search",
  "registry.folder": "search",
  "registry.scripts": "search",
  "registry.withHook": "search",
  "triggers.create": "compile",
  "triggers.update": "compile",
  "triggers.test": "test",
  "triggers.send": "test",
  "triggers.receivers": "search",
  "triggers.deadLetters": "search",
  "triggers.redeliver": "test",
};

/** What reads or writes texts of hundreds of kilobytes in one piece of the loop: one at a time, over all of them and large bodies. */
const large = [
  "drafts.editors",
  "drafts.history",
  "drafts.save",
  "drafts.state",
  "samples.fromExecution",
  "samples.get",
  "samples.save",
  "versions.get",
  "versions.restore",
];

test("what is large takes turns, and what is small passes", async () => {
  const declared = Object.entries(appRouter._def.procedures).filter(
    ([, procedure]) => (procedure as unknown as { _def: { meta?: { large?: true } } })._def.meta?.large,
  );
  expect(declared.map(([path]) => path).sort()).toEqual(large);

  const author = await world.as("author");
  const script = await world.store.scripts.byName(world.realm.id, "login", "risk-check");
  const { revision } = (await world.store.drafts.get(script!.id))!;
  const done: string[] = [];
  await world.services.turns.take("somebody", 1);
  // What a turn takes is rested from: nobody's comes for as long.
  const end = performance.now() + 300;
  while (performance.now() < end);
  const asked = author.drafts.state({ scriptId: script!.id, revision }).catch(String);
  void asked.then(() => done.push("large"));
  await author.realms.list().then(() => done.push("small"));
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(["small"]);
  await asked;
});

test("what costs much is bounded", () => {
  const declared = Object.keys(appRouter._def.procedures).flatMap((path) => {
    const cost = costOf(path);
    return cost === null ? [] : [[path, cost]];
  });
  expect(Object.fromEntries(declared)).toEqual(costs);
});

test("every procedure is in the matrix", () => {
  expect(Object.keys(appRouter._def.procedures).sort()).toEqual(Object.keys(matrix).sort());
});

describe.each(callers)("as %s", (role) => {
  test.each(Object.entries(matrix))("%s needs: %s", async (path, least) => {
    const expected =
      least === "anybody" || (role !== null && (least === "signed in" || rank[role] >= rank[least]))
        ? "allowed"
        : role === null
          ? "UNAUTHORIZED"
          : "FORBIDDEN";
    expect(await outcome(await world.as(role), path)).toBe(expected);
  });
});

/** Without input, whoever gets past the door is refused for the input or answered: both mean "allowed". */
async function outcome(caller: Caller, path: string): Promise<string> {
  const [noun, verb] = path.split(".") as [string, string];
  const call = (caller as unknown as Record<string, Record<string, (input?: unknown) => Promise<unknown>>>)[
    noun
  ]![verb]!;
  try {
    await call();
    return "allowed";
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    return error.code === "UNAUTHORIZED" || error.code === "FORBIDDEN" ? error.code : "allowed";
  }
}
