import type { Destination } from "@scriptyard/model";
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { LeadsTo } from "./leads-to.tsx";

afterEach(cleanup);

const said = (to: Destination) => render(<LeadsTo to={to} />).container.textContent;

describe("a decision to continue", () => {
  const node = { kind: "node", flow: "login" } as const;

  test("says by which edge to which node", () =>
    expect(said({ ...node, outcome: "suspicious", to: "second-factor", title: "Second factor" })).toBe(
      "→ suspicious → Second factor",
    ));

  test("says default for the default edge, and the end", () =>
    expect(said({ ...node, outcome: null, to: "done", title: "the end" })).toBe("→ default → the end"));

  test("says that there is no such edge, and what there is", () => {
    const instead = 'Known: "suspicious". Did you mean "suspicious"?';
    expect(said({ kind: "no-edge", flow: "login", outcome: "suspicous", instead })).toBe(
      `→ suspicous no such edge in login${instead}`,
    );
  });

  test("says that the script is in no flow", () => {
    expect(said({ kind: "no-flow", outcome: null })).toBe("In no flow");
    expect(said({ kind: "no-flow", outcome: "a" })).toBe("→ a · In no flow");
  });
});
