import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";
import { inRange, parseIp, parseRange } from "../text/ip.ts";

const ranges = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "::/127",
  "fc00::/7",
  "fe80::/10",
].map((range) => parseRange(range, "cidr"));

export const ipIsPrivate: FunctionDefinition = {
  name: "ip.isPrivate",
  kind: "host",
  description:
    "Whether an address is not on the public internet: private, loopback, link-local or carrier-grade NAT ranges, IPv4 and IPv6.",
  params: [{ name: "ip", description: "IPv4 or IPv6 address.", schema: { type: "string", maxLength: 60 } }],
  result: { type: "boolean" },
  example: `const internal = ip.isPrivate("192.168.1.20");`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([ip]) => {
    const address = parseIp(asText(ip), "ip");
    return ranges.some((range) => inRange(address, range));
  },
};
