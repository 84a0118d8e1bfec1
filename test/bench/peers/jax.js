import { blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { GEMM, MLP, ratingVectors, uniform } from './shapes.js';

export const jax = {
  name: 'jax-js 0.1.25 WebGPU',
  async open() {
    if (!(await init('webgpu')).includes('webgpu')) throw new Error('jax-js has no WebGPU here');
    defaultDevice('webgpu');
  },
  rows: { 'gemm-1024': gemm, 'mlp-rating-step': mlpRatingStep },
};

const matrix = (values, rows, columns) => np.array(values).reshape([rows, columns]);

async function gemm() {
  const [a, b] = [0, 1].map(() => matrix(uniform(GEMM * GEMM), GEMM, GEMM));
  return {
    async sample() {
      const product = await np.matmul(a.ref, b.ref).blockUntilReady();
      product.dispose();
    },
    close() {
      a.dispose();
      b.dispose();
    },
  };
}

async function mlpRatingStep() {
  const { batch, items, hidden } = MLP;
  const vectors = ratingVectors(MLP);
  const known = vectors.mask.reduce((sum, value) => sum + value, 0);
  const range = Math.sqrt(6 / (items + hidden));
  let parameters = {
    w1: matrix(uniform(items * hidden, -range, range), items, hidden),
    b1: np.zeros([hidden]),
    w2: matrix(uniform(hidden * items, -range, range), hidden, items),
    b2: np.zeros([items]),
  };
  let m = tree.map((x) => np.zerosLike(x), tree.ref(parameters));
  let v = tree.map((x) => np.zerosLike(x), tree.ref(parameters));
  const ratings = matrix(vectors.ratings, batch, items);
  const mask = matrix(vectors.mask, batch, items);

  const loss = ({ w1, b1, w2, b2 }, x, known_) => {
    const layer = nn.relu(np.matmul(x.ref, w1).add(b1));
    const output = np.matmul(layer, w2).add(b2);
    return np.square(output.sub(x)).mul(known_).sum().div(known);
  };
  const [beta1, beta2, epsilon, rate] = [0.9, 0.999, 1e-8, 1e-3];
  const step = jit((theta, m0, v0, correction, x, known_) => {
    const [value, gradient] = valueAndGrad(loss)(tree.ref(theta), x, known_);
    const m1 = tree.map((a, g) => a.mul(beta1).add(g.mul(1 - beta1)), m0, tree.ref(gradient));
    const v1 = tree.map((a, g) => a.mul(beta2).add(np.square(g).mul(1 - beta2)), v0, gradient);
    const next = tree.map(
      (t, a, b) => t.sub(a.mul(correction.ref).div(np.sqrt(b).add(epsilon))),
      theta,
      tree.ref(m1),
      tree.ref(v1),
    );
    correction.dispose();
    return [value, next, m1, v1];
  });
  let t = 0;
  return {
    async sample() {
      t++;
      const correction = np.array((rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t));
      const [value, ...next] = step(parameters, m, v, correction, ratings.ref, mask.ref);
      [parameters, m, v] = next;
      await blockUntilReady(tree.ref(parameters));
      const [number] = await value.data();
      if (!Number.isFinite(number)) throw new Error(`the loss is ${number}`);
    },
    close: () => tree.dispose([parameters, m, v, ratings, mask]),
  };
}
