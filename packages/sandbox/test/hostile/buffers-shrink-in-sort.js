// expect ok {"seen":[],"changed":0} | execution
// A comparator shrinks the buffer that is being sorted, and others take the memory.
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
  list.sort((a, b) => {
    shrink();
    look(a, b);
    return a - b;
  });
  look(...list);
  const changed = others.filter((other) => other.some((value) => value !== other[0]));
  return { seen: [...seen], changed: changed.length };
}
