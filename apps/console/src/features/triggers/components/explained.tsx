import { useDebouncedValue } from "@mantine/hooks";
import type { Json, TriggerKind } from "@scriptyard/model";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { fieldProblems } from "../../../app/field-problems.ts";
import { useRealm } from "../../../app/realm.ts";
import { useTRPC } from "../../../app/trpc.ts";
import { formatTimeIn } from "../../../components/format.ts";

/**
 * What is being typed means: in words, and the next points in time as clocks show them there; or why it cannot be read.
 */
export function Explained(props: {
  kind: TriggerKind;
  /** Of the trigger that is changed; null = a new one. */
  id: string | null;
  config: { [field: string]: Json } | null;
}) {
  const realm = useRealm();
  const [config] = useDebouncedValue(props.config, 300);
  const { data, error } = useQuery({
    ...useTRPC().triggers.explain.queryOptions({
      realm,
      kind: props.kind,
      config: config ?? {},
      ...(props.id !== null && { id: props.id as never }),
    }),
    enabled: config !== null && Object.keys(config).length > 0,
    placeholderData: keepPreviousData,
    retry: false,
  });
  if (props.config === null) return null;
  // As its field will say it when it is sent.
  const { at } = fieldProblems(
    error,
    Object.keys(config ?? {}).map((name) => `config.${name}`),
  );
  const problems = Object.values(at);
  if (problems.length > 0)
    return (
      <p className="small" style={{ color: "var(--sy-warn)" }} role="status">
        {problems.join(" ")}
      </p>
    );
  if (!data || error) return null;
  const { words, next, timeZone } = data;
  return (
    <p className="small soft" role="status">
      <strong>{words}.</strong>{" "}
      {next.length === 0
        ? "It is never due."
        : `Next: ${next.map((at) => formatTimeIn(at, timeZone)).join(", ")} (${timeZone}).`}
    </p>
  );
}
