import { Checkbox } from "@mantine/core";
import styles from "./picking.module.css";

/** Picks by the mouse; the keyboard has keys for it, and the row says whether it is picked. */
export function PickBox(props: {
  label: string;
  checked: boolean;
  indeterminate?: boolean;
  onPick: (range: boolean) => void;
}) {
  return (
    <Checkbox
      size="xs"
      className={styles.check}
      tabIndex={-1}
      aria-label={props.label}
      checked={props.checked}
      indeterminate={props.indeterminate ?? false}
      // The focus stays where it is: letters typed on a field are for the field.
      onMouseDown={(event) => event.preventDefault()}
      onChange={() => {}}
      onClick={(event) => {
        event.stopPropagation();
        props.onPick(event.shiftKey);
      }}
    />
  );
}
