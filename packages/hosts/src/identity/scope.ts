import type { RealmView } from "@scriptyard/host-kit";
import type { Json } from "@scriptyard/model";
import { objectOf } from "./object-of.ts";

/** What `text.t`, `time.inZone` and `users.update` need, from the realm's settings and the hook's arguments `[context, form]`. */
export function identityHostContext({ settings, timeZone }: RealmView, args: readonly Json[]): Json {
  const request = objectOf(objectOf(args[0]).request);
  return {
    texts: settings.texts ?? {},
    locale: typeof request.locale === "string" ? request.locale : "en",
    timeZone,
    userAttributes: settings.userAttributes ?? [],
  };
}

/** The account that is signing in. */
export function identitySubject([context]: readonly Json[]): string[] {
  const { id, email, name } = objectOf(objectOf(context).user);
  return [id, email, name].filter((one) => typeof one === "string");
}
