import { lookup as dnsLookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, isIPv4 } from "node:net";

/** Ranges of IPv4 that are not of the public internet: IANA's registry of special addresses, multicast and reserved ones. */
const closed = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // A cloud's own service for its machines, at an address that looks public.
  ["168.63.129.16", 32],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  closed.addSubnet(network, prefix, "ipv4");

/** Of IPv6 what is public is one range, less what in it stands for something else: tunnels, documentation, translations. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  closed.addSubnet(network, prefix, "ipv6");

/** Whether an address is one of the public internet. Addresses that hold another one (mapped, 6to4) are none. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, "ipv4");
  const plain = address.split("%")[0]!;
  return isIP(plain) === 6 && open6.check(plain, "ipv6") && !closed.check(plain, "ipv6");
}

/** Where a host is. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/** By the system's own resolver, so that names of the installation's network are found. */
export const resolveHost: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true, verbatim: true }, (error, found) =>
      error ? reject(error) : resolve(found),
    );
  });

/**
 * The addresses of a host, asked for once: the connection is made to one of these, and a name that means another address a
 * moment later changes nothing.
 *
 * @param hostname as `URL` has it: addresses of IPv6 in brackets
 * @param signal the system cannot be told to stop asking, but nobody waits for it any more
 * @returns null where one of them is not public, and it has to be
 */
export async function pinnedAddresses(
  resolve: Resolve,
  hostname: string,
  mayBePrivate: boolean,
  signal?: AbortSignal,
): Promise<LookupAddress[] | null> {
  const plain = hostname.replace(/^\[|\]$/g, "");
  const family = isIP(plain);
  const found = family > 0 ? [{ address: plain, family }] : await orAborted(resolve(plain), signal);
  if (found.length === 0) throw new Error("The name has no address.");
  return mayBePrivate || found.every(({ address }) => isPublic(address)) ? found : null;
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
