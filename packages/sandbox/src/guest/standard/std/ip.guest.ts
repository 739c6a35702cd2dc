// Addresses of the internet protocol, both versions, and ranges of them.

type Address = { version: 4 | 6; value: bigint };

/** The address in its one written form; null for what is none. An IPv4 address in IPv6 dress (`::ffff:10.0.0.1`) is IPv4. */
export function normalize(text: string): string | null {
  const address = read(text);
  return address === null ? null : written(address);
}

export function isAddress(text: string): boolean {
  return read(text) !== null;
}

/** 4 or 6; null for what is no address. */
export function version(text: string): 4 | 6 | null {
  return read(text)?.version ?? null;
}

/** Whether an address lies in a range such as `10.0.0.0/8` or `2001:db8::/32`, or is that address. */
export function inRange(address: string, range: string): boolean {
  const one = read(address);
  if (one === null)
    throw new TypeError("ip: " + JSON.stringify(String(address).slice(0, 60)) + " is no address.");
  const { start, bits } = readRange(range);
  if (start.version !== one.version) return false;
  const rest = BigInt((one.version === 4 ? 32 : 128) - bits);
  return one.value >> rest === start.value >> rest;
}

const privateRanges = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "::/127",
  "fc00::/7",
  "fe80::/10",
];

/** Whether nobody outside of a network reaches it: private, loopback, link-local, shared by a provider. */
export function isPrivate(address: string): boolean {
  return privateRanges.some((range) => inRange(address, range));
}

function readRange(range: string): { start: Address; bits: number } {
  const text = String(range);
  const slash = text.indexOf("/");
  const start = read(slash < 0 ? text : text.slice(0, slash));
  const most = start?.version === 4 ? 32 : 128;
  const length = slash < 0 ? String(most) : text.slice(slash + 1);
  if (start === null || !/^(?:0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > most)
    throw new TypeError("ip: " + JSON.stringify(text.slice(0, 60)) + " is no range, such as 10.0.0.0/8.");
  return { start, bits: Number(length) };
}

function read(given: unknown): Address | null {
  const text = String(given);
  if (text.length > 45) return null;
  if (!text.includes(":")) {
    const value = read4(text);
    return value === null ? null : { version: 4, value };
  }
  const value = read6(text);
  if (value === null) return null;
  return value >> 32n === 0xffffn ? { version: 4, value: value & 0xffffffffn } : { version: 6, value };
}

function read4(text: string): bigint | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return null;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function read6(text: string): bigint | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const last = groups.at(-1)!;
  // The last 32 bits may be written as IPv4.
  if (last.length > 0 && last.at(-1)!.includes(".")) {
    const four = read4(last.pop()!);
    if (four === null) return null;
    last.push((four >> 16n).toString(16), (four & 0xffffn).toString(16));
  }
  const count = groups.reduce((sum, list) => sum + list.length, 0);
  if (halves.length === 1 ? count !== 8 : count > 7) return null;
  const all = [...groups[0]!, ...Array<string>(8 - count).fill("0"), ...(groups[1] ?? [])];
  let value = 0n;
  for (const group of all) {
    if (!/^[0-9A-Fa-f]{1,4}$/.test(group)) return null;
    value = value * 65536n + BigInt("0x" + group);
  }
  return value;
}

/** RFC 5952. */
function written({ version, value }: Address): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
  const groups: string[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) groups.push(((value >> shift) & 0xffffn).toString(16));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === "0") end++;
    if (end - i > best.length) best = { at: i, length: end - i };
    if (end > i) i = end - 1;
  }
  if (best.at < 0) return groups.join(":");
  return groups.slice(0, best.at).join(":") + "::" + groups.slice(best.at + best.length).join(":");
}
