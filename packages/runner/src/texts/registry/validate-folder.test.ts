import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { wargame } from "@scriptyard/hosts";
import { sourceLimits } from "@scriptyard/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openArena } from "../../testing/arena.ts";
import type { Machines } from "../../testing/lab.ts";
import { startMachines } from "../../testing/lab.ts";
import type { ScriptSources, SourcesFolder } from "./types.ts";
import { validateFolder } from "./validate-folder.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const handler = (body: string) => `export function onMessage(message: BusMessage): void {\n  ${body}\n}\n`;
const using = (specifier: string) =>
  `import { greet } from "${specifier}";\n${handler("log.info(greet());")}`;
const greet = 'export const greet = (): string => "hello";\n';

/** Path, text, and what is wrong with it; null = it is a script. */
const table: [path: string, text: string | Uint8Array, problem: RegExp | null][] = [
  ["wargame/good.ts", handler("log.info(message.topic);"), null],
  ["wargame/plain.js", "export function onMessage(message) { log.info(message.topic); }\n", null],
  ["wargame/hit_simulator.ts", handler('publish("battle.hit", {});'), null],
  ["wargame/library.ts", "export const two = 2;\n", null],
  ["shared/words.ts", greet, null],
  ["wargame/greets.ts", using("shared/words"), null],
  [
    "wargame/ships.ts",
    `import { rounded } from "shared/battle";\n${handler("log.info(String(rounded(1)));")}`,
    null,
  ],
  ["wargame/marked.ts", `\ufeff${handler("log.info('x');")}`, null],
  ["@arena/wargame/good.ts", handler('log.info("arena");'), null],
  ["@arena/shared/words.ts", 'export const greet = (): string => "arena";\n', null],
  ["@arena/wargame/types.ts", handler("log.info(message.tpic);"), /:2:20 .*tpic/],
  ["@Arena/wargame/good.ts", handler(""), /is not the name of a realm/],
  ["wargame/empty.ts", "", /is empty/],
  ["wargame/large.ts", `// ${"x".repeat(sourceLimits.bytes)}\n`, /is larger than 262 144 bytes/],
  ["wargame/latin.ts", Uint8Array.from([0x2f, 0x2f, 0xe4]), /is not UTF-8/],
  ["wargame/syntax.ts", "export function onMessage( {", /syntax:1/],
  ["wargame/types.ts", handler("log.info(message.tpic);"), /:2:20 .*tpic/],
  ["wargame/policy.ts", handler('eval("1");'), /eval/],
  ["wargame/deep.ts", handler("(".repeat(600)), /1 error|nest/],
  ["wargame/missing.ts", using("shared/nothing"), /shared\/nothing/],
  ["shared/broken.ts", "export const greet = (): string => 1;\n", /:1:/],
  ["wargame/uses_broken.ts", using("shared/broken"), /shared\/broken/],
  ["wargame/throws.ts", `${handler("")}throw new Error("at the top");\n`, /does not load/],
  ["wargame/clock.ts", `${handler("")}export const at = Date.now();\n`, /read the clock inside the hook/],
  [
    "wargame/several.ts",
    `${handler("")}export function onRequest(): HookResponse { return { status: 200 }; }\n`,
    /several hooks/,
  ],
  ["wargame/damage_calculator.ts", "export const nothing = 1;\n", /onCall|onMessage|onRequest/],
  ["wargame/twice.ts", handler(""), /wargame\/twice\.js is the same script/],
  ["wargame/twice.js", "export function onMessage() {}\n", /wargame\/twice\.ts is the same script/],
  ["wargame/Bad Name.ts", handler(""), /"Bad Name" is not the name of a script/],
  ["wargame/deeper/too.ts", handler(""), /too deep/],
  ["wargame/notes.py", "pass", /No language has the extension/],
  ["wargame/module.mts", handler(""), /No language has the extension/],
  ["wargame/element.tsx", handler(""), /No language has the extension/],
  ["loose.ts", handler(""), /lies in no module/],
];
const links: [path: string, to: string, problem: RegExp | null][] = [
  ["wargame/inside.ts", "good.ts", null],
  ["wargame/outside.ts", "../../secret.ts", /outside of the scripts folder/],
  ["away", "../elsewhere", /outside of the scripts folder/],
];

test("a server and the command judge every file alike, in the same words", async () => {
  const home = await mkdtemp(join(tmpdir(), "scriptyard-doors-"));
  const folder = join(home, "scripts");
  for (const [path, text] of [...table, ["../secret.ts", greet], ["../elsewhere/x.ts", greet]] as const) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const [path, to] of links) await symlink(to, join(folder, path));

  const { checker, sandbox } = machines;
  const validated = await validateFolder({ folder, host: wargame, checker, sandbox });
  const command = new Map(validated.map(({ path, problem }) => [path, problem]));
  await using arena = await openArena(machines, { home });
  const server = judged(
    await settled(async () => ({
      ...(await arena.runner.sourcesFolder("arena")),
      scripts: await arena.runner.sources("arena", await arena.runner.sourceNames("arena")),
    })),
  );

  for (const [path, , problem] of [...table, ...links]) {
    if (problem === null) expect([path, command.get(path)]).toEqual([path, null]);
    else expect(command.get(path), path).toMatch(problem);
    expect([path, server.get(path)]).toEqual([path, command.get(path)]);
  }
  expect([...command.keys()].sort()).toEqual([...server.keys()].sort());
  await rm(home, { recursive: true, force: true });
}, 120_000);

test("only what is asked for is judged, with the libraries it imports", async () => {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-only-"));
  await mkdir(join(folder, "shared"));
  await mkdir(join(folder, "wargame"));
  await writeFile(join(folder, "shared/words.ts"), greet);
  await writeFile(join(folder, "wargame/a.ts"), using("shared/words"));
  await writeFile(join(folder, "wargame/b.ts"), "export function onMessage( {");
  const { checker, sandbox } = machines;
  const progress: [number, number][] = [];
  const found = await validateFolder({
    folder,
    host: wargame,
    checker,
    sandbox,
    only: (path) => path === "wargame/a.ts",
    onProgress: (done, all) => progress.push([done, all]),
  });
  expect(found).toEqual([{ path: "wargame/a.ts", hook: "onMessage", problem: null, diagnostics: [] }]);
  expect(progress).toEqual([[1, 1]]);
  await rm(folder, { recursive: true });
});

type Report = Pick<SourcesFolder, "unused"> & { scripts: ScriptSources[] };

/** Once every file was looked at. */
async function settled(read: () => Promise<Report>): Promise<Report> {
  for (;;) {
    const report = await read();
    const waiting = report.scripts.some(({ layers }) =>
      layers.some((one) => one.path !== null && one.valid === null),
    );
    if (!waiting) return report;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Path → why it is not used; null = it is a script. */
function judged({ scripts, unused }: Report): Map<string, string | null> {
  const layers = scripts.flatMap((script) => script.layers).filter((one) => one.path !== null);
  return new Map([
    ...layers.map((one): [string, string | null] => [one.path!, one.problem]),
    ...unused.map(({ path, message }): [string, string] => [path, message]),
  ]);
}
