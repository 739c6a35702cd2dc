import type { Workshop } from "@scriptyard/languages/workshop";
import type { EventHub } from "../../events/hub.ts";
import type { KeyPorts } from "../../keys/installation-key.ts";
import type { RunnerLog } from "../../options.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import type { Texts } from "../../texts/texts.ts";

/** What drawing flows needs. */
export type FlowGraphsPorts = KeyPorts & {
  hosts: HostRegistry;
  clock: () => number;
  catalog: Catalog;
  hub: EventHub;
  log: RunnerLog;
  registry: Registry;
  workshop: Workshop;
  texts: Pick<Texts, "versionCounts">;
};
