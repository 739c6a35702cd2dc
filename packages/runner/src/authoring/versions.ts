import type { Work } from "../work.ts";
import { type PublishPorts, publish } from "./publish/publish.ts";
import { rollback } from "./publish/rollback.ts";
import type { RunnerVersions } from "./publish/types.ts";
import { type RemovePorts, removeScript } from "./retire/remove.ts";
import { type RetirePorts, retire } from "./retire/retire.ts";
import type { RunnerRetirement } from "./retire/types.ts";
import { restore } from "./scripts/drafts.ts";

type VersionsPorts = PublishPorts & RetirePorts & RemovePorts & Parameters<typeof restore>[0];

/** What becomes live, comes back, and goes. */
export function createVersions(
  ports: VersionsPorts,
  track: Work["track"],
): RunnerVersions & RunnerRetirement {
  return {
    publish: (input, actor) => track(() => publish(ports, input, actor)),
    rollback: (input, actor) => track(() => rollback(ports, input, actor)),
    restore: (input, actor) => track(() => restore(ports, input, actor)),
    retire: (input, actor) => track(() => retire(ports, input, actor)),
    removeScript: (script, actor) => track(() => removeScript(ports, script, actor)),
  };
}
