import type { SampleDefinition } from "@scriptyard/host-kit";
import { attack, message, request } from "./message.ts";

const shot = { ...attack, distance: 2, cover: 0.35, heightGain: 0 };
const hit = { ...shot, chance: 0.43, roll: 0.2, critical: false };
const tank = { attacker: "red-2", target: "blue-3", weapon: "cannon" };

/** Five or more inputs per script, by its name: what usually happens, the edges, and what must be refused. */
export const wargameSamples: { [script: string]: SampleDefinition[] } = {
  event_processor: [
    message("Rifles into the forest", "Two squares, the target has cover.", "battle.event", {
      type: "attack",
      ...attack,
    }),
    message("From the hill", "A tank shoots down from two steps up.", "battle.event", {
      type: "attack",
      ...attack,
      ...tank,
    }),
    message("Too far away", "Rifles reach four squares.", "battle.event", {
      type: "attack",
      ...attack,
      attacker: "red-2",
      target: "blue-2",
      weapon: "rifle",
    }),
    message("Friendly fire", "Both are red: refused.", "battle.event", {
      type: "attack",
      ...attack,
      target: "red-2",
    }),
    message("A move", "Nothing follows from it yet.", "battle.event", {
      type: "move",
      unit: "red-1",
      x: 3,
      y: 2,
    }),
    message("Not even an object", "Looked at, and left alone.", "battle.event", "bang"),
  ],
  hit_simulator: [
    message("In the forest", "Cover takes away a third.", "battle.hit", shot),
    message("In the open", "No cover, next square.", "battle.hit", { ...shot, distance: 1, cover: 0 }),
    message("At the edge of range", "Far away it is luck.", "battle.hit", { ...shot, distance: 4, cover: 0 }),
    message("Down from a hill", "Two steps of height help.", "battle.hit", {
      ...shot,
      ...tank,
      heightGain: 2,
    }),
    message("Up to a hill", "Two steps against.", "battle.hit", { ...shot, heightGain: -2 }),
    message("The best odds", "The chance never leaves 5 to 95 %.", "battle.hit", {
      ...shot,
      cover: 0,
      distance: 1,
      heightGain: 9,
    }),
  ],
  damage_calculator: [
    message("Rifles against rifles", "Light armour stops two fifths.", "battle.damage", hit),
    message("A weak spot", "Half as much again.", "battle.damage", { ...hit, critical: true, roll: 0.02 }),
    message("Rifles against a tank", "Hardly a scratch.", "battle.damage", { ...hit, target: "blue-3" }),
    message("Cannon against a tank", "Most of it gets through.", "battle.damage", { ...hit, ...tank }),
    message("Cannon against scouts", "They have forty points left; this may be all.", "battle.damage", {
      ...hit,
      ...tank,
      target: "blue-2",
      critical: true,
    }),
  ],
  battle_endpoint: [
    request("An attack", "Accepted; what comes of it is published.", attack),
    request("Another weapon", "The bus will say that rifles carry no cannon.", {
      ...attack,
      weapon: "cannon",
    }),
    request("No target", "The answer names the field.", { ...attack, target: "" }),
    request("Plain text", "No object at all.", "attack!"),
    request("Nothing", "An empty body.", null),
  ],
};
