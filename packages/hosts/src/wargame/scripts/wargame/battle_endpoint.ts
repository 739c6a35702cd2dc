import { readAttack } from "shared/battle";

/** `POST /battle`: takes an attack over HTTP and hands it to the bus. The outcome is published as `battle.result`. */
export function onRequest(request: HookRequest): HookResponse {
  const body = request.body as Json;
  try {
    const attack = readAttack(body);
    publish("battle.event", { type: "attack", ...attack });
    return { status: 202, body: { accepted: true, battle: attack.battle } };
  } catch (error) {
    return {
      status: 400,
      body: { accepted: false, problem: error instanceof Error ? error.message : "bad body" },
    };
  }
}
