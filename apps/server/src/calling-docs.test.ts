import { spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openConfig, openInstallation } from "@scriptyard/installation";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readEnv } from "./env.ts";
import { type RunningServer, startServer } from "./start.ts";
import { admin, dataFolder, signIn } from "./testing/running.ts";

/** What the document says is run as it stands there, before the realm that `scriptyard init` makes. */
const text = readFileSync(new URL("../../../docs/calling-scriptyard.md", import.meta.url), "utf8");
const config = fileURLToPath(new URL("../../cli/templates/init/scriptyard.config.ts", import.meta.url));
const data = dataFolder();
let server: RunningServer;
let token: string;

beforeAll(async () => {
  const env = readEnv({ SCRIPTYARD_PORT: "0", SCRIPTYARD_WORKERS: "1", SCRIPTYARD_DATA: data.path });
  const shop = await openInstallation(await openConfig(config), { environment: {} });
  server = await startServer({ ...env, admin }, pino({ level: "silent" }), shop);
  const { client } = await signIn(server.url);
  ({ token } = await client.tokens.create.mutate({ name: "product", scopes: ["execute"] }));
}, 120_000);
afterAll(async () => {
  await server.stop();
  data.remove();
});

/** How each is run; the program is asked for its version first. */
const languages = [
  { name: "sh", version: ["curl", "--version"], file: "call.sh", command: ["sh"], says: /"price":96[,}]/ },
  {
    name: "python",
    version: ["python3", "--version"],
    file: "call.py",
    command: ["python3"],
    says: /^96(\.0)?$/,
  },
  { name: "go", version: ["go", "version"], file: "call.go", command: ["go", "run"], says: /^96$/ },
] as const;

for (const { name, version, file, command, says } of languages) {
  const [program, ...asks] = version;
  const there = spawnSync(program, asks).status === 0;
  if (!there)
    console.warn(`docs/calling-scriptyard.md: ${program} is not installed; its example is NOT RUN.`);
  test.skipIf(!there)(`the example for ${name} prices the line, and tells a refusal`, async () => {
    const code = new RegExp(`\`\`\`${name}\\n(.*?)\`\`\``, "s").exec(text)?.[1];
    expect(code).toBeTruthy();
    const path = join(data.path, file);
    writeFileSync(path, code!);
    const done = await run([...command, path], token);
    expect(done.output.trim()).toMatch(says);
    expect(done.code).toBe(0);
    const refused = await run([...command, path], "sy_wrong");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("unauthenticated");
  });
}

/** Beside us: this process is the server that it asks. */
function run([program, ...args]: readonly string[], withToken: string) {
  const child = spawn(program!, args, {
    env: { ...process.env, SCRIPTYARD_URL: server.url, SCRIPTYARD_TOKEN: withToken },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  return new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
