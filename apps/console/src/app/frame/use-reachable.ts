import { useLinkState } from "../events/index.ts";
import { reach } from "../reach.ts";
import { useStore } from "../store.ts";
import { useOnline } from "./use-online.ts";

/** Whether the server answers, as far as the network, the live stream and the last request tell: false with the first that fails. */
export function useReachable(): boolean {
  const online = useOnline();
  const link = useLinkState();
  const { lost } = useStore(reach);
  return online && link !== "lost" && !lost;
}
