type Value = string | number | { [name: string]: Value };
type Node = { 0: Node | number | null; 1: Node | number | null };

/**
 * A database file in MaxMind's format, as its public description has it: a tree over the bits of addresses, what is known of
 * them, and a description at the end.
 *
 * @param networks IPv4 networks (`203.0.113.0/24`) and what is known of them
 */
export function mmdbFile(networks: { [network: string]: Value }): Buffer {
  const root: Node = { 0: null, 1: null };
  let data = Buffer.alloc(0);
  for (const [network, value] of Object.entries(networks)) {
    const [ip = "", prefix = "32"] = network.split("/");
    const bits = ip.split(".").map((part) => Number(part).toString(2).padStart(8, "0"));
    // IPv4 lies in the first 96 bits' zeros.
    const path = Array.from(`${"0".repeat(96)}${bits.join("").slice(0, Number(prefix))}`, Number) as (
      | 0
      | 1
    )[];
    let node = root;
    for (const bit of path.slice(0, -1)) {
      const next = node[bit] ?? { 0: null, 1: null };
      node[bit] = next;
      node = next as Node;
    }
    node[path.at(-1)!] = data.length;
    data = Buffer.concat([data, encoded(value)]);
  }
  const nodes: Node[] = [root];
  for (const node of nodes)
    for (const next of [node[0], node[1]]) if (next !== null && typeof next === "object") nodes.push(next);
  const record = (to: Node | number | null) =>
    to === null ? nodes.length : typeof to === "number" ? nodes.length + 16 + to : nodes.indexOf(to);
  const tree = Buffer.alloc(nodes.length * 6);
  for (const [index, node] of nodes.entries())
    for (const bit of [0, 1] as const) tree.writeUIntBE(record(node[bit]), index * 6 + bit * 3, 3);
  return Buffer.concat([
    tree,
    Buffer.alloc(16),
    data,
    Buffer.from("abcdef", "hex"),
    Buffer.from("MaxMind.com"),
    description(nodes.length),
  ]);
}

function description(nodeCount: number): Buffer {
  const members: [string, Buffer][] = [
    ["node_count", number(6, nodeCount, 4)],
    ["record_size", number(5, 24, 2)],
    ["ip_version", number(5, 6, 2)],
    ["binary_format_major_version", number(5, 2, 2)],
    ["binary_format_minor_version", number(5, 0, 2)],
    ["build_epoch", number(9, 0, 0)],
    ["database_type", encoded("Test")],
    ["languages", head(11, 0)],
    ["description", head(7, 0)],
  ];
  return Buffer.concat([
    head(7, members.length),
    ...members.flatMap(([name, value]) => [encoded(name), value]),
  ]);
}

function encoded(value: Value): Buffer {
  if (typeof value === "string")
    return Buffer.concat([head(2, Buffer.byteLength(value)), Buffer.from(value)]);
  if (typeof value === "number") {
    const double = Buffer.alloc(8);
    double.writeDoubleBE(value);
    return Buffer.concat([head(3, 8), double]);
  }
  const members = Object.entries(value);
  return Buffer.concat([
    head(7, members.length),
    ...members.flatMap(([name, one]) => [encoded(name), encoded(one)]),
  ]);
}

function number(type: number, value: number, bytes: number): Buffer {
  const digits = Buffer.alloc(bytes);
  if (bytes > 0) digits.writeUIntBE(value, 0, bytes);
  return Buffer.concat([head(type, bytes), digits]);
}

/** Kind and size; texts here are shorter than 29 bytes. */
function head(type: number, size: number): Buffer {
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size]);
}
