import { Input, SegmentedControl, Select } from "@mantine/core";
import type { Outputs } from "../../../app/trpc.ts";
import styles from "../try.module.css";

/** A visitor where the host names none. */
export const anonymous = "anonymous";

/** As whom a flow is walked, and with which texts. */
export type Way = { mode: "live" | "draft"; persona: string };

/** Who walks and what runs; each choice begins a new walk. */
export function TryControls(props: {
  personas: Outputs["flows"]["personas"];
  persona: string;
  mode: Way["mode"];
  mayWalkLive: (persona: string) => boolean;
  onBegin: (way: Way) => void;
}) {
  const { personas, persona, mode, mayWalkLive, onBegin } = props;
  const description = personas.find((each) => each.name === persona)?.description;
  return (
    <div className={styles.controls}>
      <Select
        size="xs"
        label="Visitor"
        allowDeselect={false}
        value={persona}
        data={personas.length > 0 ? personas.map((each) => each.name) : [anonymous]}
        onChange={(value) => {
          if (!value) return;
          const next = mayWalkLive(value) ? mode : "draft";
          onBegin({ mode: next, persona: value });
        }}
      />
      <div>
        <Input.Label labelElement="div" size="xs" id="try-mode">
          Scripts
        </Input.Label>
        <SegmentedControl
          size="xs"
          aria-labelledby="try-mode"
          value={mode}
          data={[
            { value: "draft", label: "Drafts" },
            { value: "live", label: "Live", disabled: !mayWalkLive(persona) },
          ]}
          onChange={(value) => onBegin({ mode: value as "live" | "draft", persona })}
        />
      </div>
      <p className={`small soft ${styles.description}`}>
        {description ?? "A visitor the host knows nothing about."} A trial: nobody is logged in, and no
        message is sent{mayWalkLive(persona) ? "" : "; authors may try what is live as this visitor"}.
      </p>
    </div>
  );
}
