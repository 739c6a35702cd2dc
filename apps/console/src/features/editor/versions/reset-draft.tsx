import { Checkbox } from "@mantine/core";
import { plural } from "../../../components/format.ts";
import type { ScriptItem } from "../server/types.ts";

/**
 * Whether the draft goes back with what is live: a draft that stays brings the text back at its next publish. Asked for by
 * itself where nothing goes that is written nowhere else, for then the draft is the text that is being rolled back.
 */
export function ResetDraft(props: {
  of: Pick<ScriptItem, "status" | "changedLines">;
  version: number;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { of, version, checked, onChange } = props;
  return (
    <Checkbox
      mt={10}
      label={`Make the draft the text of v${version} too`}
      description={
        of.status === "live-with-changes"
          ? `${plural(of.changedLines, "line")} of the draft ${of.changedLines === 1 ? "is" : "are"} not published; its history keeps ${of.changedLines === 1 ? "it" : "them"}.`
          : "Otherwise the next publish of the draft brings back what is rolled back now."
      }
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
