import { defaultLimits, type Json, type Limits } from "@scriptyard/model";
import { describe, expect, it } from "vitest";
import type { ImageData } from "./executor/profile.ts";
import { profileParts } from "./pool/pool-run.ts";
import { ProfileCache } from "./profile-cache.ts";
import type { Image, Invocation } from "./types.ts";

const PAGES_BYTES = 4096;
const invocation: Invocation = {
  hook: "onExecute",
  args: [],
  limits: defaultLimits,
  seed: "",
  clockMs: 0,
  capabilities: [],
  realm: "acme",
};

function program(n: number): [Image, ImageData] {
  const hash = String(n).padStart(64, "0");
  const image: Image = { hash, engine: "quickjs-ng", bytes: PAGES_BYTES, exports: ["onExecute"] };
  const data: ImageData = {
    hash,
    engine: "quickjs-ng",
    baseHash: "",
    pages: { numbers: new Uint32Array([0]), pages: [new SharedArrayBuffer(PAGES_BYTES)] },
    exports: image.exports,
    files: [],
    unloaded: {},
    plainResults: true,
    waits: false,
    bindings: { hash: "", functions: [], hooks: [] },
    host: null,
  };
  return [image, data];
}

describe("ProfileCache", () => {
  it("tells runs apart by each of their limits, one after the other as well", () => {
    const cache = new ProfileCache(100 * PAGES_BYTES);
    const [image, data] = program(1);
    const usual = cache.profileFor(image, data, invocation);
    const names = Object.keys({ ...defaultLimits, wallMs: 0 }) as (keyof Limits)[];
    expect(names.length).toBeGreaterThan(11);
    for (const name of names) {
      const limits = { ...defaultLimits, [name]: 7 };
      expect(cache.profileFor(image, data, { ...invocation, limits }), name).not.toBe(usual);
      expect(cache.profileFor(image, data, invocation)).toBe(usual);
    }
  });

  it("lets go of images beyond its bytes, which it once kept whatever their size", () => {
    const cache = new ProfileCache(10 * PAGES_BYTES);
    const programs = Array.from({ length: 30 }, (_, n) => program(n));
    const first = programs.map((made) => cache.profileFor(...made, invocation).id);
    const last = cache.profileFor(...programs[29]!, invocation);
    expect(last.id).toBe(first[29]);
    expect([cache.drops, first.filter((id) => cache.has(id))]).toEqual([20, first.slice(20)]);
    // A thread that knew all of them is told once, and never of the one that it is about to run.
    const profiles = { ids: new Set(first), drops: 0 };
    expect(profileParts({ ...last, id: first[3]! }, { profiles })).toEqual({
      profileId: first[3],
      forget: first.slice(0, 20).filter((id) => id !== first[3]),
    });
    expect(profileParts(last, { profiles })).toEqual({ profileId: last.id });
    expect([...profiles.ids]).toEqual([first[3], ...first.slice(20)]);
    // What has gone comes back under a new number: threads have forgotten the old one.
    expect(cache.profileFor(...programs[0]!, invocation).id).not.toBe(first[0]);
  });

  it("keeps what is in use, however many others come", () => {
    const cache = new ProfileCache(10 * PAGES_BYTES);
    const hot = program(1_000);
    const { id } = cache.profileFor(...hot, invocation);
    for (let n = 0; n < 50; n++) {
      cache.profileFor(...program(n), invocation);
      expect(cache.profileFor(...hot, invocation).id).toBe(id);
    }
  });

  it("says which constant's id comes with another value, and takes equal ones", () => {
    const cache = new ProfileCache(10 * PAGES_BYTES);
    const made = program(1);
    const constant = (id: string, value: Json) => ({ argument: 0, path: ["settings"], id, value });
    const of = (value: Json, more: Partial<Invocation> = {}) =>
      cache.profileFor(...made, { ...invocation, ...more, constants: [constant("settings/1", value)] }).id;
    const theme = { theme: "dark", sizes: [1, 2, { wide: true }] };
    const first = of(theme);
    expect(of(theme)).toBe(first);
    expect(of(structuredClone(theme))).toBe(first);
    const wrong = /the id "settings\/1" came with another value/;
    expect(() => of({ ...theme, theme: "light" })).toThrow(wrong);
    expect(() => of({ ...theme, more: 1 })).toThrow(wrong);
    expect(() => of({ ...theme, sizes: [1, 2, { wide: false }] })).toThrow(wrong);
    expect(() => of(null)).toThrow(wrong);
    // Another profile's, too.
    expect(() => of({ theme: "light" }, { hook: "onOther" })).toThrow(wrong);
    expect(of(theme)).toBe(first);
  });

  it("keeps one profile, even one larger than its bytes", () => {
    const cache = new ProfileCache(1);
    const large = program(1);
    expect(cache.profileFor(...large, invocation).id).toBe(cache.profileFor(...large, invocation).id);
  });
});
