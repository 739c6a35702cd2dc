import { screen, within } from "@testing-library/react";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aFlow, stats } from "../../testing/given.ts";
import { openPage } from "../../testing/page.tsx";
import { figuresOf } from "./figures.ts";

test("however nodes ran, a flow's figures are theirs added up, and a node that never ran adds nothing", () => {
  const hour = fc.record({ ok: fc.nat(99), error: fc.nat(99) });
  const node = fc.option(fc.array(hour, { maxLength: 30 }));
  fc.assert(
    fc.property(fc.array(node, { maxLength: 6 }), (nodes) => {
      const view = {
        node: "a",
        kind: null,
        scriptId: null,
        status: null,
        liveVersion: null,
        liveLayer: null,
        failing: false,
      };
      const sum = (hours: { ok: number; error: number }[]) =>
        hours.reduce(
          (all, { ok, error }) => ({ executions: all.executions + ok + error, errors: all.errors + error }),
          {
            executions: 0,
            errors: 0,
          },
        );
      const nodeViews = nodes.map((spark) => ({ ...view, stats: spark && stats({ ...sum(spark), spark }) }));
      const { runs, errors, spark } = figuresOf({ nodeViews });
      const all = sum(nodes.flatMap((one) => one ?? []));
      expect({ executions: runs, errors }).toEqual(all);
      // A day has so many hours, whatever a server sends.
      expect(spark).toHaveLength(24);
    }),
  );
});

test("a flow that ran says how often and what share failed; titles are text; one whose nodes are all live says that", async () => {
  const hostile = "<img src=x onerror=alert(1)>";
  const nodeViews = aFlow().nodeViews.map((view) => ({
    ...view,
    status: "live" as const,
    liveLayer: "version" as const,
    stats: stats({ executions: 4_000, errors: 1_999 }),
  }));
  using page = await openPage("/r/acme/flows", {
    "flows.list": () => [aFlow({ title: hostile, nodeViews })],
  });
  const card = within((await screen.findByRole("heading", { name: hostile })).closest("li")!);
  expect(card.getByText("All live")).toBeTruthy();
  const figures = ["runs", "failed"].map((word) =>
    card.getByText(word).textContent?.replaceAll("\u2009", " "),
  );
  expect(figures).toEqual(["12 k runs", "50 % failed"]);
  expect(card.queryByText(/with changes|not live/)).toBeNull();
  expect(page.container.querySelector("main img")).toBeNull();
});
