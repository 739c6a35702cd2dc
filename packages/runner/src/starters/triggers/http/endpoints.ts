import type { Realm, Trigger } from "@scriptyard/model";
import type { FireOptions, TriggerScope } from "../kind.ts";
import type { HttpConfig } from "./index.ts";
import type { PathPart } from "./route.ts";
import { comparePaths, matchPath } from "./route.ts";
import type { ClaimSignature } from "./signature.ts";

/** An endpoint that is up. */
export type Endpoint = {
  trigger: Trigger;
  realm: Realm;
  config: HttpConfig;
  path: readonly PathPart[];
  secret: string | null;
  claimSignature: ClaimSignature;
  fireOptions: FireOptions;
  fire: TriggerScope["fire"];
};

export type EndpointMatch = { endpoint: Endpoint; params: { [name: string]: string } };

/** The endpoints of every realm, most particular path first. */
export type Endpoints = {
  add(endpoint: Endpoint): Disposable;
  /** Every endpoint whose path matches, whatever its method. */
  match(realm: string, parts: readonly string[]): EndpointMatch[];
  size(): number;
};

export function createEndpoints(): Endpoints {
  const realms = new Map<string, Endpoint[]>();
  return {
    add(endpoint) {
      const { name } = endpoint.realm;
      const list = [...(realms.get(name) ?? []), endpoint];
      realms.set(
        name,
        list.sort((a, b) => comparePaths(a.path, b.path)),
      );
      return {
        [Symbol.dispose]() {
          const left = (realms.get(name) ?? []).filter((one) => one !== endpoint);
          if (left.length > 0) realms.set(name, left);
          else realms.delete(name);
        },
      };
    },
    match(realm, parts) {
      return (realms.get(realm) ?? []).flatMap((endpoint) => {
        const params = matchPath(endpoint.path, parts);
        return params === null ? [] : [{ endpoint, params }];
      });
    },
    size: () => [...realms.values()].reduce((sum, list) => sum + list.length, 0),
  };
}
