// Part of the build: libraries of others that run in the guest, beside its own modules. The prelude is read from one folder,
// also by engines that may read nothing else. They are dependencies all the same: what is shipped is what an audit sees.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL("../dist/guest/standard/", import.meta.url));

// Module of the prelude → where it comes from. The licences of the tarballs are read from the same table.
const libraries = JSON.parse(readFileSync(new URL("guest-libraries.json", import.meta.url), "utf8"));
for (const [name, { file: source, mended }] of Object.entries(libraries)) {
  // `require` finds the CommonJS file; modules lie beside it.
  const file = require.resolve(source).replace(/\.cjs$/, ".js");
  const code = readFileSync(file, "utf8");
  // The prelude leaves indentation out, which would change a template of several lines.
  if (code.trim().includes("\n")) throw new Error(`${source} is more than one line`);
  writeFileSync(join(target, `${name}.guest.js`), mended.reduce(mend, code));
  copyFileSync(join(dirname(file), "../LICENSE"), join(target, `${name}.LICENSE`));
}

/** Faults of a release that its makers have not mended; another release is looked at before it is taken. */
function mend(code, { from, to, why }) {
  const parts = code.split(from);
  if (parts.length !== 2) throw new Error(`found ${parts.length - 1} times, expected once: ${from} (${why})`);
  return parts.join(to);
}
