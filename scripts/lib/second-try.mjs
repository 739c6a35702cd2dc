// A test that fails is visible, and one flake does not lose a whole run: a few files that failed are run once more, alone.

/** More failures than this are no flakes: they are not tried again. */
export const mostSecondTries = 4;

/**
 * What ran and how it ended: a test file, or with `file: null` all of a package whose failure belongs to no file.
 * @typedef {{ folder: string, file: string | null, ms?: number, passed: number, failed: number, skipped: number }} Ran
 */

/**
 * Runs what failed once more, one after the other, and takes that result in its place.
 * @param {Ran[]} first
 * @param {(failed: Ran) => Promise<Ran>} again
 * @returns {Promise<{ ran: Ran[], second: string[], left: string[] }>} `second`: names of what passed only then;
 * `left`: of what failed.
 */
export async function withSecondTry(first, again) {
  const failed = first.filter((one) => one.failed > 0);
  if (failed.length > mostSecondTries) return { ran: first, second: [], left: failed.map(nameOf) };
  const ran = first.filter((one) => one.failed === 0);
  const second = [];
  const left = [];
  for (const one of failed) {
    const now = await again(one);
    // Nothing that ran is nothing that passed.
    const stillFails = now.failed || (now.passed > 0 ? 0 : 1);
    ran.push({ ...now, failed: stillFails });
    (stillFails ? left : second).push(nameOf(one));
  }
  return { ran, second, left };
}

export function nameOf({ folder, file }) {
  if (file === null) return `${folder} (as a whole)`;
  return folder === "." ? file : `${folder}/${file}`;
}

/**
 * The files that took longest by the clock, a line each, the longest first. Three packages run at once: what is long here
 * may have waited for the others.
 *
 * @param {Ran[]} ran
 */
export function slowestOf(ran, most = 10) {
  return ran
    .filter(({ ms }) => ms !== undefined)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, most)
    .map((one) => `${(one.ms / 1000).toFixed(1).padStart(7)} s  ${nameOf(one)}`);
}

/** @param {{ passed: number, failed: number, skipped: number }[]} ran */
export function sumOf(ran) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of ran) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/**
 * What one package's report says (see `vitest-files.mjs`). Without a report, or with a failure that belongs to no file, the
 * package is one entry that failed.
 * @returns {Ran[]}
 */
export function ranOf(folder, report) {
  if (report === null) return [{ folder, file: null, passed: 0, failed: 1, skipped: 0 }];
  if (report.unplaced === 0) return report.files.map((one) => ({ folder, ...one }));
  const sum = sumOf(report.files);
  return [{ folder, file: null, ...sum, failed: sum.failed + report.unplaced }];
}

/** Playwright's JSON report: its sums, and the names of the journeys that passed only at the second try. */
export function journeysOf({ stats, suites }) {
  const second = specsOf(suites)
    .filter(({ tests }) => tests.some(({ status }) => status === "flaky"))
    .map(({ file, title }) => `${file} › ${title}`);
  const sum = { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  return { sum, second };
}

function specsOf(suites = []) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites)]);
}
