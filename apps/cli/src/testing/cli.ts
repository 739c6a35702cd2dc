import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../bin/scriptyard.mjs", import.meta.url));

export type CliResult = { code: number | null; stdout: string; stderr: string };

/** Starts the built command as a user would, in `cwd` where the folder matters. */
export function startCli(args: string[], env: { [name: string]: string } = {}, cwd = process.cwd()) {
  const options = { env: { ...process.env, ...env }, cwd, stdio: "pipe" } as const;
  const child = spawn(process.execPath, [bin, ...args], options);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  // A command that ends before it read everything closes its input.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<CliResult>((resolve) =>
    child.on("close", (code) => resolve({ code, stdout, stderr })),
  );
  return { child, ended, output: () => stdout };
}

/** Runs the built command to its end. */
export function cli(
  args: string[],
  input = "",
  env: { [name: string]: string } = {},
  cwd?: string,
): Promise<CliResult> {
  const { child, ended } = startCli(args, env, cwd);
  child.stdin.end(input);
  return ended;
}

/** Jobs in, answers out. */
export async function execJobs(jobs: unknown[], args: string[] = []) {
  const lines = jobs.map((job) => (typeof job === "string" ? job : JSON.stringify(job)));
  const result = await cli(["exec", "--jsonl", ...args], lines.map((line) => `${line}\n`).join(""));
  const answers = result.stdout
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { [field: string]: never });
  return { ...result, answers };
}
