import { createSandbox, type Sandbox, type SandboxOptions } from "@scriptyard/sandbox";
import { afterAll } from "vitest";

/**
 * For tests that leave a sandbox as they found it: those of one `describe` that want the same options get the same one, which
 * is ended after the last of them. Starting threads and processes takes longer than most tests.
 */
export function sharedSandboxes(common: SandboxOptions): (options?: SandboxOptions) => Promise<Sandbox> {
  const open = new Map<string, Promise<Sandbox>>();
  afterAll(async () => {
    for (const starting of open.values()) await (await starting)[Symbol.asyncDispose]();
  });
  return (options = {}) => {
    const key = JSON.stringify(options);
    const known = open.get(key) ?? createSandbox({ ...common, ...options });
    open.set(key, known);
    return known;
  };
}
