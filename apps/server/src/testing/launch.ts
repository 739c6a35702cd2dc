import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The process as `npm start` runs it: built by `turbo run build` before the tests. */
const main = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

/** What the server prints when it takes requests. */
export const address = /Scriptyard is running: (http:\S+)/;

/** A server process of its own. Whoever launches it ends it. */
export function launch(variables: Record<string, string>) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      SCRIPTYARD_PORT: "0",
      SCRIPTYARD_WORKERS: "1",
      SCRIPTYARD_LOG_LEVEL: "error",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  const exit = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return {
    child,
    exit,
    output: () => output,
    async until(pattern: RegExp): Promise<string> {
      for (;;) {
        const found = pattern.exec(output);
        if (found) return found[1] ?? found[0];
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}
