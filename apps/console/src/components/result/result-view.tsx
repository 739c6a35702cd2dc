import { kindOfHook, messagesIn } from "@scriptyard/model";
import type { ReactNode } from "react";
import { useFlowKinds } from "../../app/use-host-reference.ts";
import { OutcomeWord } from "../outcome-word.tsx";
import { EffectList } from "./effect-list.tsx";
import { JsonFold } from "./json-fold.tsx";
import { Published } from "./published.tsx";
import styles from "./result.module.css";
import { resultViewOf, type Shown } from "./result-views.ts";
import { usePublishing } from "./use-publishing.ts";

/**
 * What a run answered, first in one line, then in whole: the same for a preview, a replay, a record and a test of a trigger.
 *
 * @param children goes on in the first line, e.g. how it compares with the recording
 */
export function ResultView(props: { shown: Shown; failure?: ReactNode; children?: ReactNode }) {
  const { shown } = props;
  const ok = shown.status === "ok";
  const kind = kindOfHook(useFlowKinds(), shown.hook);
  const { Lead, Body, whole } = resultViewOf(shown.hook, kind);
  const publishing = usePublishing(shown.effects.length > 0);
  const messages = messagesIn(shown.effects, (name) => publishing.has(name));
  const published = new Set(messages.map(({ at }) => at));
  const others = shown.effects.filter((_, at) => !published.has(at));
  return (
    <div className={styles.view}>
      <div className={styles.headline}>
        <OutcomeWord status={shown.status} action={shown.action} errorType={shown.errorType} large />
        {ok && Lead && <Lead shown={shown} kind={kind} />}
        {props.children}
      </div>
      {props.failure}
      {ok && Body && <Body shown={shown} kind={kind} />}
      {messages.length > 0 && <Published messages={messages} />}
      {ok && (others.length > 0 || messages.length === 0) && <EffectList effects={others} />}
      {ok && !whole && shown.result !== null && <JsonFold label="Result" value={shown.result} />}
      {shown.effects.length > 0 && <JsonFold label="Effects" value={shown.effects} />}
    </div>
  );
}
