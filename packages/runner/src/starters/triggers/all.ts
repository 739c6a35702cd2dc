import type { TriggerKind } from "@scriptyard/model";
import { bus } from "./bus/index.ts";
import { http } from "./http/index.ts";
import type { AnyKind } from "./kind.ts";
import { schedule } from "./schedule/index.ts";
import { tool } from "./tool/index.ts";

/** Every kind of trigger; a new one is a folder, a word of `triggerKind` and a line here. */
export const triggerKinds: Record<TriggerKind, AnyKind> = { bus, http, schedule, tool };
