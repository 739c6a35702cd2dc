import type { Realm, SecretPlace } from "@scriptyard/model";
import { secretsNamed } from "@scriptyard/store";
import type { MovingPorts } from "./ports.ts";
import type { MovedScript } from "./types.ts";

/** How a secret of scripts is named among the others: `secrets/stripe`, or `secrets/stripe/shop/pay` of one script alone. */
const folder = "secrets/";

const textOf = ({ name, script }: SecretPlace): string =>
  `${folder}${name}${script === null ? "" : `/${script}`}`;

/** Names of a realm's secrets, or of those that the chosen scripts say. Values stay where they are. */
export async function secretsOfScripts(
  ports: Pick<MovingPorts, "store">,
  realmId: Realm["id"],
  chosen: readonly MovedScript[] | null,
): Promise<string[]> {
  const all = await ports.store.secrets.list(realmId);
  const said = chosen && new Set(chosen.flatMap((one) => secretsNamed(`${one.draft}\n${one.live ?? ""}`)));
  return [...new Set(all.filter(({ name }) => said === null || said.has(name)).map(textOf))];
}

/** What a secret that did not come along is called; null for what is none of scripts. */
export function scriptSecretNamed(text: string): SecretPlace | null {
  if (!text.startsWith(folder)) return null;
  const [name = "", ...script] = text.slice(folder.length).split("/");
  return { name, script: script.length === 0 ? null : script.join("/") };
}

export function missingScriptSecret({ name, script }: SecretPlace): string {
  const whose = script === null ? "" : ` of ${script}`;
  return `The secret ${name}${whose} has no value here. Set it under Secrets.`;
}
