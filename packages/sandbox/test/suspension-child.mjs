// Starts a run, hands its suspension to the parent, and lives on until it is killed.
import { writeSync } from "node:fs";
import { createSandbox } from "@scriptyard/sandbox";

const { program, invocation, engine } = JSON.parse(process.argv[2]);
const sandbox = await createSandbox({ engine, workers: 1 });
const compiled = await sandbox.compile(program);
const state = await sandbox.start(compiled.image, invocation);
writeSync(
  1,
  `${JSON.stringify({ ...state, suspension: Buffer.from(state.suspension).toString("base64") })}\n`,
);
setInterval(() => undefined, 1_000);
