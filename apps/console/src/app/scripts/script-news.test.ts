import { type InfiniteData, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { fakeWire } from "../../testing/wire.ts";
import { queryClient } from "../trpc.ts";
import type { RowsPage } from "./patch.ts";
import { rowsKey, type ScriptItem } from "./queries.ts";
import { hearOfScripts, rememberScript } from "./script-news.ts";

const script = (draftRevision: number) =>
  ({
    id: "scr_1",
    module: "login",
    name: "risk",
    status: "never-published",
    liveLayer: null,
    liveVersion: null,
    failures: 0,
    draftRevision,
  }) as unknown as ScriptItem;

test("an answer that was overtaken by a save does not bring the older draft back", async () => {
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    answer = resolve;
  });
  using wire = fakeWire({
    "scripts.named": async () => {
      await asked;
      return { items: [{ ...script(2), failures: 1 }], modules: [] };
    },
  });
  const queryKey = rowsKey("acme", null);
  const first: InfiniteData<RowsPage> = {
    pages: [{ items: [script(1)], next: null }],
    pageParams: [null],
  };
  queryClient.setQueryData(queryKey, first);
  const looks = new QueryObserver<InfiniteData<RowsPage>>(queryClient, { queryKey, staleTime: Infinity });
  const leave = looks.subscribe(() => {});
  const revision = () => looks.getCurrentResult().data?.pages[0]?.items[0]?.draftRevision;

  const heard = hearOfScripts("acme", { ids: ["scr_1"] });
  rememberScript("acme", script(3));
  expect(revision()).toBe(3);
  answer();
  await heard;
  expect(wire.sent("scripts.named").length).toBe(1);
  expect(revision()).toBe(3);
  leave();
});
