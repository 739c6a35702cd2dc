import type { Host } from "@scriptyard/host-kit";
import { identity } from "./identity/index.ts";
import { wargame } from "./wargame/index.ts";

/** Every built-in host. The first is what a new realm gets. */
export const hosts: readonly Host[] = [identity, wargame];
