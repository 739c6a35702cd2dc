import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { FilePlus2 } from "lucide-react";
import { useState } from "react";
import { keepInRealm } from "../../../app/keep-in-realm.ts";
import { useCan } from "../../../app/me.ts";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { liveWords, type ScriptSources } from "../../../components/source-words.ts";
import styles from "../triggers.module.css";

/** The script that a trigger starts: of its hook, found by a part of the name; where there is none, the way to make one. */
export function ScriptField(props: {
  hook: string;
  /** `module/name`; empty = none is chosen. */
  value: string;
  onChange: (script: string) => void;
  error: string | undefined;
  disabled: boolean;
}) {
  const { hook, value } = props;
  const realm = useRealm();
  const mayWrite = useCan("author");
  const [typed, setTyped] = useState(value);
  // What the field shows of the script that is chosen is no question.
  const [text] = useDebouncedValue(typed.startsWith(value) && value !== "" ? "" : typed.trim(), 120);
  const found = useQuery({
    ...useTRPC().registry.withHook.queryOptions({ realm, hook, text: text.slice(0, 200) }),
    placeholderData: keepInRealm(realm),
  });
  const items = found.data?.items ?? [];
  const isNone = found.isSuccess && !found.isPlaceholderData && text === "" && items.length === 0;
  const data = items.map((script) => ({ value: nameOf(script), label: labelOf(script) }));
  if (value !== "" && !data.some((one) => one.value === value)) data.unshift({ value, label: value });
  return (
    <>
      <Select
        label="Script"
        description={`A script with the hook ${hook}.`}
        placeholder={isNone ? "There is none yet" : "Choose"}
        searchable
        disabled={props.disabled}
        error={props.error ?? false}
        data={data}
        // The server has looked.
        filter={({ options }) => options}
        nothingFoundMessage={found.isFetching ? "Looking…" : "No script of this hook is called so."}
        onSearchChange={setTyped}
        value={value || null}
        onChange={(script) => props.onChange(script ?? "")}
      />
      {found.data?.more ? <p className="small soft">There are more: type a part of the name.</p> : null}
      {isNone ? (
        <div className={styles.none}>
          <p className="small soft">
            No script of this realm has the hook <span className="mono">{hook}</span>. What you type here is
            kept.
          </p>
          {mayWrite ? (
            <Button
              variant="default"
              leftSection={<FilePlus2 size={14} aria-hidden="true" />}
              renderRoot={(rest) => (
                <Link to="/r/$realm/scripts" params={{ realm }} search={{ new: hook }} {...rest} />
              )}
            >
              New script for {hook}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}

function labelOf(script: ScriptSources): string {
  const { active } = script;
  const runs = active === null ? "nothing live" : active === "file" ? "file" : liveWords(script).label;
  return `${nameOf(script)} · ${runs}`;
}

const nameOf = ({ module, name }: ScriptSources): string => `${module}/${name}`;
