import { createInstantHoverDelegate } from "monaco-editor/base/browser/ui/hover/hoverDelegateFactory.js";
import { expect, test } from "vitest";
import { monaco } from "./setup.ts";

test("an editor goes on making its widgets when a later one is gone", async () => {
  const place = () => document.body.appendChild(document.createElement("div"));
  const first = monaco.editor.create(place(), { value: "one", overviewRulerLanes: 0 });
  const later = monaco.editor.createDiffEditor(place(), {
    renderOverviewRuler: false,
    overviewRulerLanes: 0,
  });
  await Promise.resolve();
  later.dispose();
  // What a list of suggestions asks for when it is made, at some idle moment.
  expect(() => createInstantHoverDelegate().dispose()).not.toThrow();
  first.dispose();
});
