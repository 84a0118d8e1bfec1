import { Random } from '../../../compute/random';
import { FactorTables } from '../../../models/factor-tables';
import { result, time, type BenchRow } from '../row';

const [USERS, ITEMS, DIMENSION, COUNT] = [1000, 100_000, 64, 20];
const REQUESTS = 200;

export const recommendOne: BenchRow = {
  name: 'recommend-one',
  what: `the ${COUNT} best of ${ITEMS} items for one user, dimension ${DIMENSION}: from the call to the list on the host`,

  async run(backend) {
    const tables = new FactorTables(backend, USERS, ITEMS, DIMENSION);
    const random = new Random(1, 'recommend-one benchmark');
    const tableValues = [tables.users, tables.items].map((table) => {
      const values = new Float32Array(table.length);
      random.fillNormal(values);
      backend.write(table, values);
      return values;
    });
    const scope = backend.scope('recommend-one benchmark');
    const scorer = tables.scorer(scope, 1);
    const values = scope.tensor('f32', COUNT, 'scores');
    const indices = scope.tensor('u32', COUNT, 'items');
    const select = backend.kernels.topK(scope, {
      scores: scorer.out,
      rows: 1,
      columns: ITEMS,
      k: COUNT,
      values,
      indices,
    });
    let user = 0;
    let list = new Uint32Array();
    const samples = await time(
      async () => {
        user = (user + 1) % USERS;
        scorer.score(Uint32Array.of(user));
        backend.run([select]);
        list = await backend.read(indices);
      },
      { samples: REQUESTS },
    );
    scope.dispose();
    tables.dispose();
    const [userValues, itemValues] = tableValues;
    if (list[0] !== bestItem(userValues!.subarray(user * DIMENSION), itemValues!))
      throw new Error('the first of the list is not the best item');
    return [
      result({ name: recommendOne.name, what: recommendOne.what }, samples, {
        flops: 2 * ITEMS * DIMENSION,
        bytes: 4 * ITEMS * DIMENSION,
      }),
    ];
  },
};

function bestItem(user: Float32Array, items: Float32Array): number {
  let [best, most] = [-1, -Infinity];
  for (let item = 0; item < ITEMS; item++) {
    let score = 0;
    for (let d = 0; d < DIMENSION; d++) score += user[d]! * items[item * DIMENSION + d]!;
    if (score > most) [best, most] = [item, score];
  }
  return best;
}
