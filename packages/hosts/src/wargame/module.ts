import { defineModule } from "@scriptyard/host-kit";
import { shippedScripts } from "../shipped-scripts.ts";
import { wargameFunctions } from "./functions/all.ts";
import { wargameSamples } from "./samples/wargame.ts";

const folder = new URL("../../src/wargame/scripts/", import.meta.url);
const script = (name: string, hook: string, description: string) => ({
  [name]: { hook, description, samples: wargameSamples[name] ?? [] },
});

/**
 * A battle as a chain of messages: `battle.event` → event_processor → `battle.hit` → hit_simulator → `battle.damage` →
 * damage_calculator → `battle.result`, where whoever watches the battle listens.
 */
export const wargameModule = defineModule({
  name: "wargame",
  title: "War game",
  description: "Attacks become hits, hits become damage, one message at a time.",
  defaults: [
    ...shippedScripts(folder, "shared", {
      rand: { hook: null, description: "Chance from the execution's seed: float, int, chance." },
      battle: { hook: null, description: "What the scripts of a battle tell each other, checked." },
    }),
    ...shippedScripts(folder, "wargame", {
      ...script("event_processor", "onMessage", "Checks an attack and asks whether it hits."),
      ...script("hit_simulator", "onMessage", "Rolls whether a shot hits."),
      ...script("damage_calculator", "onMessage", "Turns a hit into damage and publishes the result."),
      ...script("battle_endpoint", "onRequest", "Takes an attack over HTTP."),
    }),
  ],
  functions: wargameFunctions,
  handlers: [
    { topic: "battle.event", script: "event_processor" },
    { topic: "battle.hit", script: "hit_simulator" },
    { topic: "battle.damage", script: "damage_calculator" },
  ],
  endpoints: [{ route: "POST /battle", script: "battle_endpoint" }],
  limits: { timeoutMs: 50 },
  autoExtract: false,
});
