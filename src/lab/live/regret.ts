import { Random } from '../../compute/random';
import type { StoreTruth } from '../../data/store';
import { attractionOf } from '../../live/clicks';
import type { LiveSession } from '../../live/session';
import type { Candidate } from '../../ranking/candidate';
import type { Explorer } from '../../ranking/explore/explorer';
import type { ExplorerName, RegretStudy } from './api';
import { explorerFor } from './exploration';
import { wantedBy } from './wanted';

/** Candidates of a list that a strategy may show first. */
const DEPTH = 30;

/** Points of each curve. */
const POINTS = 30;

const STRATEGIES: readonly ExplorerName[] = ['none', 'epsilon-greedy', 'thompson', 'lin-ucb'];

/** Shows what the model believes in most, whatever is clicked. */
const BY_SCORE: Explorer = { order: (candidates) => [...candidates], observe: () => () => {} };

/**
 * What each strategy loses while it learns. Each of the shoppers comes back `rounds` times and is shown one item of the
 * same 30 candidates; it is clicked with the chance that the store's truth says. Regret: clicks expected of the best
 * candidate less those expected of what was shown, summed over rounds and shoppers (Lattimore & Szepesvári 2020, ch. 4).
 * Clicks teach the strategies of the study alone; the shop stays as it is.
 */
export function regretStudy(
  session: LiveSession,
  truth: StoreTruth,
  seed: number,
  { rounds, shoppers }: { readonly rounds: number; readonly shoppers: number },
): RegretStudy {
  const users = drawn(truth.users, shoppers, new Random(seed, 'regret shoppers'));
  const every = Math.max(1, Math.floor(rounds / POINTS));
  const at = Array.from({ length: Math.floor(rounds / every) }, (_, i) => (i + 1) * every);
  const curves = STRATEGIES.map((name) => ({ name, regret: at.map(() => 0) }));
  for (const user of users) {
    const list = session.recommend(user, DEPTH).candidates;
    if (list.length === 0) continue;
    const attraction = attractionOf(wantedBy(truth, user, session.assortment));
    const best = Math.max(...list.map(({ item }) => attraction(item)));
    for (const { name, regret } of curves) {
      const explorer = name === 'none' ? BY_SCORE : explorerFor(name, session, () => user);
      const [clicks, draws] = [
        new Random(seed, `regret clicks ${user}`),
        new Random(seed, `regret ${name} ${user}`),
      ];
      let lost = 0;
      for (let round = 1; round <= rounds; round++) {
        const [shown] = explorer.order(list, draws) as [Candidate];
        lost += best - attraction(shown.item);
        explorer.observe(shown.item, clicks.uniform() < attraction(shown.item));
        if (round % every === 0) regret[round / every - 1]! += lost;
      }
    }
  }
  return { shoppers: users.length, rounds, candidates: DEPTH, at, curves };
}

/** Distinct numbers below `count`, in the order in which they were drawn. */
function drawn(count: number, wanted: number, random: Random): number[] {
  const found = new Set<number>();
  while (found.size < Math.min(count, wanted)) found.add(random.below(count));
  return [...found];
}
