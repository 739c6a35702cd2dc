// Long: one table over every kind of thing that is found; what a kind is called, shows and opens is read at one glance.
import type { useNavigate } from "@tanstack/react-router";
import {
  Activity,
  BookOpen,
  CircleDot,
  FileCode2,
  Route,
  TriangleAlert,
  User,
  Workflow,
  Zap,
} from "lucide-react";
import type { ReactNode } from "react";
import { formatRelative } from "../../../../components/format.ts";
import type { Outputs } from "../../../trpc.ts";
import type { PaletteEntry } from "../entries.ts";

type Found = Outputs["lookup"]["find"][number];
type FoundAs<K extends Found["kind"]> = Extract<Found, { kind: K }>;
type Way = { navigate: ReturnType<typeof useNavigate>; realm: string };

/** How one kind of thing that the server found is shown, and where it is. */
type Kind<F> = {
  /** Heading in the palette. */
  group: string;
  label: (found: F) => string;
  description: (found: F) => string;
  icon: (found: F) => ReactNode;
  /** Goes to where it is shown, in the realm it belongs to. */
  open: (found: F, way: Way) => void;
};

const size = 15;

/** @example Execution · login/risk-check v3 · "failed 2 min ago: Cannot read …" */
const kinds: { [K in Found["kind"]]: Kind<FoundAs<K>> } = {
  execution: {
    group: "Executions",
    label: ({ script, version }) => (version === null ? script : `${script} v${version}`),
    description({ status, at, message }) {
      const ended = `${status === "error" ? "failed" : "ok"} ${formatRelative(at, Date.now())}`;
      return message === null ? `Execution, ${ended}` : `Execution, ${ended}: ${message}`;
    },
    icon: ({ status }) => (status === "error" ? <TriangleAlert size={size} /> : <Activity size={size} />),
    open: ({ realm, id: open }, { navigate }) =>
      void navigate({ to: "/r/$realm/executions", params: { realm }, search: { open } }),
  },
  flowSession: {
    group: "Walks",
    label: ({ flow }) => `Walk through ${flow}`,
    description: ({ status, node }) => `${status} at ${node}`,
    icon: () => <Route size={size} />,
    open: ({ realm, id: session, at }, { navigate }) =>
      void navigate({
        to: "/r/$realm/executions",
        params: { realm },
        search: { session, from: at - 60_000, to: at + 86_400_000 },
      }),
  },
  flow: {
    group: "Flows",
    label: ({ title }) => title,
    description: ({ name }) => `Flow ${name}`,
    icon: () => <Workflow size={size} />,
    open: ({ realm, name: flow }, { navigate }) =>
      void navigate({ to: "/r/$realm/flows/$flow", params: { realm, flow }, search: {} }),
  },
  node: {
    group: "Nodes of flows",
    label: ({ title, name }) => title || name,
    description: ({ flow, flowTitle, name }) => `Node of ${flowTitle}, runs ${flow}/${name}`,
    icon: () => <CircleDot size={size} />,
    open: ({ realm, flow: module, name }, { navigate }) =>
      void navigate({
        to: "/r/$realm/scripts/$module/$name",
        params: { realm, module, name },
        search: {},
      }),
  },
  errorGroup: {
    group: "Errors",
    label: ({ message }) => message,
    description: ({ script, status }) =>
      script === "" ? `Error, ${status}` : `Error of ${script}, ${status}`,
    icon: () => <TriangleAlert size={size} />,
    open: ({ realm, id: open, status }, { navigate }) =>
      void navigate({
        to: "/r/$realm/errors",
        params: { realm },
        search: { open, ...(status === "open" ? {} : { status: "all" as const }) },
      }),
  },
  script: {
    group: "Scripts",
    label: ({ script }) => script,
    description: ({ version }) => (version === null ? "Script" : `Version ${version}`),
    icon: () => <FileCode2 size={size} />,
    open({ realm, script, version }, { navigate }) {
      const [module = "", name = ""] = script.split("/");
      void navigate({
        to: "/r/$realm/scripts/$module/$name",
        params: { realm, module, name },
        search: version === null ? {} : { version },
      });
    },
  },
  trigger: {
    group: "Triggers",
    label: ({ name }) => name,
    description: ({ starts, address }) => (address ? `Trigger, ${starts}: ${address}` : `Trigger, ${starts}`),
    icon: () => <Zap size={size} />,
    open: ({ realm, id: open }, { navigate }) =>
      void navigate({ to: "/r/$realm/triggers", params: { realm }, search: { open } }),
  },
  host: {
    group: "Host API",
    label: ({ name }) => name,
    description: ({ what, text }) => (text === "" ? `A ${what}` : text),
    icon: () => <BookOpen size={size} />,
    open: ({ realm, name: item }, { navigate }) =>
      void navigate({ to: "/r/$realm/host-api", params: { realm }, search: { item } }),
  },
  member: {
    group: "Members",
    label: ({ name, email }) => name || email,
    description: ({ email }) => `Member, ${email}`,
    icon: () => <User size={size} />,
    open: (_, { navigate, realm }) =>
      void navigate({ to: "/r/$realm/settings/$tab", params: { realm, tab: "members" } }),
  },
};

const kindOf = (found: Found) => kinds[found.kind] as Kind<Found>;

export const groupOf = (found: Found): string => kindOf(found).group;

/** The palette shows what fits its words: these do, by being what the server answered. */
export function entryOf(found: Found, way: Way): PaletteEntry {
  const kind = kindOf(found);
  return {
    id: `${found.kind} ${found.id}`,
    label: kind.label(found),
    description: kind.description(found),
    icon: kind.icon(found),
    answers: true,
    run: () => kind.open(found, way),
  };
}
