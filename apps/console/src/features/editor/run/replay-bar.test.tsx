import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { fakeWire } from "../../../testing/wire.ts";
import { createDraftSession } from "../drafts/draft-session.ts";
import type { OpenDraft } from "../drafts/open-drafts.ts";
import { EditorContext, type EditorScope, ScriptContext, type ScriptScope } from "../editor-context.ts";
import { publishSheet } from "../publish/publish-store.ts";
import { type Recording, runOptionsOf } from "./input-store.ts";
import { ReplayBanner } from "./replay-banner.tsx";
import { ReplayBar } from "./replay-bar.tsx";
import { useReplayFollowsEdits } from "./use-replay-follows-edits.ts";
import { useRun } from "./use-run.ts";

afterEach(cleanup);

const broken = 'throw new Error("oops")';
const recording = {
  id: "exe_1",
  scriptId: "scr_replayed",
  source: broken,
  version: 3,
  startedAt: 0,
  args: [{}],
  status: "error",
  errorGroupId: "erg_1",
} as unknown as Recording;

function Bars({ draft, args }: { draft: OpenDraft; args: Recording["args"] }) {
  const run = useRun(draft);
  useReplayFollowsEdits(draft);
  return (
    <>
      <ReplayBanner run={run} />
      <ReplayBar run={run} />
      <button type="button" onClick={() => void run.run(args)}>
        Run
      </button>
    </>
  );
}

let next = 0;
async function replayed(options: { source?: string } = {}) {
  // One script a test: its stores outlive a component on purpose.
  const scriptId = `scr_replayed${next++}`;
  const session = createDraftSession({
    scriptId,
    draft: { revision: 1, source: broken },
    kept: null,
    ports: {
      save: async (_source, revision) => ({ ok: true, revision: revision + 1 }),
      load: async () => ({ revision: 2, source: "a colleague's" }),
      problemOf: () => ({ kind: "server", message: "", retry: false }),
      keep: () => true,
      forget: () => {},
      replace: () => {},
    },
  });
  const model = { getValue: () => session.state().text };
  const draft = { scriptId, session, model } as unknown as OpenDraft;
  const mine = { ...recording, scriptId, ...options } as Recording;
  runOptionsOf(scriptId).set({ replaying: mine, replayOn: "recorded", filled: true });
  const route = { realm: "acme", search: {}, patch: () => {} } as unknown as EditorScope["route"];
  const scope: EditorScope = {
    route,
    userId: "usr_1",
    readOnlyReason: null,
    traceBlocked: null,
    runBlocked: null,
  };
  const script = { draft, detail: { item: { id: scriptId, module: "login", name: "risk" } } };
  await show(
    <EditorContext value={scope}>
      <ScriptContext value={script as unknown as ScriptScope}>
        <Bars draft={draft} args={mine.args} />
      </ScriptContext>
    </EditorContext>,
  );
  return { session, scriptId };
}
const chosen = () => screen.getByRole<HTMLInputElement>("radio", { checked: true }).value;

test("the first edit goes on with the draft, and says so", async () => {
  const { session } = await replayed();
  expect(screen.getByText(/Your draft is the same text: typing goes on with the draft/)).toBeTruthy();
  act(() => session.edit("return 1"));
  expect(chosen()).toBe("draft");
  expect(screen.getByText("with your draft").parentElement?.textContent).toMatch(
    /^Replaying exe_.*with your draft/,
  );
});

test("what a colleague saves is no edit of mine: the recorded text stays, read-only", async () => {
  const { session } = await replayed();
  await act(async () => session.hear(2));
  expect(session.state().text).toBe("a colleague's");
  expect(chosen()).toBe("recorded");
  expect(screen.getByText(/as it ran, read-only/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Back to draft" }));
  expect(chosen()).toBe("draft");
});

test("a draft that passes with the recorded input offers to publish and to resolve the error", async () => {
  const ran = { id: "exe_2", status: "ok", error: null, result: null, effects: [] };
  const fixed = { ...recording, ...ran, sameNumbers: false };
  using wire = fakeWire({ "scripts.preview": () => fixed });
  const { session, scriptId } = await replayed();
  act(() => session.edit("return 1"));
  expect(screen.queryByRole("button", { name: /resolve this error/ })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Run" }));
  fireEvent.click(await screen.findByRole("button", { name: "Publish… and resolve this error" }));
  expect(wire.sent("scripts.preview")).toMatchObject([{ source: "return 1", replayOf: "exe_1" }]);
  expect(publishSheet.get()).toEqual({ scriptId, resolves: "erg_1" });
  expect(screen.getByText(/Its random numbers are not the recorded ones/)).toBeTruthy();
  // What passed is another text than the one that stands there now.
  act(() => session.edit("return 2"));
  expect(screen.queryByRole("button", { name: /resolve this error/ })).toBeNull();
});
