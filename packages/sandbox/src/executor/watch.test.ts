import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GuestClock } from "./guest-clock.ts";
import { Watch } from "./watch.ts";

/** A machine that gives the guest's thread a share of a processor, and clocks that say so. */
class FakeMachine {
  countdown = 0;
  wallMs = 1_000;
  processorMs = 50;
  reads = 0;

  watch(tells = true): Watch {
    const read = () => {
      this.reads++;
      return tells ? this.processorMs : null;
    };
    const clock = { read, descriptor: null, [Symbol.dispose]: () => undefined };
    return new Watch(this, new GuestClock(clock, () => this.wallMs));
  }

  pass(wallMs: number, share: number): void {
    this.wallMs += wallMs;
    this.processorMs += wallMs * share;
  }
}

const order = (machine: FakeMachine, change: Partial<Parameters<Watch["start"]>[0]> = {}) => ({
  now: machine.wallMs,
  timeoutMs: 100,
  operationLimit: 1e9,
  ...change,
});

/** The guest goes on, polling, until it is stopped; what it had used when it was. */
function runOn(machine: FakeMachine, watch: Watch, slices: Iterable<[wallMs: number, share: number]>) {
  const [wall, processor] = [machine.wallMs, machine.processorMs];
  for (const [ms, share] of slices) {
    machine.pass(ms, share);
    if (watch.checkDeadline()) break;
  }
  return { wallMs: machine.wallMs - wall, processorMs: machine.processorMs - processor };
}

/** A tenth of a millisecond of the guest between two polls. */
function* polls(share: number): Generator<[number, number]> {
  for (;;) yield [0.1 / share, share];
}

function* forever(share: number): Generator<[number, number]> {
  for (;;) yield [1, share];
}

describe("the time of a guest", () => {
  it("is the processor's: what others take costs it nothing, whatever the machine does", () => {
    const slice = fc.tuple(
      fc.double({ min: 0, max: 40, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(slice, { maxLength: 200 }),
        fc.array(slice, { maxLength: 5 }),
        fc.integer({ min: 1, max: 200 }),
        (slices, earlier, timeoutMs) => {
          const machine = new FakeMachine();
          const watch = machine.watch();
          // Runs before it, whose time must not be charged to it.
          for (const [ms, share] of earlier) {
            watch.start(order(machine, { timeoutMs }));
            machine.pass(ms / 20, share);
          }
          watch.start(order(machine, { timeoutMs }));
          const used = runOn(machine, watch, slices);
          const { stop } = watch;
          if (stop?.reason !== "deadline") {
            expect(stop).toBeNull();
            // Between two looks here there may be forty milliseconds, as in native code.
            expect(used.processorMs).toBeLessThan(
              timeoutMs + Math.max(2, Math.min(10, timeoutMs / 10)) + 0.01,
            );
            return;
          }
          if (stop.limit === "timeoutMs") expect(used.processorMs).toBeGreaterThan(timeoutMs - 1e-6);
          else expect(used.wallMs).toBeGreaterThanOrEqual(10 * timeoutMs + 1_000 - 1e-6);
        },
      ),
    );
  });

  it("is over when it was used, on an idle machine as on a busy one", () => {
    for (const share of [1, 0.5, 0.12]) {
      const machine = new FakeMachine();
      const watch = machine.watch();
      watch.start(order(machine));
      const used = runOn(machine, watch, forever(share));
      expect(watch.stop).toMatchObject({ reason: "deadline", limit: "timeoutMs", value: 100 });
      expect(used.processorMs).toBeGreaterThanOrEqual(100 - 1e-6);
      expect(used.processorMs).toBeLessThan(102);
    }
  });

  it("ends on the clock where a guest never gets a processor", () => {
    const machine = new FakeMachine();
    const watch = machine.watch();
    watch.start(order(machine));
    expect(runOn(machine, watch, forever(0.01)).wallMs).toBe(2_000);
    expect(watch.stop).toMatchObject({ limit: "wallMs", value: 2_000, used: { wallMs: 2_000 } });
    watch.start(order(machine, { wallMs: 300 }));
    expect(runOn(machine, watch, forever(0)).wallMs).toBe(300);
    expect(watch.stop).toMatchObject({ limit: "wallMs", value: 300, used: { processorMs: 0 } });
  });

  it("goes on where it was after a wait", () => {
    const machine = new FakeMachine();
    const watch = machine.watch();
    watch.start(order(machine, { before: { guestMs: 90, guestWallMs: 1_500 } }));
    expect(runOn(machine, watch, forever(1)).processorMs).toBe(10);
    watch.start(order(machine, { before: { guestMs: 0, guestWallMs: 1_990 } }));
    expect(runOn(machine, watch, forever(0.1)).wallMs).toBe(10);
    expect(watch.stop).toMatchObject({ limit: "wallMs" });
  });

  it("goes by the clock where a machine tells no other", () => {
    const machine = new FakeMachine();
    const watch = machine.watch(false);
    watch.start(order(machine));
    expect(runOn(machine, watch, forever(0.1)).wallMs).toBe(100);
    expect(watch.stop).toMatchObject({ limit: "timeoutMs", used: { processorMs: null, wallMs: 100 } });
  });

  it("is asked for once in a while, not for every run", () => {
    const machine = new FakeMachine();
    const watch = machine.watch();
    for (let run = 0; run < 1_000; run++) {
      watch.start(order(machine));
      runOn(machine, watch, [[0.02, 1]]);
    }
    expect(machine.reads).toBeLessThanOrEqual(3);
  });

  it("of a guest that polls is held within two milliseconds, whatever ran and rested before it", () => {
    const turn = fc.tuple(
      fc.double({ min: 0, max: 15, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(turn, { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0.3, max: 200, noNaN: true }),
        (earlier, share, timeoutMs) => {
          const machine = new FakeMachine();
          const watch = machine.watch();
          for (const [restMs, ofIt] of earlier) {
            watch.start(order(machine, { timeoutMs }));
            machine.pass(0.02, 1);
            watch.checkDeadline();
            machine.pass(restMs, ofIt);
          }
          watch.start(order(machine, { timeoutMs, wallMs: 1e6 }));
          const used = runOn(machine, watch, polls(share));
          expect(watch.stop).toMatchObject({ limit: "timeoutMs" });
          expect(used.processorMs).toBeGreaterThan(timeoutMs - 1e-6);
          expect(used.processorMs).toBeLessThan(timeoutMs + 2.3);
        },
      ),
    );
  });

  it("is counted closely in every stretch of a run that waits again and again", () => {
    const machine = new FakeMachine();
    const watch = machine.watch();
    let before = { guestMs: 0, guestWallMs: 0 };
    let processorMs = 0;
    for (let stretch = 0; stretch < 500 && watch.stop === null; stretch++) {
      watch.start(order(machine, stretch === 0 ? {} : { before }));
      machine.pass(5, 1);
      processorMs += 5;
      if (watch.checkDeadline()) break;
      const { processorMs: guestMs, wallMs: guestWallMs } = watch.used();
      before = { guestMs: guestMs!, guestWallMs };
      // Waits for its host, and nobody needs the thread.
      machine.pass(9, 0);
    }
    expect(watch.stop).toMatchObject({ limit: "timeoutMs" });
    expect(processorMs).toBeLessThanOrEqual(120);
  });
});
