import { useEditorScope, useScriptScope } from "../editor-context.ts";
import { RetireForm } from "./retire-form.tsx";

/** Takes away what is live: what that means, and why, before it happens. The address says which version was seen live. */
export function RetireDialog() {
  const { route, readOnlyReason } = useEditorScope();
  const { item } = useScriptScope().detail;
  const { retire: asked } = route.search;
  // Who may not, and what is live no more, is not asked for.
  if (asked === undefined || readOnlyReason !== null || item.liveVersion !== asked) return null;
  return <RetireForm key={asked} live={asked} onClose={() => route.patch({ retire: undefined })} />;
}
