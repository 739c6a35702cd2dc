import { SegmentedControl } from "@mantine/core";
import { trafficWindowNames } from "@scriptyard/model";
import styles from "../flow.module.css";
import { type FlowTrafficChoice, trafficWords } from "../search.ts";

/** Of which time the graph says how many went where. */
export function TrafficControl(props: {
  value: FlowTrafficChoice;
  unknown: { problem: string | null } | null;
  onChange: (next: FlowTrafficChoice) => void;
}) {
  const { value, unknown } = props;
  const problem = unknown?.problem ?? null;
  return (
    <div className={styles.traffic}>
      <span className="soft small" title="Walks of your users; what is tried here is not counted.">
        Traffic
      </span>
      <SegmentedControl
        size="xs"
        aria-label="Traffic of which time"
        value={value}
        data={[
          { value: "off", label: "Off" },
          ...trafficWindowNames.map((value) => ({ value, label: value })),
        ]}
        onChange={(next) => props.onChange(next as FlowTrafficChoice)}
      />
      {problem === null ? (
        <output className={styles.said}>{unknown ? "Counting…" : trafficWords[value]}</output>
      ) : (
        <output className={styles.notCounted}>Not counted: {problem}</output>
      )}
    </div>
  );
}
