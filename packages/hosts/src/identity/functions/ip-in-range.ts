import type { FunctionDefinition } from "@scriptyard/host-kit";
import { asText } from "../text/argument.ts";
import { inRange, parseIp, parseRange } from "../text/ip.ts";

export const ipInRange: FunctionDefinition = {
  name: "ip.inRange",
  kind: "host",
  description:
    "Whether an address lies in a CIDR range. IPv4 and IPv6; an IPv4 address in IPv6 form (`::ffff:203.0.113.7`) counts as IPv4. Addresses of different families are never in range.",
  params: [
    { name: "ip", description: "IPv4 or IPv6 address.", schema: { type: "string", maxLength: 60 } },
    {
      name: "cidr",
      description: "Range such as `10.0.0.0/8`, or one address.",
      schema: { type: "string", maxLength: 60 },
    },
  ],
  result: { type: "boolean" },
  example: `const fromOffice = ip.inRange("203.0.113.7", "203.0.113.0/24");`,
  capability: "pure",
  levels: ["safe", "production", "development"],
  run: ([ip, cidr]) => inRange(parseIp(asText(ip), "ip"), parseRange(asText(cidr), "cidr")),
};
