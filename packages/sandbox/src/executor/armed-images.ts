import type { Machine, RestorePlan } from "../engine/machine.ts";
import { EngineTrap } from "../engine/wasm-imports.ts";
import { sharedViews } from "../page-store.ts";
import type { HostCalls } from "../types.ts";
import { COMPILE_LIMITS } from "./compile.ts";
import { globalTree, goneGlobals, hookMethods } from "./globals.ts";
import { HostPort } from "./host-port.ts";
import { InputTemplates } from "./input-template.ts";
import { toJsonText } from "./json.ts";
import { LogBuffer } from "./log-buffer.ts";
import { reserveBeyond } from "./memory-size.ts";
import { filesOf, type Profile } from "./profile.ts";
import type { Watch } from "./watch.ts";

/** What a run of a profile restores. It holds for every machine with the same base. */
export type Armed = {
  readonly plan: RestorePlan;
  readonly files: ReadonlySet<string>;
  readonly templates: InputTemplates;
  /** Members that arming puts into an argument, by its number: arguments that bring one of their own cross as text. */
  readonly added: readonly { readonly at: number; readonly path: readonly string[] }[];
  usedAt: number;
};

/** Images made ready for one hook, limits and capabilities: made on first use, least recently used out first. */
export class ArmedImages {
  bytes = 0;
  private readonly byProfile = new Map<Profile, Armed>();
  private readonly maxBytes: number;
  private clock = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  get count(): number {
    return this.byProfile.size;
  }

  get(profile: Profile): Armed | undefined {
    const armed = this.byProfile.get(profile);
    if (armed) armed.usedAt = ++this.clock;
    return armed;
  }

  /** Loads the image, tells the guest what it is for, and takes the memory as it is then. */
  arm(machine: Machine, watch: Watch, profile: Profile): Armed {
    const { image, limits } = profile;
    if (image.baseHash !== machine.baseHash) {
      throw new EngineTrap(`image ${image.hash.slice(0, 12)} was made on another base: compile it again`);
    }
    machine.begin(sharedViews(image.pages));
    const logs = new LogBuffer({ ...limits, logLines: 0 }, new Set());
    machine.port = new HostPort({
      watch,
      profile,
      logs,
      seed: "",
      clockMs: 0,
      context: null,
      hostCalls: noHostCalls,
    });
    watch.start({ now: performance.now(), ...COMPILE_LIMITS });
    machine.call("arm", armText(profile));
    const reserved = reserveBeyond(machine, limits.memoryLimitBytes);
    const plan = machine.plan(reserved);
    const armed: Armed = {
      plan,
      files: filesOf(image),
      templates: new InputTemplates((change) => this.grow(profile, armed, change)),
      added: [
        ...hookMethods(image.bindings, profile.hook, profile.allowed).map(({ at, name }) => ({
          at,
          path: [name],
        })),
        ...profile.constants.map(({ argument, path }) => ({ at: argument, path })),
      ],
      usedAt: ++this.clock,
    };
    this.byProfile.set(profile, armed);
    this.bytes += plan.bytes;
    this.evict(profile);
    return armed;
  }

  forget(profile: Profile): void {
    const armed = this.byProfile.get(profile);
    if (!armed) return;
    this.byProfile.delete(profile);
    this.bytes -= armed.plan.bytes + armed.templates.bytes;
  }

  clear(): void {
    this.byProfile.clear();
    this.bytes = 0;
  }

  private grow(profile: Profile, armed: Armed, change: number): void {
    // It may have left the cache while it is still in use.
    if (this.byProfile.get(profile) !== armed) return;
    this.bytes += change;
    this.evict(profile);
  }

  private evict(keep: Profile): void {
    if (this.bytes <= this.maxBytes) return;
    const oldest = [...this.byProfile].sort((a, b) => a[1].usedAt - b[1].usedAt);
    for (const [profile] of oldest) {
      if (this.bytes <= this.maxBytes) return;
      if (profile !== keep) this.forget(profile);
    }
  }
}

/** What the guest is told once per profile. */
function armText({ image: { bindings }, hook, allowed, limits, constants, progress }: Profile): string {
  const { logLines, logLineBytes, resultBytes } = limits;
  const restricted = allowed.includes(false);
  return toJsonText({
    hook,
    caps: { logLines, logLineBytes, resultBytes },
    constants: constants.map(({ argument, path, value }) => ({ at: argument, path, value })),
    methods: hookMethods(bindings, hook, allowed),
    tree: {
      ...(restricted ? globalTree(bindings, allowed) : {}),
      ...(progress ? { progress: "progress" } : {}),
    },
    gone: restricted ? goneGlobals(bindings, allowed) : [],
  });
}

export const noHostCalls: HostCalls = {};
