import { createHostCalls } from "@scriptyard/host-kit/host-calls";
import { orderFunctions } from "./functions/all.ts";

/** What the sandbox's workers import by `moduleUrl`. */
export const hostCalls = createHostCalls(orderFunctions);
