import { GUEST_PAGE_BYTES } from "./engine/pages.ts";
import { ConstantValues } from "./executor/constant-values.ts";
import { type ImageData, makeProfile, type Profile, profileKey, sameProfile } from "./executor/profile.ts";
import type { Constant, Image, ProfileSettings } from "./types.ts";

/** Which profiles are in the cache, by number: threads forget the others. */
export type ProfileIds = {
  has(id: number): boolean;
  /** How many have left so far: where it stands still, there is nothing to forget. */
  readonly drops: number;
};

/** A profile, and its number for threads. */
export type CachedProfile = {
  readonly id: number;
  readonly value: Profile;
  readonly among: ProfileIds;
  /** How long its runs last: more at once when one was slow, less bit by bit. Infinite before the first. */
  typicalMs: number;
  /** A run of it came to its end without costing an engine. */
  isProven: boolean;
  /** What its runs took on average; 0 before the first. */
  meanMs: number;
};

/** Notes how long a run of the profile was. */
export function noteRun(profile: CachedProfile, ms: number): void {
  const { typicalMs, meanMs } = profile;
  profile.meanMs = meanMs === 0 ? ms : meanMs * 0.9 + ms * 0.1;
  profile.typicalMs =
    ms >= typicalMs || typicalMs === Number.POSITIVE_INFINITY ? ms : typicalMs * 0.9 + ms * 0.1;
}

type Entry = CachedProfile & {
  capabilities: readonly string[];
  usedAt: number;
  /** Left the cache: threads have forgotten it, or will. */
  gone: boolean;
};

/** Profiles by what they are made of, least recently used out first. Ids are for threads, that keep their own copies. */
export class ProfileCache implements ProfileIds {
  private readonly entries = new Map<string, Entry>();
  /** Most images run one hook under one set of limits: a comparison is cheaper than a key. */
  private readonly lastOf = new WeakMap<Image, Entry>();
  private readonly values = new ConstantValues();
  private nextId = 1;
  private readonly ids = new Set<number>();
  drops = 0;
  private readonly maxBytes: number;
  private bytes = 0;
  private clock = 0;

  /** A profile keeps its image's pages alive, here and in the threads: the sum of their sizes is bounded too. */
  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  profileFor(image: Image, data: ImageData, invocation: ProfileSettings): Entry {
    const last = this.lastOf.get(image);
    if (last && !last.gone && sameProfile(last.value, last.capabilities, invocation)) {
      last.usedAt = ++this.clock;
      if (invocation.constants) this.checkValues(last.value, invocation.constants);
      return last;
    }
    if (invocation.constants) this.values.check(invocation.constants);
    const entry = this.find(image, data, invocation);
    this.lastOf.set(image, entry);
    return entry;
  }

  has(id: number): boolean {
    return this.ids.has(id);
  }

  private find(image: Image, data: ImageData, invocation: ProfileSettings): Entry {
    const key = profileKey(image, invocation);
    const known = this.entries.get(key);
    if (known) {
      known.usedAt = ++this.clock;
      return known;
    }
    const entry = {
      id: this.nextId++,
      value: makeProfile(data, invocation),
      capabilities: [...invocation.capabilities],
      among: this,
      typicalMs: Number.POSITIVE_INFINITY,
      isProven: false,
      meanMs: 0,
      usedAt: ++this.clock,
      gone: false,
    };
    this.entries.set(key, entry);
    this.ids.add(entry.id);
    this.bytes += bytesOf(entry);
    while (this.entries.size > 1 && (this.entries.size > MAX_PROFILES || this.bytes > this.maxBytes)) {
      this.dropOldest();
    }
    return entry;
  }

  private checkValues({ constants }: Profile, given: readonly Constant[]): void {
    if (given.some(({ value }, i) => constants[i]!.value !== value)) this.values.check(given);
  }

  private dropOldest(): void {
    let oldest: [string, Entry] | undefined;
    for (const candidate of this.entries) {
      if (!oldest || candidate[1].usedAt < oldest[1].usedAt) oldest = candidate;
    }
    if (!oldest) return;
    const [key, entry] = oldest;
    this.entries.delete(key);
    this.bytes -= bytesOf(entry);
    entry.gone = true;
    this.ids.delete(entry.id);
    this.drops++;
  }
}

const MAX_PROFILES = 2_000;

function bytesOf({ value }: Entry): number {
  return value.image.pages.pages.length * GUEST_PAGE_BYTES;
}
