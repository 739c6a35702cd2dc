import {
  type CallMock,
  callMocksSchema,
  Fault,
  type HttpMock,
  maskText,
  type Realm,
} from "@scriptyard/model";
import { createScrubber, type Scrubber, shortestSecret } from "../engine/scrubber.ts";
import { installationKey, type KeyPorts } from "../keys/installation-key.ts";
import { formsOf } from "./forms.ts";
import { openedValue } from "./vault.ts";

/**
 * What a sample is to answer calls, which others read, without values of the realm's secrets. A mock whose address holds one would
 * answer nothing any more: it is left out.
 *
 * @param options `refuses`: somebody is there to write another address
 * @throws Fault `bad_request` at `calls.<index>.url`, where it refuses
 */
export type KeepCalls = (calls: readonly CallMock[], options?: { refuses?: boolean }) => CallMock[];

/**
 * For every sample that is stored in a realm. Only what was answered and said is masked, so that a mock stays one that previews
 * take.
 *
 * @example const keep = await callsWithoutSecrets(ports, realm.id); samples.map(({ calls }) => keep(calls))
 */
export async function callsWithoutSecrets(ports: KeyPorts, realmId: Realm["id"]): Promise<KeepCalls> {
  const versions = await ports.store.secrets.list(realmId);
  if (versions.length === 0) return (calls) => [...calls];
  const key = await installationKey(ports);
  let secrets: ReadonlySet<string> | undefined;
  // Most samples keep no calls: for those nobody opens what is sealed.
  const opened = () =>
    new Set(
      versions
        .flatMap((version) => formsOf(openedValue(key, version)))
        .filter(({ length }) => length >= shortestSecret),
    );
  return (calls, { refuses = false } = {}) => {
    if (calls.length === 0) return [];
    secrets ??= opened();
    const scrubber = createScrubber(secrets);
    const isTold = (mock: CallMock) => "method" in mock && scrubber.text(mock.url) !== mock.url;
    const told = calls.findIndex(isTold);
    if (refuses && told >= 0) throw addressTells(told);
    const kept = calls.filter((mock) => !isTold(mock)).map((mock) => withoutValues(mock, scrubber));
    return callMocksSchema.parse(kept);
  };
}

function addressTells(index: number): Fault {
  const message =
    "The address holds the value of a secret, which nobody may read in a sample. End it with * before the value.";
  return new Fault("bad_request", message, {
    details: { issues: [{ path: `calls.${index}.url`, message }] },
  });
}

function withoutValues(mock: CallMock, scrubber: Scrubber): CallMock {
  const { text, json } = scrubber;
  if ("method" in mock) return httpWithoutValues(mock, scrubber);
  return {
    ...mock,
    ...(mock.args !== undefined && { args: mock.args.map(json) }),
    ...(mock.answer !== undefined && { answer: json(mock.answer) }),
    ...(mock.error !== undefined && { error: text(mock.error) }),
  };
}

function httpWithoutValues({ base64, ...mock }: HttpMock, { text, json }: Scrubber): HttpMock {
  const headers = mock.headers && Object.entries(mock.headers).map(([name, value]) => [name, text(value)]);
  return {
    ...mock,
    ...(headers && { headers: Object.fromEntries(headers) as HttpMock["headers"] }),
    ...(mock.body !== undefined && { body: json(mock.body) }),
    ...(base64 !== undefined && (holdsValue(base64, text) ? { body: maskText } : { base64 })),
  };
}

/** As it is written, and in the bytes that it stands for. */
function holdsValue(base64: string, text: Scrubber["text"]): boolean {
  const bytes = Buffer.from(base64, "base64").toString();
  return text(base64) !== base64 || text(bytes) !== bytes;
}
