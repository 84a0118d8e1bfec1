/** Rounds that all run in. */
const OPENING = 3;
/** Rounds that whoever is to replace the untuned variant must have been ahead through. */
const ROUNDS = 9;
/** One round is enough for what takes this many times as long: workgroup tiles take twenty on a software adapter. */
const HOPELESS = 3;
/** The untuned variant stays unless another takes less than this share of its time. */
const GAIN = 0.9;

/** One way of doing the same, and the milliseconds of a run in each round that it took part in. */
export interface Contestant {
  readonly name: string;
  readonly times: number[];
}

/**
 * Times ways of doing the same against the one used untuned, by turns, and returns the name of the one to use. Another
 * takes its place only where it is ahead in its best round and in the middle one of all, round against round: beside
 * busy neighbours a single run takes twice or half of what the next one does, and the best of three told them apart by
 * chance. Whoever falls behind after the opening leaves, so that mostly three rounds are all.
 *
 * @param run measures a contestant once: milliseconds
 * @param barred names that are timed and never chosen
 */
export async function contest<C extends Contestant>(
  contestants: readonly C[],
  untuned: string,
  barred: ReadonlySet<string>,
  run: (contestant: C) => Promise<number>,
): Promise<string> {
  const holder = contestants.find(({ name }) => name === untuned)!;
  const challengers = contestants.filter(({ name }) => name !== untuned);
  let running = challengers;
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of round % 2 === 0 ? [holder, ...running] : [...running, holder])
      contestant.times.push(await run(contestant));
    const fastest = Math.min(...contestants.map(best));
    running = running.filter((each) =>
      round + 1 < OPENING ? best(each) <= HOPELESS * fastest : !barred.has(each.name) && ahead(each, holder),
    );
    if (round + 1 >= OPENING && running.length === 0) break;
  }
  return running.reduce<Contestant>((least, each) => (best(each) < best(least) ? each : least), holder).name;
}

/** The least of its rounds: what else the machine does only adds. */
export function best({ times }: Contestant): number {
  return Math.min(...times);
}

function ahead(challenger: Contestant, holder: Contestant): boolean {
  const shares = challenger.times.map((time, round) => time / holder.times[round]!).sort((a, b) => a - b);
  return best(challenger) < GAIN * best(holder) && shares[shares.length >> 1]! < GAIN;
}
