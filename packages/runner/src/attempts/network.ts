import { isIPv6 } from "node:net";
import { untoldIp } from "@scriptyard/model";

/** One household or server: an IPv4 address, or the /64 of an IPv6 address, of which a single line usually has a whole. */
export function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("%")[0]!.split("::");
  const [left, right] = [groupsOf(head), groupsOf(tail ?? "")];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => 0);
  const network = [...left, ...zeros, ...right].slice(0, 4);
  return `${network.map((group) => group.toString(16)).join(":")}::/64`;
}

/** The network of an address that was told; null where none was. */
export function toldNetwork(ip: unknown): string | null {
  return typeof ip === "string" && ip !== untoldIp ? networkOf(ip) : null;
}

/** An IPv4 address at the end stands for two. It is never in the first four. */
function groupsOf(text: string): number[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => (group.includes(".") ? [0, 0] : [Number.parseInt(group, 16)]));
}
