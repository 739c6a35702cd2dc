import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Diagnostic } from "@scriptyard/model";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";
import { decision, fault, go } from "../../testing/scripts.ts";

let machines: Machines;
let lab: Lab;
let scriptId: string;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());
beforeEach(async () => {
  lab = await openLab(machines);
  ({ scriptId } = await lab.publish("login/risk", decision(go())));
});
afterEach(() => lab[Symbol.asyncDispose]());

const either = decision(`return { action: "continue", outcome: form === null ? "suspicous" : "trusted" };`);
const draw = (...outcomes: string[]) =>
  lab.flow(
    "login",
    [{ name: "risk", kind: "decision" }],
    [["risk", "done"], ...outcomes.map((outcome): [string, string, string] => ["risk", "done", outcome])],
  );
const check = (source: string) => lab.runner.check({ scriptId, source }, actor);

describe("outcomes without an edge, before they run", () => {
  test("are errors at the literal", async () => {
    await draw("suspicious", "trusted");
    expect(await check(either)).toEqual([
      {
        file: "login/risk",
        line: 2,
        column: 55,
        endLine: 2,
        endColumn: 66,
        code: "scriptyard/unknown-outcome",
        severity: "error",
        source: "flow",
        message:
          '"suspicous" has no edge from "risk" in the flow "login". Known: "suspicious", "trusted". Did you mean "suspicious"?',
        remedy: "Correct the outcome, or draw its edge in the flow first.",
      } satisfies Diagnostic,
    ]);
  });

  test("keep a draft from being published, and not from being previewed", async () => {
    await draw("trusted");
    const revision = await lab.save(scriptId, either);
    const refused = await fault(lab.runner.publish({ scriptId, note: "n", revision }, actor));
    expect(refused).toMatchObject({ code: "draft_invalid" });
    expect(refused.message).toContain('"suspicous" has no edge from "risk"');
    await draw("trusted", "suspicous");
    await lab.runner.publish({ scriptId, note: "n", revision }, actor);
  });

  test("are nothing to say of a script that is no node, and of a hook that decides nothing", async () => {
    expect(await check(either)).toEqual([]);
    await lab.flow("login", [{ name: "other", kind: "decision" }], [["other", "done"]]);
    expect(await check(either)).toEqual([]);
    await lab.flow("login", [{ name: "risk", kind: "block" }], [["risk", "done"]]);
    expect(await check(either)).toEqual([]);
  });

  test("without a default edge a decision has to name one", async () => {
    await lab.flow("login", [{ name: "risk", kind: "decision" }], [["risk", "done", "trusted"]]);
    const silent = (body: string) => decision(`if (form) ${go("trusted")} ${body} ${go()}`);
    expect(await check(silent(""))).toMatchObject([
      {
        severity: "error",
        line: 2,
        message: expect.stringMatching(/^The default outcome has no edge.*Name one/),
      },
    ]);
    const counted = "const failedLogins = 3, redirected = failedLogins > 5;";
    expect(await check(silent(counted))).toMatchObject([{ severity: "error" }]);
    const leaving = await check(silent(`flow.redirect("https://pay.example.com/");`));
    expect(leaving).toMatchObject([{ severity: "warning", code: "scriptyard/unknown-outcome" }]);
  });

  test("an edge that is never taken is a warning at the hook, unless more may be answered than is seen", async () => {
    await draw("trusted", "suspicious");
    expect(await check(decision(go("trusted")))).toMatchObject([
      {
        severity: "warning",
        source: "flow",
        line: 1,
        column: 1,
        endColumn: 26,
        message: 'No decision of this script takes the edge "suspicious" from "risk" in the flow "login"',
      },
    ]);
    expect(await check(decision(`return { action: "continue", outcome: String(form?.x) };`))).toEqual([]);
    await lab.publish(
      "shared/leave",
      `export const leave = () => flow.redirect("https://pay.example.com", { resume: "suspicious", partner: "p" });`,
      { hook: null },
    );
    const leaving = `import { leave } from "shared/leave";\n${decision(`leave(); ${go("trusted")}`)}`;
    expect(await check(leaving)).toEqual([]);
  });

  test("are told when a flow is saved without an edge that a live script leaves by", async () => {
    await draw("suspicous", "trusted");
    await lab.republish(scriptId, either);
    expect(await draw("suspicous", "trusted")).toMatchObject({ warnings: [] });
    expect(await draw("trusted")).toMatchObject({
      warnings: [
        'The live version 2: "suspicous" has no edge from "risk" in the flow "login". Known: "trusted"',
      ],
    });
  });
});

test("a file with an outcome that has no edge is not used until the flow has it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-outcomes-"));
  try {
    await mkdir(join(folder, "login"));
    await writeFile(join(folder, "login/risk.ts"), either);
    await using files = await openLab(machines, { folder });
    const realm = files.realm.name;
    const nodes = [{ name: "risk", kind: "decision" as const }];
    const file = async () => {
      const [risk] = await files.runner.sources(realm, [{ module: "login", name: "risk" }]);
      return risk?.layers.find(({ layer }) => layer === "file");
    };
    await files.flow("login", nodes, [
      ["risk", "done"],
      ["risk", "done", "trusted"],
    ]);
    await expect.poll(file).toMatchObject({ valid: false, problem: expect.stringContaining("suspicous") });
    await files.flow("login", nodes, [
      ["risk", "done"],
      ["risk", "done", "trusted"],
      ["risk", "done", "suspicous"],
    ]);
    await expect.poll(file).toMatchObject({ valid: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});
