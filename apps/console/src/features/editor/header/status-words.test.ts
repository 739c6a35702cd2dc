import fc from "fast-check";
import { expect, test } from "vitest";
import { type StatusInput, scriptStatus } from "./status-words.ts";

const label = (change: Partial<StatusInput> = {}) =>
  scriptStatus({
    item: {
      status: "live-with-changes",
      liveVersion: 12,
      retiredVersion: null,
      changedLines: 3,
      liveLayer: "version",
    },
    errors: 0,
    publish: { status: "idle" },
    readOnlyReason: null,
    ...change,
  }).label;

test("every state has its words", () => {
  expect(label()).toBe("Live v12, 3 changes");
  expect(
    label({
      item: {
        status: "live-with-changes",
        liveVersion: 12,
        retiredVersion: null,
        changedLines: 1,
        liveLayer: "version",
      },
    }),
  ).toBe("Live v12, 1 change");
  expect(
    label({
      item: { status: "live", liveVersion: 12, retiredVersion: null, changedLines: 0, liveLayer: "version" },
    }),
  ).toBe("Live v12");
  expect(
    label({
      item: {
        status: "never-published",
        liveVersion: null,
        retiredVersion: null,
        changedLines: 0,
        liveLayer: null,
      },
    }),
  ).toBe("Never published");
  const unpublished = {
    status: "never-published",
    liveVersion: null,
    retiredVersion: null,
    changedLines: 0,
  } as const;
  expect(label({ item: { ...unpublished, liveLayer: "file" } })).toBe("Live file");
  expect(label({ item: { ...unpublished, liveLayer: "default" } })).toBe("Live default");
  const retired = { status: "retired", liveVersion: null, retiredVersion: 4, changedLines: 0 } as const;
  expect(label({ item: { ...retired, liveLayer: null } })).toBe("Retired");
  expect(label({ item: { ...retired, liveLayer: "default" } })).toBe("Live default");
  expect(label({ errors: 2 })).toBe("Live v12, invalid draft");
  expect(label({ errors: 2, item: { ...unpublished, liveLayer: "file" } })).toBe("Live file, invalid draft");
  expect(label({ errors: 2, item: { ...unpublished, liveLayer: null } })).toBe("Invalid draft");
  expect(label({ publish: { status: "publishing" } })).toBe("Publishing…");
  expect(label({ publish: { status: "publishing", turn: { behind: 3 } } })).toBe("Waiting behind 3…");
  expect(label({ publish: { status: "failed", message: "no" } })).toBe("Publish failed");
  expect(label({ version: 3, errors: 1 })).toBe("Read-only (version 3)");
});

test("a roll-back is said, with who, why and what a publish would do", () => {
  const rolledBack = { newest: 4, by: "Ada", note: "asks everybody", at: 0 };
  const item = {
    status: "live-with-changes",
    liveVersion: 1,
    retiredVersion: null,
    changedLines: 1,
    liveLayer: "version",
  } as const;
  const said = (over: Partial<StatusInput["item"]> = {}) =>
    scriptStatus({
      item: { ...item, ...over },
      rolledBack,
      errors: 0,
      publish: { status: "idle" },
      readOnlyReason: null,
    });
  expect(said()).toMatchObject({
    label: "Live v1, rolled back",
    hint: "Ada rolled back from v4: “asks everybody”. The draft differs from version 1 in 1 line: publishing may bring back what was rolled back.",
  });
  const same = said({ status: "live", changedLines: 0 });
  expect(same.label).toBe("Live v1, rolled back");
  expect(same.hint).toBe(
    "Version 1 runs, and the draft is the same text. Ada rolled back from v4: “asks everybody”.",
  );
});

test("what runs is said even when the draft is broken", () => {
  const { hint } = scriptStatus({
    item: {
      status: "live-with-changes",
      liveVersion: 12,
      retiredVersion: null,
      changedLines: 3,
      liveLayer: "version",
    },
    errors: 1,
    publish: { status: "idle" },
    readOnlyReason: null,
  });
  expect(hint).toContain("Version 12 goes on running");
});

test("no state is a hole: each has words, a sentence, and what is live in it unless it is read-only", () => {
  const item = fc.record({
    status: fc.constantFrom(
      "never-published" as const,
      "retired" as const,
      "live" as const,
      "live-with-changes" as const,
    ),
    changedLines: fc.nat(5),
    liveLayer: fc.constantFrom("version" as const, "file" as const, "default" as const, null),
  });
  const publish = fc.constantFrom(
    { status: "idle" as const },
    { status: "publishing" as const },
    { status: "publishing" as const, turn: { behind: null } },
    { status: "failed" as const, message: "No." },
  );
  fc.assert(
    fc.property(item, fc.nat(3), publish, (state, errors, how) => {
      const isPublished = state.status === "live" || state.status === "live-with-changes";
      // As the server tells it: what is published has a version.
      const liveVersion = isPublished ? 12 : null;
      const liveLayer = isPublished ? "version" : state.liveLayer === "version" ? null : state.liveLayer;
      const said = scriptStatus({
        item: { ...state, liveVersion, liveLayer, retiredVersion: state.status === "retired" ? 4 : null },
        errors,
        publish: how,
        readOnlyReason: null,
      });
      expect(`${said.label} ${said.hint}`).not.toMatch(/null|undefined|NaN| {2}/);
      expect(said.hint).toMatch(/^[A-Z].*\.$/);
      expect(said.label).toMatch(/^[A-Z]/);
      if (how.status !== "idle") return;
      if (liveVersion !== null) expect(said.label).toContain("Live v12");
      else if (liveLayer !== null) expect(said.label).toContain(`Live ${liveLayer}`);
      else expect(said.label).not.toContain("Live");
      expect(said.tone === "error").toBe(errors > 0 && state.status !== "live");
    }),
  );
});
