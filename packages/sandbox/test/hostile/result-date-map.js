// expect ok {"d":"1970-01-01T00:00:00.000Z","m":{},"s":{},"u":[null]}
// Dates, maps, sets and holes.
export function onExecute() {
  return { d: new Date(0), m: new Map([[1, 2]]), s: new Set([1]), u: [undefined], f() {} };
}
