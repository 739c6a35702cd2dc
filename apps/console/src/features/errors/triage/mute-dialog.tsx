import { Button, Group, Modal, NumberInput, TextInput } from "@mantine/core";
import { type ErrorAct, errorTriage } from "@scriptyard/model";
import { useState } from "react";
import { useForm } from "../../../app/use-form.ts";
import { formatNumber, thousandSeparator } from "../../../components/format.ts";
import { localTimeText } from "../../../components/local-time.ts";

/** Mutes until a chosen time, or until it happened so many more times. */
export function MuteDialog(props: {
  by: "time" | "times";
  onMute: (act: ErrorAct) => void;
  onClose: () => void;
}) {
  const [opened] = useState(() => Date.now());
  // Tomorrow, to the minute.
  const [time, setTime] = useState(() => localTimeText(opened + 86_400_000).slice(0, 16));
  const [times, setTimes] = useState<number | string>(10);
  const until = Date.parse(time);
  const isByTime = props.by === "time";
  const { form, at } = useForm({
    values: { time, times },
    own: {
      time: isByTime ? timeProblem(until, Date.now()) : null,
      times: isByTime ? null : timesProblem(times),
    },
    error: null,
    onValid: () =>
      props.onMute(isByTime ? { kind: "mute", until } : { kind: "mute-times", times: Number(times) }),
  });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={isByTime ? "Mute until a time" : "Mute until it happens more often"}
      closeButtonProps={{ "aria-label": "Close" }}
      size={400}
    >
      <form {...form}>
        {isByTime ? (
          <TextInput
            type="datetime-local"
            label="Open again"
            data-autofocus
            value={time}
            onChange={(event) => setTime(event.currentTarget.value)}
            error={at.time}
          />
        ) : (
          <NumberInput
            label="So many more times"
            description="Counted from now on; the last of them opens it again."
            data-autofocus
            min={1}
            clampBehavior="none"
            allowDecimal={false}
            thousandSeparator={thousandSeparator}
            value={times}
            onChange={setTimes}
            error={at.times}
          />
        )}
        <Group justify="flex-end" gap={8} mt={20}>
          <Button variant="default" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit">Mute</Button>
        </Group>
      </form>
    </Modal>
  );
}

function timeProblem(until: number, now: number): string | null {
  if (Number.isNaN(until)) return "Choose a day and a time.";
  if (until <= now) return "That is over already. Choose a later time.";
  return until > now + errorTriage.muteMs ? "That is more than a year away. Choose an earlier time." : null;
}

function timesProblem(times: number | string): string | null {
  const fits = Number.isInteger(times) && Number(times) >= 1 && Number(times) <= errorTriage.muteTimes;
  return fits ? null : `Give a whole number from 1 to ${formatNumber(errorTriage.muteTimes)}.`;
}
