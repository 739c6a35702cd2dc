import { createInlineSandbox, type InlineSandbox } from "@scriptyard/sandbox";
import { expect } from "vitest";
import { image, invocation, limits, program } from "../programs.ts";

export const openSandbox = (engine: "quickjs" | "quickjs-ng"): Promise<InlineSandbox> =>
  createInlineSandbox({ engine, hostModules: {} });

const roomy = limits({
  inputBytes: 2_000_000,
  resultBytes: 2_000_000,
  promiseJobs: 1_000_000,
  timeoutMs: 20_000,
});

/** A program whose hook is a function of this file: it uses nothing but its arguments and globals. */
export const hookOf = (fn: (...args: never[]) => unknown): string =>
  `export const onExecute = ${fn.toString()};`;

/** What a text answers for each list of arguments, in one image. */
export async function answers(
  sandbox: InlineSandbox,
  code: string,
  inputs: readonly (readonly unknown[])[],
): Promise<unknown[]> {
  const made = await image(sandbox, {
    ...program(code),
    host: null,
    bindings: { hash: "standard", functions: [], hooks: [] },
  });
  return Promise.all(
    inputs.map(async (args) => {
      const outcome = await sandbox.execute(made, invocation(args as never, roomy));
      if (outcome.status !== "ok") throw new Error(`${outcome.error.type}: ${outcome.error.message}`);
      return outcome.result;
    }),
  );
}

export async function answer(sandbox: InlineSandbox, code: string, ...args: unknown[]): Promise<unknown> {
  return (await answers(sandbox, code, [args]))[0];
}

/** The same function here and in the guest, over the same arguments. */
export async function expectSame(
  sandbox: InlineSandbox,
  fn: (...args: never[]) => unknown,
  inputs: readonly (readonly unknown[])[],
): Promise<void> {
  const here = await Promise.all(inputs.map((args) => fn(...(args as never[]))));
  const there = await answers(sandbox, hookOf(fn), inputs);
  for (const [i, args] of inputs.entries())
    expect(there[i], JSON.stringify(args).slice(0, 500)).toEqual(JSON.parse(JSON.stringify(here[i])));
}
