import { describe, expect, it } from "vitest";
import { EngineToll, type HeldBack } from "./engine-toll.ts";

describe("programs that cost engines", () => {
  const arena = (image: string) => ({ image, realm: "arena" });
  function toll() {
    let at = 0;
    const held: HeldBack[] = [];
    const made = new EngineToll(
      5,
      (one) => held.push(one),
      () => at,
    );
    return { toll: made, held, pass: (ms: number) => (at += ms) };
  }

  it("are held back for a minute after the fifth within a minute, and told of once", () => {
    const { toll: own, held, pass } = toll();
    for (let i = 0; i < 4; i++) own.charge(arena("a"));
    expect(own.heldMs(arena("a"), true)).toBe(0);
    pass(1_000);
    own.charge(arena("a"));
    expect(held).toEqual([{ image: "a", realm: "arena", engines: 5, heldMs: 60_000 }]);
    expect(own.heldMs(arena("a"), true)).toBe(60_000);
    pass(59_000);
    expect(own.heldMs(arena("b"), true)).toBe(0);
    pass(2_000);
    expect(own.heldMs(arena("a"), true)).toBe(0);
    expect(held).toHaveLength(1);
  });

  it("are held back in their own realm only: two realms may have the same text", () => {
    const { toll: own } = toll();
    for (let i = 0; i < 14; i++) own.charge(arena("a"));
    expect(own.heldMs(arena("a"), true)).toBe(60_000);
    expect(own.heldMs({ image: "a", realm: "acme" }, true)).toBe(0);
    expect(own.heldMs({ image: "a", realm: "acme" }, false)).toBe(0);
  });

  it("are not held back for a loss now and then", () => {
    const { toll: own, held, pass } = toll();
    for (let i = 0; i < 40; i++, pass(20_000)) own.charge(arena("a"));
    expect(held).toEqual([]);
    expect(own.heldMs(arena("a"), false)).toBe(0);
  });

  it("make their realm wait with programs nobody knows, and no other realm", () => {
    const { toll: own } = toll();
    for (let i = 0; i < 15; i++) own.charge(arena(`program ${i}`));
    expect(own.heldMs(arena("program 16"), false)).toBeGreaterThan(0);
    expect(own.heldMs(arena("an old one"), true)).toBe(0);
    expect(own.heldMs({ image: "program 1", realm: "acme" }, false)).toBe(0);
  });
});
