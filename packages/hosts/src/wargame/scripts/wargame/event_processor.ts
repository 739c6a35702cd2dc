import { readAttack, rounded, unitNamed, weaponOf } from "shared/battle";

/** Takes what happens in a battle and asks for what follows from it. Only attacks have consequences so far. */
export function onMessage(message: BusMessage): void {
  const kind = kindOf(message.payload);
  if (kind !== "attack") {
    log.info("nothing to do", { battle: message.topic, kind });
    return;
  }
  const attack = readAttack(message.payload);
  const attacker = unitNamed(attack.attacker);
  const target = unitNamed(attack.target);
  const weapon = weaponOf(attacker, attack.weapon);
  if (attacker.side === target.side) {
    log.warn("friendly fire refused", { attacker: attacker.id, target: target.id });
    publish("battle.result", { ...attack, hit: false, damage: 0, reason: "friendly fire" });
    return;
  }
  const distance = Math.max(Math.abs(attacker.x - target.x), Math.abs(attacker.y - target.y));
  if (distance > weapon.range) {
    log.info("out of range", { distance, range: weapon.range });
    publish("battle.result", { ...attack, hit: false, damage: 0, reason: "out of range" });
    return;
  }
  const from = terrain.at(attacker.x, attacker.y);
  const to = terrain.at(target.x, target.y);
  publish("battle.hit", {
    ...attack,
    distance,
    cover: rounded(to.cover),
    heightGain: from.height - to.height,
  });
}

function kindOf(payload: Json): string {
  if (payload === null || typeof payload !== "object" || !("type" in payload)) return "unknown";
  return String(payload.type);
}
