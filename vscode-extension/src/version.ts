/** What `linen-upgrade --version` says, and whether that is new enough. */

/** The oldest server that this extension can work with. */
export const MINIMUM_SERVER_VERSION = "0.1.0";

/**
 * The version in what `--version` printed: `0.1.0` of `linen-upgrade 0.1.0`.
 * Undefined if another program answered.
 */
export function parseVersion(printed: string): string | undefined {
  const [program, version, ...rest] = printed.trim().split(/\s+/);
  const isOurs = program === "linen-upgrade" && version !== undefined && rest.length === 0;
  return isOurs && /^\d+(\.\d+)*/.test(version) ? version : undefined;
}

/**
 * Whether `version` is `minimum` or newer, by the numbers of the release alone: `0.2.0rc1` counts as `0.2.0`, so
 * that those who try a release early are not turned away.
 */
export function isAtLeast(version: string, minimum: string): boolean {
  const [ours, theirs] = [releaseNumbers(version), releaseNumbers(minimum)];
  for (let place = 0; place < Math.max(ours.length, theirs.length); place++) {
    const difference = (ours[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return true;
}

function releaseNumbers(version: string): number[] {
  const release = /^\d+(\.\d+)*/.exec(version)?.[0] ?? "";
  return release.split(".").map(Number);
}
