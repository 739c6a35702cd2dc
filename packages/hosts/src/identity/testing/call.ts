import type { Json } from "@scriptyard/model";
import { demoRealm } from "../demo/index.ts";
import { hostCalls } from "../host-calls.ts";

export const context: Json = { texts: demoRealm.settings.texts!, locale: "de-AT", timeZone: "Europe/Vienna" };
/** What a function answers a script in the demo realm, by its name. */
export const call = (name: string, args: Json[], ctx: Json = context): Json =>
  hostCalls[name]!(args, { seed: "s", clockMs: 0, context: ctx });
