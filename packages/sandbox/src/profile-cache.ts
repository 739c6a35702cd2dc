import { type ImageData, makeProfile, type Profile, profileKey, sameProfile } from "./executor/profile.ts";
import type { Image, ProfileSettings } from "./types.ts";

/** A profile, its number for threads, and the numbers they may forget. */
export type CachedProfile = { readonly id: number; readonly value: Profile; forget: number[] };

type Entry = CachedProfile & { capabilities: readonly string[] };

/** Profiles by what they are made of, least recently used out first. Ids are for threads, that keep their own copies. */
export class ProfileCache {
  private readonly entries = new Map<string, Entry>();
  /** Most images run one hook under one set of limits: a comparison is cheaper than a key. */
  private readonly lastOf = new WeakMap<Image, Entry>();
  private nextId = 1;
  /** Ids that threads may forget; each entry carries the list, threads apply what they know of it. */
  private dropped: number[] = [];

  profileFor(image: Image, data: ImageData, invocation: ProfileSettings): Entry {
    const last = this.lastOf.get(image);
    if (last && sameProfile(last.value, last.capabilities, invocation)) {
      last.forget = this.dropped;
      return last;
    }
    const entry = this.find(image, data, invocation);
    this.lastOf.set(image, entry);
    return entry;
  }

  private find(image: Image, data: ImageData, invocation: ProfileSettings): Entry {
    const key = profileKey(image, invocation);
    const known = this.entries.get(key);
    if (known) {
      if (this.entries.size > MAX_PROFILES / 2) {
        this.entries.delete(key);
        this.entries.set(key, known);
      }
      known.forget = this.dropped;
      return known;
    }
    const entry = {
      id: this.nextId++,
      value: makeProfile(data, invocation),
      capabilities: [...invocation.capabilities],
      forget: this.dropped,
    };
    this.entries.set(key, entry);
    if (this.entries.size > MAX_PROFILES) this.dropOldest();
    return entry;
  }

  private dropOldest(): void {
    for (const [key, { id }] of this.entries) {
      this.entries.delete(key);
      this.dropped = [...this.dropped.slice(-MAX_PROFILES), id];
      return;
    }
  }
}

const MAX_PROFILES = 2_000;
