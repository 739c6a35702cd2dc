import type { TriggerKind } from "@scriptyard/model";
import { bus } from "./bus/index.ts";
import { http } from "./http/index.ts";
import type { AnyKind } from "./kind.ts";
import { schedule } from "./schedule/index.ts";
import { tool } from "./tool/index.ts";

/** Every kind of trigger; a new one is a folder, a row of `starters` in model and a word here. */
export const triggerKinds = { bus, http, schedule, tool } as const satisfies Record<TriggerKind, AnyKind>;

/** The kinds of one runner, each with its door. */
export const openKinds = () =>
  ({ bus: bus.open(), http: http.open(), schedule: schedule.open(), tool: tool.open() }) satisfies {
    [Kind in TriggerKind]: unknown;
  };
export type OpenKinds = ReturnType<typeof openKinds>;
