import { readHit, rounded, unitNamed, weaponOf } from "shared/battle";
import { rand } from "shared/rand";

/** Turns a hit into damage: power through armour, 15 % either way, half as much again for a weak spot. */
export function onMessage(message: BusMessage): void {
  const hit = readHit(message.payload);
  const target = unitNamed(hit.target);
  const weapon = weaponOf(unitNamed(hit.attacker), hit.weapon);
  const spread = 0.85 + rand.float() * 0.3;
  const power = weapon.power * rules.modifier(weapon.name, target.armor) * spread;
  const damage = rounded(Math.min(target.health, hit.critical ? power * 1.5 : power));
  const left = rounded(target.health - damage);
  log.info(left === 0 ? "destroyed" : "damaged", { target: target.id, damage, left });
  publish("battle.result", {
    battle: hit.battle,
    attacker: hit.attacker,
    target: hit.target,
    weapon: hit.weapon,
    chance: hit.chance,
    roll: hit.roll,
    critical: hit.critical,
    hit: true,
    damage,
    left,
    destroyed: left === 0,
  });
}
