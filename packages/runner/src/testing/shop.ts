import type { Lab } from "./lab.ts";
import { actor } from "./lab.ts";
import { onRequest } from "./trigger-scripts.ts";

/** How it ended, in words. */
export const ending = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: { code: string; message: string }) => `${error.code} ${error.message}`,
  );

/** What a script of the module `shop` logs. */
export async function running({ runner }: Lab, realm: string, name: string): Promise<string> {
  const run = await runner.execute({ realm, module: "shop", name, args: [event] }, actor);
  return run.logs.map(({ message }) => message).join();
}
export const heard = { hook: "onMessage" };
export const answer204 = onRequest("  return { status: 204 };");
export const event = {
  topic: "orders.created",
  payload: {},
  headers: {},
  time: "2026-05-04T09:00:00.000Z",
  id: "msg_1",
};
