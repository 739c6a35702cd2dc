/**
 * What the scripts of a battle tell each other. A payload is anybody's JSON, so each reader checks what it needs and
 * throws a sentence that names the field: the message then lands in the dead letters with a reason.
 */

/** `battle.event`: somebody wants to shoot. */
export type Attack = { battle: string; attacker: string; target: string; weapon: string };

/** `battle.hit`: a shot that is possible, with what decides whether it hits. */
export type Shot = Attack & { distance: number; cover: number; heightGain: number };

/** `battle.damage`: a shot that hit. */
export type Hit = Shot & { chance: number; roll: number; critical: boolean };

export function readAttack(payload: Json): Attack {
  return {
    battle: textIn(payload, "battle"),
    attacker: textIn(payload, "attacker"),
    target: textIn(payload, "target"),
    weapon: textIn(payload, "weapon"),
  };
}

export function readShot(payload: Json): Shot {
  const [distance, cover, heightGain] = ["distance", "cover", "heightGain"].map((key) =>
    numberIn(payload, key),
  );
  return { ...readAttack(payload), distance: distance!, cover: cover!, heightGain: heightGain! };
}

export function readHit(payload: Json): Hit {
  const critical = member(payload, "critical") === true;
  return {
    ...readShot(payload),
    chance: numberIn(payload, "chance"),
    roll: numberIn(payload, "roll"),
    critical,
  };
}

/** A unit that must be there. */
export function unitNamed(id: string): Unit {
  const unit = units.find(id);
  if (unit === null) throw new Error(`There is no unit "${id}" in this realm.`);
  return unit;
}

/** A weapon that the unit must carry. */
export function weaponOf(unit: Unit, name: string): Weapon {
  const weapon = unit.weapons.find((one) => one.name === name);
  if (weapon !== undefined) return weapon;
  const carried = unit.weapons.map((one) => one.name).join(", ") || "nothing";
  throw new Error(`${unit.id} has no ${name}; it carries ${carried}.`);
}

/** Two digits after the point: what people read, and what stays equal on every machine. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function member(payload: Json, key: string): Json | undefined {
  if (payload === null || typeof payload !== "object" || Array.isArray(payload)) return undefined;
  return (payload as { readonly [key: string]: Json | undefined })[key];
}

function textIn(payload: Json, key: string): string {
  const value = member(payload, key);
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`payload.${key}: expected text, got ${JSON.stringify(value) ?? "nothing"}.`);
}

function numberIn(payload: Json, key: string): number {
  const value = member(payload, key);
  if (typeof value === "number") return value;
  throw new Error(`payload.${key}: expected a number, got ${JSON.stringify(value) ?? "nothing"}.`);
}
