/** How often a server that crashed is started again before the person is asked. */
export class RestartLimit {
  private crashes: number[] = [];

  constructor(
    private readonly restarts: number,
    private readonly periodMilliseconds: number,
  ) {}

  /** Notes a crash at the time `now`, in milliseconds, and says whether to start the server again. */
  allowsRestart(now: number): boolean {
    this.crashes = this.crashes.filter((earlier) => now - earlier < this.periodMilliseconds);
    this.crashes.push(now);
    return this.crashes.length <= this.restarts;
  }

  /** Forgets earlier crashes, since a person asked for a new start. */
  reset(): void {
    this.crashes = [];
  }
}
