import { readShot, rounded, unitNamed, weaponOf } from "shared/battle";
import { rand } from "shared/rand";

/** Rolls whether a shot hits: distance and cover take away, height gives. */
export function onMessage(message: BusMessage): void {
  const shot = readShot(message.payload);
  const weapon = weaponOf(unitNamed(shot.attacker), shot.weapon);
  const far = (shot.distance - 1) / Math.max(1, weapon.range);
  const chance = rounded(
    Math.min(0.95, Math.max(0.05, weapon.accuracy - far * 0.3 - shot.cover * 0.5 + shot.heightGain * 0.05)),
  );
  const roll = rounded(rand.float());
  log.info("rolled", { attacker: shot.attacker, target: shot.target, chance, roll });
  if (roll < chance) {
    // The best tenth of the hits finds a weak spot.
    publish("battle.damage", { ...shot, chance, roll, critical: roll < chance * 0.1 });
  } else {
    publish("battle.result", { ...shot, chance, roll, hit: false, damage: 0, reason: "missed" });
  }
}
