// A reporter for Vitest: what each test file came to, for `npm test`. Vitest's JSON leaves out errors that no test caught.
import { mkdirSync, writeFileSync } from "node:fs";
import { relative } from "node:path";

export const filesReport = "test-results/files.json";

export default class FilesReporter {
  onTestRunEnd(modules, unhandled) {
    const files = modules.map((module) => {
      const sum = { passed: 0, failed: 0, skipped: 0 };
      for (const test of module.children.allTests()) sum[keyOf(test.result().state)] += 1;
      // A file that does not load, or whose hooks fail, has no failed test of its own.
      if (!module.ok() && sum.failed === 0) sum.failed = 1;
      const { collectDuration, setupDuration, duration } = module.diagnostic();
      const ms = Math.round(collectDuration + setupDuration + duration);
      return { file: relative(process.cwd(), module.moduleId), ms, ...sum };
    });
    let unplaced = 0;
    for (const error of unhandled) {
      const from = error.VITEST_TEST_PATH && relative(process.cwd(), error.VITEST_TEST_PATH);
      const place = files.find(({ file }) => file === from);
      if (place) place.failed += 1;
      else unplaced += 1;
    }
    mkdirSync("test-results", { recursive: true });
    writeFileSync(filesReport, JSON.stringify({ files, unplaced }));
  }
}

/** What had not ended when the run did, has failed. */
const keyOf = (state) => (state === "pending" ? "failed" : state);
