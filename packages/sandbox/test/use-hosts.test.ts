import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { image, invocation, modes, program, result } from "./programs.ts";

/** A module whose functions answer so: another address for other answers. */
const moduleOf = (calls: { [name: string]: string }) =>
  `data:text/javascript,${encodeURIComponent(
    `export const hostCalls = { ${Object.entries(calls)
      .map(([name, body]) => `${JSON.stringify(name)}: ${body}`)
      .join(", ")} };`,
  )}`;

const [first, second] = ["one", "two"].map((word) => moduleOf({ "probe.sum": `() => "${word}"` })) as [
  string,
  string,
];
const asks = program(`export const onExecute = () => probe.sum([1]);`);
const open = (sandbox: Sandbox, ...addresses: string[]) =>
  sandbox.useHosts({ hostModules: { probe: addresses }, asyncHost: {} });

describe.each(modes)("other hosts, $mode", { timeout: 120_000 }, ({ options }) => {
  const start = () => createSandbox({ ...options, hostModules: { probe: first } });

  it("answer what begins afterwards, also with an image that was made before", async () => {
    await using sandbox = await start();
    const made = await image(sandbox, asks);
    expect(await result(sandbox, asks)).toBe("one");
    await open(sandbox, second);
    expect(await result(sandbox, asks)).toBe("two");
    expect(await sandbox.execute(made, invocation())).toMatchObject({ status: "ok", result: "two" });
    expect(sandbox.health().status).toBe("healthy");
  });

  it("keep what they lack of the ones before, where those are named too", async () => {
    await using sandbox = await start();
    await open(sandbox, moduleOf({ "probe.add": "() => 7" }), first);
    expect(await result(sandbox, asks)).toBe("one");
    expect(await result(sandbox, program("export const onExecute = () => probe.add(1, 2);"))).toBe(7);
  });

  it("are refused whole where one cannot be imported: everything is as it was", async () => {
    await using sandbox = await start();
    expect(await result(sandbox, asks)).toBe("one");
    const broken = `data:text/javascript,${encodeURIComponent("throw new Error('no prices')")}`;
    await expect(open(sandbox, broken)).rejects.toThrow(
      /hostModules\.probe: .* cannot be imported: .*no prices/,
    );
    expect(await result(sandbox, asks)).toBe("one");
    await open(sandbox, second);
    expect(await result(sandbox, asks)).toBe("two");
  });
});

describe("while runs are under way", { timeout: 120_000 }, () => {
  it("no run is lost, none gets half of two hosts, and afterwards all have the new one", async () => {
    await using sandbox = await createSandbox({
      workers: 2,
      maxWaitMs: 60_000,
      hostModules: { probe: first },
    });
    const twice = await image(
      sandbox,
      program(`export const onExecute = () => {
        const before = probe.sum([1]);
        let n = 0;
        for (let i = 0; i < 20_000; i++) n += i;
        return [before, probe.sum([n])].join();
      };`),
    );
    let over = false;
    const seen: unknown[] = [];
    const caller = async () => {
      while (!over) {
        const outcome = await sandbox.execute(twice, invocation());
        seen.push(outcome.status === "ok" ? outcome.result : outcome.error);
      }
    };
    const callers = [caller(), caller(), caller(), caller()];
    await open(sandbox, second);
    const after = await Promise.all(Array.from({ length: 20 }, () => sandbox.execute(twice, invocation())));
    over = true;
    await Promise.all(callers);
    expect(new Set(seen)).toEqual(new Set(seen.includes("one,one") ? ["one,one", "two,two"] : ["two,two"]));
    for (const outcome of after) expect(outcome).toMatchObject({ status: "ok", result: "two,two" });
    expect(sandbox.stats().workersReplaced).toBe(0);
  });
});
