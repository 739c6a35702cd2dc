// Only what every Node can read, until the version is checked: modern modules would fail with a stack trace instead.
import { nodeProblem } from "./node-version.ts";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
// A server outlives whoever reads what it says: without a listener its next line would end it, also in the middle of a stop.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const [command, ...rest] = process.argv.slice(2);
if (command === "restore") {
  const { restore } = await import("./restore.ts");
  await restore(rest);
} else if (command === "reset-admin") {
  const { resetAdmin } = await import("./reset-admin.ts");
  await resetAdmin(rest);
} else {
  const { run } = await import("./run.ts");
  await run();
}
