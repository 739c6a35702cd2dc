import { isIPv4, isIPv6 } from "node:net";

/** An address as a number of `bits` bits; IPv4 in IPv6 form is IPv4. */
export type Ip = { bits: 32 | 128; value: bigint };
export type IpRange = { base: Ip; prefix: number };

/** @throws TypeError that names the argument */
export function parseIp(text: string, argument: string): Ip {
  // Longer than any address: not looked at. Scripts give what visitors sent, and nobody waits for a long text here.
  const given = text.length > MAX_CHARACTERS ? "" : text.trim();
  // Only IPv6 has zones: "10.0.0.1%x" is no address, whatever stands before the sign.
  const plain = given.includes(":") ? withoutZone(given) : given;
  if (isIPv4(plain)) return { bits: 32, value: parseV4(plain) };
  if (!isIPv6(plain))
    throw new TypeError(`argument ${argument}: ${show(text)} is not an IPv4 or IPv6 address`);
  const value = parseV6(plain);
  const mapped = value >> 32n === 0xffffn;
  return mapped ? { bits: 32, value: value & 0xffff_ffffn } : { bits: 128, value };
}

/** @throws TypeError that names the argument */
export function parseRange(text: string, argument: string): IpRange {
  const [address = "", length, ...more] = text
    .slice(0, 2 * MAX_CHARACTERS)
    .trim()
    .split("/");
  const example = "expected a range such as 10.0.0.0/8 or 2001:db8::/32";
  if (more.length > 0) throw new TypeError(`argument ${argument}: ${show(text)} is not a range; ${example}`);
  const base = parseIp(address, argument);
  // `::ffff:10.0.0.0/104` counts its length from the IPv6 start.
  const offset = base.bits === 32 && address.includes(":") ? 96 : 0;
  if (length === undefined) return { base, prefix: base.bits };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) - offset : Number.NaN;
  if (!(prefix >= 0 && prefix <= base.bits))
    throw new TypeError(
      `argument ${argument}: /${length.slice(0, 20)} is not a prefix length from ${offset} to ${base.bits + offset}; ${example}`,
    );
  return { base, prefix };
}

export function inRange(ip: Ip, { base, prefix }: IpRange): boolean {
  if (ip.bits !== base.bits) return false;
  const shift = BigInt(base.bits - prefix);
  return ip.value >> shift === base.value >> shift;
}

/** `fe80::1%eth0` is an address of the interface `eth0`. */
function withoutZone(text: string): string {
  const at = text.indexOf("%");
  return at < 0 ? text : text.slice(0, at);
}

const MAX_CHARACTERS = 200;

function parseV4(text: string): bigint {
  return text.split(".").reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n);
}

function parseV6(text: string): bigint {
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(text)?.[1];
  const v4 = dotted === undefined ? 0n : parseV4(dotted);
  const hex =
    dotted === undefined
      ? text
      : text.replace(dotted, `${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`);
  const [head = "", tail] = hex.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

function show(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 58)}…` : text);
}
