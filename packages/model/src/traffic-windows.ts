/** The windows of time that traffic is looked at in, in milliseconds. */
export const trafficWindows = { "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000 } as const;
export type TrafficWindow = keyof typeof trafficWindows;

/** Apart from their schema: the console's first page reads them out of addresses, and has no schemas. */
export const trafficWindowNames = Object.keys(trafficWindows) as [TrafficWindow, ...TrafficWindow[]];
