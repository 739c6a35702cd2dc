import type { EffectScope, RealmView } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";

/** What `text.t` and the effect checks need, from the realm's settings and the hook's arguments `[context, form]`. */
export function identityScope(
  realm: RealmView,
  args: readonly Json[],
): { hostContext: Json; effects: EffectScope } {
  const { settings, timeZone, allowedHosts } = realm;
  const request = objectOf(objectOf(args[0]).request);
  const attributes = settings.userAttributes;
  return {
    hostContext: {
      texts: settings.texts ?? {},
      locale: typeof request.locale === "string" ? request.locale : "en",
      timeZone,
    },
    effects: {
      allowedHosts,
      userAttributes: Array.isArray(attributes) ? attributes.filter((name) => typeof name === "string") : [],
      form: args[1] ?? null,
    },
  };
}

/** The account that is signing in. */
export function identitySubject([context]: readonly Json[]): string[] {
  const { id, email, name } = objectOf(objectOf(context).user);
  return [id, email, name].filter((one) => typeof one === "string");
}

function objectOf(value: Json | undefined): { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
