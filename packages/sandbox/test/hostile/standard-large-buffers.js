// expect memory_limit | timeout | operation_limit
// Bytes that come back from the host have to fit into the guest's memory.
export function onExecute() {
  const all = [];
  const text = "ü".repeat(500_000);
  for (;;) all.push(new TextEncoder().encode(text), new TextDecoder().decode(new Uint8Array(1_000_000)));
}
