import * as hostKit from "@scriptyard/host-kit";
import * as hostCalls from "@scriptyard/host-kit/host-calls";
import { createJiti } from "jiti";
import * as zod from "zod";

/**
 * Imports a file that an installation brings, TypeScript or JavaScript, and answers its default export (or all of them,
 * where there is none). What it imports of ours is what runs here, whether it is installed beside it or not: two copies of
 * the host kit, or of Zod, would not know each other's.
 *
 * @throws whatever the file throws, or why it cannot be read
 */
export function importCode(file: string): Promise<unknown> {
  return loader(file).import(file, { default: true });
}

/** Where a package lies, as a file of the installation would import it; undefined when it is not there. */
export function findPackage(from: string, name: string): string | undefined {
  return loader(from).esmResolve(name, { try: true });
}

function loader(from: string) {
  return createJiti(from, {
    virtualModules: {
      "@scriptyard/host-kit": hostKit,
      "@scriptyard/host-kit/host-calls": hostCalls,
      zod,
    },
    sourceMaps: true,
    // Its place is a folder for everybody's temporary files: code must not be read from there.
    fsCache: false,
    // A host may be loaded again after it was edited.
    moduleCache: false,
  });
}
