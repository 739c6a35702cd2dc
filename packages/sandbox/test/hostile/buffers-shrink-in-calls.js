// expect ok {"seen":[],"changed":0} | execution
// Every method that asks a script for a number while it knows how long the list was.
export function onExecute() {
  const buffer = new ArrayBuffer(16_000, { maxByteLength: 16_000 });
  const list = new Uint32Array(buffer).fill(1);
  const seen = new Set();
  const others = [];
  let calls = 0;
  const shrink = () => {
    if (calls++ > 0) return;
    buffer.resize(8);
    for (let i = 0; i < 40; i++) others.push(new Uint32Array(1_000).fill(0xdead0000 + i));
  };
  const look = (...values) => {
    for (const value of values) if (value !== undefined && value !== 0 && value !== 1) seen.add(value);
  };
  const asked = (answer) => ({
    valueOf() {
      shrink();
      return answer;
    },
  });
  for (const act of [
    () => list.fill(asked(1)),
    () => list.indexOf(1, asked(0)),
    () => list.lastIndexOf(1, asked(3_999)),
    () => list.includes(5, asked(0)),
    () => list.copyWithin(asked(0), 5),
    () => look(...list.subarray(asked(0))),
    () => look(...list.slice(asked(0))),
    () => list.set({ length: 4_000, 5: asked(1) }),
    () => look(...list.map((value) => (shrink(), value))),
    () => list.join({ toString: () => (shrink(), ",") }),
  ]) {
    calls = 0;
    try {
      buffer.resize(16_000);
      list.fill(1);
      act();
    } catch {}
  }
  look(...list);
  const changed = others.filter((other) => other.some((value) => value !== other[0]));
  return { seen: [...seen], changed: changed.length };
}
