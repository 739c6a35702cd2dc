import type { Sandbox } from "@scriptyard/sandbox";
import type { Logger } from "pino";

/** What an operator must be able to read afterwards: engines that were lost. Ends with the sandbox. */
export function watchEngines(sandbox: Sandbox, log: Logger): void {
  sandbox.events.on("worker_replaced", ({ worker, why, detail }) => {
    const level = why === "crash" ? "error" : why === "overrun" ? "warn" : "debug";
    log[level]({ worker, why, detail }, "an engine was replaced");
  });
  sandbox.events.on("script_held_back", ({ image, realm, engines, heldMs }) => {
    log.warn({ image, realm, engines, heldMs }, "a script that costs engines again and again is held back");
  });
}
