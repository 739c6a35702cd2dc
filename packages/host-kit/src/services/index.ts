import type { CodeVerdict } from "@scriptyard/model";
import type { CodeOrder, RunServices } from "../types.ts";
import { createStateCopy } from "./state-copy.ts";

/**
 * What functions of kind `async` are served with where nothing real may happen: previews, the CLI, samples. Nothing is
 * stored or sent; what a script is answered is fixed, so that every way through it can be tried. State is empty at each call.
 */
export const trialServices: RunServices = {
  trial: true,
  codes: {
    issue: async ({ purpose }: CodeOrder) => trialHandle(purpose),
    verify: async ({ code }) => trialVerdict(code),
  },
  returns: {
    async verify({ params }) {
      const { signature, ...signed } = params;
      return signature === "valid" ? signed : null;
    },
  },
  http: {
    async call() {
      throw new TypeError("calls nobody here: only live runs of a server do");
    },
  },
  product: {
    async call() {
      throw new TypeError("nobody answers it here: only runs of a server ask a product");
    },
  },
  state: { act: (spot, deed) => emptyState(Date.now).act(spot, deed) },
};

/** The same for one run, which finds what it kept itself. */
export function createTrialServices(now: () => number = Date.now): RunServices {
  return { ...trialServices, state: emptyState(now) };
}

const emptyState = (now: () => number) => createStateCopy({ read: async () => null, now });

/** `123456` is right (or as many of `1234567890` as were typed), zeros are too old, everything else is wrong. */
function trialVerdict(code: string): CodeVerdict {
  const digits = code.replace(/[\s-]/g, "");
  if (digits.length >= 6 && "1234567890".startsWith(digits)) return "right";
  return /^0{6,}$/.test(digits) ? "expired" : "wrong";
}

/** Looks like a handle and names no code. */
function trialHandle(purpose: string): string {
  const letters = purpose.replace(/[^0-9a-hjkmnp-tv-z]/g, "");
  return `cod_${`0try0${letters}`.slice(0, 26).padEnd(26, "0")}`;
}
