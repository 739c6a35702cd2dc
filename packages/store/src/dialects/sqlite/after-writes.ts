import type { Engine } from "../../work.ts";

/** How long what was written waits for `act`; whatever is written meanwhile needs no other. */
const restMs = 100;

/** An engine after whose writes `act` is called, a while later and never while it is under way. */
export function afterWrites(engine: Engine, act: () => Promise<void>): Engine {
  let planned = false;
  const plan = () => {
    if (planned) return;
    planned = true;
    const end = () => {
      planned = false;
    };
    // What fails is done after a later write, or by this very connection when it has become four times as much.
    setTimeout(() => void act().then(end, end), restMs).unref();
  };
  return {
    ...engine,
    async tx(work, options) {
      try {
        return await engine.tx(work, options);
      } finally {
        plan();
      }
    },
  };
}
