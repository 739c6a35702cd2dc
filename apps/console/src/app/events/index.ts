export {
  type LiveEvent,
  type LiveEventOf,
  useEventStream,
  useLinkState,
  useRunnerEvents,
} from "./use-runner-events.ts";
