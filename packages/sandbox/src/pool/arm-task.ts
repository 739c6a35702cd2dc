import { type Limits, wallLimitMs } from "@scriptyard/model";
import type { CachedProfile } from "../profile-cache.ts";
import type { PoolTask } from "./pool.ts";
import { profileParts } from "./pool-run.ts";

/** Makes a thread arm a profile. Nobody waits for it, and a run that comes meanwhile is posted behind it. */
export function armTask(profile: CachedProfile, realm: string, limits: Limits): PoolTask {
  const { timeoutMs } = limits;
  return {
    realm,
    image: profile.value.image.hash,
    costMs: ARM_MS,
    queuedAt: performance.now(),
    isQuick: true,
    time: { timeoutMs, wallMs: wallLimitMs(limits), inputs: 1 },
    message: (seat) => ({ type: "arm", realm, ...profileParts(profile, seat) }),
    onAnswer: () => undefined,
    onLost: () => undefined,
    onBusy: () => undefined,
  };
}

/** About what it takes a thread. */
const ARM_MS = 0.3;
