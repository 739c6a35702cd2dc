// Only what every Node can read, until the version is checked: modern modules would fail with a stack trace instead.
import { nodeProblem } from "./node-version.ts";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
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
