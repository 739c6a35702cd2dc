import type { ParamDefinition } from "@scriptyard/host-kit";
import type { HostOptions } from "../hosts/loaded-host.ts";
import type { HttpCall } from "./schema.ts";

/** What the schema of a call cannot say about it: `key` is the member that is wrong. */
export function httpProblems(
  params: readonly Pick<ParamDefinition, "name" | "optional">[],
  { url, secret }: Pick<HttpCall, "url" | "secret">,
  { environment, requireSecrets }: HostOptions,
): { key: string; message: string }[] {
  const problems: { key: string; message: string }[] = [];
  const report = (key: string, message: string) => void problems.push({ key, message });
  const inUrl = [...url.matchAll(/\{(\w*)\}/g)].map(([, name]) => name!);
  const plain = url.replaceAll(/\{\w*\}/g, "x");
  if (!/^https?:\/\//.test(plain) || !URL.canParse(plain))
    report("url", `"${url}" is no address such as https://shop.example/stock`);
  else if (/\{/.test(new URL(url).host)) report("url", "its host is fixed; {name} stands in path or query");
  for (const name of inUrl) {
    const param = params.find((one) => one.name === name);
    const known = params.map((one) => one.name).join(", ") || "none";
    if (!param) report("url", `{${name}} is no parameter; there are ${known}`);
    else if (param.optional) report("url", `{${name}} may be left out by scripts; make it required`);
  }
  if (secret !== undefined && requireSecrets && !environment[secret])
    report(
      "secret",
      `the environment has no ${secret}; set it, or write it into .env beside the configuration`,
    );
  return problems;
}
