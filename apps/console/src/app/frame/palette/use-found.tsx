import { useDebouncedValue } from "@mantine/hooks";
import type { SpotlightActionData, SpotlightActionGroupData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Activity, FileCode2, Route, TriangleAlert, User, Zap } from "lucide-react";
import { formatRelative } from "../../../components/format.ts";
import { isLookedUp } from "../../../components/pasted-id.ts";
import { useRealm } from "../../realm.ts";
import { type Outputs, useTRPC } from "../../trpc.ts";

type Found = Outputs["lookup"]["find"][number];

/** What an id or an address in the query stands for; `nothing` says so when it stands for nothing. */
export function useFound(query: string): { group: SpotlightActionGroupData | null; nothing: string | null } {
  const trpc = useTRPC();
  const open = useOpen();
  const [text] = useDebouncedValue(query.trim().slice(0, 500), 150);
  const enabled = isLookedUp(text);
  const { data, isError } = useQuery({
    ...trpc.lookup.find.queryOptions({ text }),
    enabled,
    staleTime: 5_000,
  });
  if (!enabled) return { group: null, nothing: null };
  if (isError) return { group: null, nothing: "The server could not be asked. Try again." };
  if (data === undefined) return { group: null, nothing: "Looking…" };
  if (data.length === 0) return { group: null, nothing: nothingOf(text) };
  // The palette shows what matches the query: these do, by being what was asked for.
  const actions = data.map((found) => ({ ...shown(found), keywords: query, onClick: () => open(found) }));
  return { group: { group: "Found", actions }, nothing: null };
}

function nothingOf(text: string): string {
  if (text.includes("req_")) return "No run belongs to this request. The server's log has its id.";
  return text.includes("@") ? "No member has this address." : "Nothing has this id (any more).";
}

/** @example Execution · login/risk-check v3 · "failed 2 min ago: Cannot read …" */
function shown(found: Found): Pick<SpotlightActionData, "id" | "label" | "description" | "leftSection"> {
  const size = 15;
  const of = (label: string, description: string, leftSection: SpotlightActionData["leftSection"]) => ({
    id: `found ${found.id}`,
    label,
    description,
    leftSection,
  });
  switch (found.kind) {
    case "execution": {
      const failed = found.status === "error";
      const ended = `${failed ? "failed" : "ok"} ${formatRelative(found.at, Date.now())}`;
      const version = found.version === null ? "" : ` v${found.version}`;
      return of(
        `${found.script}${version}`,
        found.message === null ? `Execution, ${ended}` : `Execution, ${ended}: ${found.message}`,
        failed ? <TriangleAlert size={size} /> : <Activity size={size} />,
      );
    }
    case "flowSession":
      return of(`Walk through ${found.flow}`, `${found.status} at ${found.node}`, <Route size={size} />);
    case "errorGroup":
      return of(found.message, `Error of ${found.script}, ${found.status}`, <TriangleAlert size={size} />);
    case "script":
      return of(
        found.script,
        found.version === null ? "Script" : `Version ${found.version}`,
        <FileCode2 size={size} />,
      );
    case "trigger":
      return of(found.name, `Trigger, ${found.starts}`, <Zap size={size} />);
    case "member":
      return of(found.name || found.email, `Member, ${found.email}`, <User size={size} />);
  }
}

/** Goes to where it is shown, in the realm it belongs to. */
function useOpen(): (found: Found) => void {
  const navigate = useNavigate();
  const realm = useRealm();
  return (found) => {
    switch (found.kind) {
      case "execution":
        return void navigate({
          to: "/r/$realm/executions",
          params: { realm: found.realm },
          search: { open: found.id },
        });
      case "flowSession":
        return void navigate({
          to: "/r/$realm/executions",
          params: { realm: found.realm },
          search: { session: found.id, from: found.at - 60_000, to: found.at + 86_400_000 },
        });
      case "errorGroup":
        return void navigate({
          to: "/r/$realm/errors",
          params: { realm: found.realm },
          search: { open: found.id, ...(found.status === "open" ? {} : { status: "all" as const }) },
        });
      case "script": {
        const [module = "", name = ""] = found.script.split("/");
        return void navigate({
          to: "/r/$realm/scripts/$module/$name",
          params: { realm: found.realm, module, name },
          search: found.version === null ? {} : { version: found.version },
        });
      }
      case "trigger":
        return void navigate({
          to: "/r/$realm/triggers",
          params: { realm: found.realm },
          search: { open: found.id },
        });
      case "member":
        return void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab: "members" } });
    }
  };
}
