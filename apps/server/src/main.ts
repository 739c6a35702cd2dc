// Only what every Node can read, until the version is checked: modern modules would fail with a stack trace instead.
import { nodeProblem } from "./node-version.ts";

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
const { run } = await import("./run.ts");
await run();
