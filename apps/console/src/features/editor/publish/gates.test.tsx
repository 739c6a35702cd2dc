import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { show } from "../../../testing/show.tsx";
import { EditorContext, type EditorScope, ScriptContext, type ScriptScope } from "../editor-context.ts";
import { Gates } from "./gates.tsx";

afterEach(cleanup);

const nothing = () => {};
const route = { realm: "acme", module: null, name: null, search: {}, patch: nothing, open: nothing };
const scope: EditorScope = {
  route: { ...route, home: nothing },
  userId: "usr_1",
  readOnlyReason: null,
  traceBlocked: null,
  runBlocked: null,
};
const script = {
  detail: { item: { module: "shop", name: "orders" } },
  editor: null,
} as Partial<ScriptScope> as ScriptScope;
const noEdge = {
  severity: "error" as const,
  source: "flow" as const,
  code: "scriptyard/no-edge",
  message: "no edge",
  remedy: null,
  file: "shop/orders",
  line: 1,
  column: 1,
};

async function gates(props: Partial<Parameters<typeof Gates>[0]>) {
  cleanup();
  await show(
    <EditorContext value={scope}>
      <ScriptContext value={script}>
        <Gates findings={[]} note="" decides={false} onLeave={nothing} {...props} />
      </ScriptContext>
    </EditorContext>,
  );
  return screen.getAllByRole("listitem").map((item) => item.textContent);
}

test("edges of a flow are spoken of where a script decides one, or has a finding of it", async () => {
  expect((await gates({ decides: true })).join()).toContain("each has its edge in the flow");
  expect((await gates({})).join()).not.toContain("edge");
  expect((await gates({ findings: [noEdge as never] })).join()).toContain("Outcomes 1 finding");
});

test("what was not checked, because the text does not parse, is not said to pass", async () => {
  const unclosed = { ...noEdge, source: "syntax", code: "1005", message: "'}' expected." };
  const said = (await gates({ decides: true, findings: [unclosed as never] })).join();
  expect(said).toContain("Types checked when the text parses");
  expect(said).toContain("Outcomes checked when the text parses");
  expect(screen.getAllByLabelText("not checked")).toHaveLength(2);
  expect(screen.queryByLabelText("passed")).toBeNull();
});
