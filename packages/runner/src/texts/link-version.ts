import type { Host } from "@scriptyard/host-kit";
import type { Script, Version } from "@scriptyard/model";
import { keyProgram } from "../engine/compiler.ts";
import { programOf } from "../engine/program.ts";
import type { LinkedVersion } from "../engine/runnable.ts";
import { specifierOf } from "../engine/runnable.ts";

/** The program of a published version: its stored output and that of its pinned libraries; nothing is stripped again. */
export function linkVersion(
  version: Version,
  libraries: readonly Pick<Version, "compiled">[],
  script: Script,
  host: Host,
  engine: string,
): LinkedVersion {
  const entry = specifierOf(script);
  const modules = [
    { specifier: entry, code: version.compiled },
    ...version.libraries.map((pin, index) => ({
      specifier: pin.specifier,
      code: libraries[index]!.compiled,
    })),
  ];
  // One for a hook that the host has no more cannot run (`hookOf` says so), but it can be read, and what is below it may run.
  const hook = host.hooks.some(({ name }) => name === version.hook) ? version.hook : null;
  return {
    version,
    keyed: keyProgram(engine, programOf(host, hook, entry, modules)),
  };
}
