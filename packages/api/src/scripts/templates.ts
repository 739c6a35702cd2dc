import type { PlaceMember, TemplateDefinition } from "@scriptyard/host-kit";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** `lacks`: what does not work on the end-user page of this installation, in a sentence; null where all of it does. */
export type OfferedTemplate = TemplateDefinition & { lacks: string | null };

export const templates = operator.input(inRealm).query(async ({ ctx, input }): Promise<OfferedTemplate[]> => {
  const { templates: offered } = ctx.runner.hostOf(await realmOf(ctx, input.realm));
  return offered.map((template) => ({ ...template, lacks: lacksOf(template, ctx.pageKnows) }));
});

function lacksOf({ needs = [] }: TemplateDefinition, known: ReadonlySet<PlaceMember>): string | null {
  const missing = needs.filter((member) => !known.has(member));
  if (missing.length === 0) return null;
  return `The end-user page of this installation does not know a visitor's ${missing.join(" and ")}: set SCRIPTYARD_GEO_DATABASE or SCRIPTYARD_PROXY_HEADERS, or have your product begin the walks and tell it.`;
}
