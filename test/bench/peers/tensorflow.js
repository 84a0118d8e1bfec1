import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-webgpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import { GEMM, ITEMS, MLP, NCF, pairs, ratingVectors, uniform } from './shapes.js';

export const tensorflow = {
  name: `TensorFlow.js ${tf.version_core} WebGPU`,
  async open() {
    if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js has no WebGPU backend here');
    await tf.ready();
  },
  rows: {
    'gemm-1024': gemm,
    'mlp-rating-step': mlpRatingStep,
    'ncf-step': ncfStep,
    'item-cosine': itemCosine,
  },
};

async function gemm() {
  const [a, b] = [0, 1].map(() => tf.tensor2d(uniform(GEMM * GEMM), [GEMM, GEMM]));
  return {
    // One number of the product waits for all of it.
    async sample() {
      const product = tf.matMul(a, b);
      const corner = tf.slice(product, [0, 0], [1, 1]);
      await corner.data();
      tf.dispose([product, corner]);
    },
    close: () => tf.dispose([a, b]),
  };
}

/** Dense: the product of the normalised columns with themselves, then topk with one to spare for the item itself. */
async function itemCosine() {
  const { users, items, density, neighbours } = ITEMS;
  const { ratings } = ratingVectors({ batch: users, items, density });
  const table = tf.tensor2d(ratings, [users, items]);
  return {
    async sample() {
      const { values, indices } = tf.tidy(() => {
        const unit = tf.div(table, tf.sqrt(tf.sum(tf.square(table), 0, true)));
        return tf.topk(tf.matMul(unit, unit, true, false), neighbours + 1);
      });
      await Promise.all([values.data(), indices.data()]);
      tf.dispose([values, indices]);
    },
    close: () => tf.dispose(table),
  };
}

function dense(inputs, outputs) {
  const range = Math.sqrt(6 / (inputs + outputs));
  return [
    tf.variable(tf.tensor2d(uniform(inputs * outputs, -range, range), [inputs, outputs])),
    tf.variable(tf.zeros([outputs])),
  ];
}

/** Steps of Adam on one batch, the loss of the last read back. */
function training(steps, loss, tensors) {
  const optimizer = tf.train.adam(1e-3);
  return {
    units: steps,
    async sample() {
      let last;
      for (let i = 0; i < steps; i++) {
        last?.dispose();
        last = optimizer.minimize(loss, true);
      }
      const [value] = await last.data();
      last.dispose();
      if (!Number.isFinite(value)) throw new Error(`the loss is ${value}`);
    },
    close() {
      tf.dispose(tensors);
      optimizer.dispose();
    },
  };
}

async function mlpRatingStep() {
  const { batch, items, hidden } = MLP;
  const vectors = ratingVectors(MLP);
  const ratings = tf.tensor2d(vectors.ratings, [batch, items]);
  const mask = tf.tensor2d(vectors.mask, [batch, items]);
  const known = vectors.mask.reduce((sum, value) => sum + value, 0);
  const [w1, b1] = dense(items, hidden);
  const [w2, b2] = dense(hidden, items);
  const loss = () => {
    const layer = tf.relu(tf.add(tf.matMul(ratings, w1), b1));
    const output = tf.add(tf.matMul(layer, w2), b2);
    return tf.div(tf.sum(tf.mul(mask, tf.square(tf.sub(output, ratings)))), known);
  };
  return training(1, loss, [ratings, mask, w1, b1, w2, b2]);
}

async function ncfStep() {
  const { users, items, width, tower, batch } = NCF;
  const drawn = pairs(NCF);
  const userIds = tf.tensor1d(drawn.users, 'int32');
  const itemIds = tf.tensor1d(drawn.items, 'int32');
  const labels = tf.tensor1d(drawn.labels);
  const table = (rows) => tf.variable(tf.tensor2d(uniform(rows * width, -0.05, 0.05), [rows, width]));
  const [userTable, itemTable] = [table(users), table(items)];
  const layers = tower.map((outputs, i) => dense(i === 0 ? 2 * width : tower[i - 1], outputs));
  const loss = () => {
    let layer = tf.concat([tf.gather(userTable, userIds), tf.gather(itemTable, itemIds)], 1);
    layers.forEach(([weights, bias], i) => {
      layer = tf.add(tf.matMul(layer, weights), bias);
      if (i < layers.length - 1) layer = tf.relu(layer);
    });
    return tf.losses.sigmoidCrossEntropy(labels, tf.reshape(layer, [batch]));
  };
  return training(4, loss, [userIds, itemIds, labels, userTable, itemTable, ...layers.flat()]);
}
