import { createHostCalls } from "@scriptyard/host-kit/host-calls";
import { wargameFunctions } from "./functions/all.ts";

/** What the sandbox's workers import by `moduleUrl`. */
export const hostCalls = createHostCalls(wargameFunctions);
