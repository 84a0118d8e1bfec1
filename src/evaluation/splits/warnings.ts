import { hasEntry } from '../../data/csr';
import type { Dataset, Warning } from '../../data/dataset';
import { popularityDrift } from './drift';
import type { HoldOut } from './holdout';
import { userTimeOrder } from './sequence';
import type { SplitSpec } from './specification';

/** Popularity may differ by this much (total variation distance) beyond chance before it is worth a warning. */
const tolerableDrift = 0.05;

const BY_TIME: readonly SplitSpec['protocol'][] = [
  'temporal',
  'temporal-per-user',
  'leave-one-out',
  'sliding-window',
];

/** What a reviewer would ask about this split. */
export function splitWarnings(
  protocol: SplitSpec['protocol'],
  train: Dataset,
  validation: Dataset | null,
  test: Dataset,
): Warning[] {
  return [
    ...leaks(train, test, 'test'),
    ...(validation ? leaks(train, validation, 'validation') : []),
    ...drift(protocol, train, test),
    ...future(protocol, train, test),
    ...cold(train, test),
  ];
}

/** Users for whom a tie of time, broken by file order, decides what is held out. */
export function tiesAtBoundary(dataset: Dataset, held: HoldOut): Warning[] {
  const times = dataset.byUser.timestamps;
  let users = 0;
  let decided = 0;
  for (let user = 0; user < dataset.users; user++) {
    const rows = userTimeOrder(dataset, user);
    const first = rows.findIndex((row) => held[row] === 1);
    if (first < 1) continue;
    users++;
    if (times === null || times[rows[first - 1]!] === times[rows[first]!]) decided++;
  }
  if (decided === 0) return [];
  if (times === null) {
    return [
      {
        code: 'split.file-order-is-time',
        text: {
          en: 'The data has no times: file order decides which interaction of a user is the last.',
          zh: '数据没有时间信息：由文件中的先后顺序决定每个用户的最后一次交互。',
        },
      },
    ];
  }
  return [
    {
      code: 'split.time-ties',
      text: {
        en: `For ${decided} of ${users} test users interactions at the same time lie on both sides of the split; file order decides.`,
        zh: `${users} 个测试用户中有 ${decided} 个在划分边界两侧存在相同时间的交互，由文件顺序决定归属。`,
      },
    },
  ];
}

/** Interactions of one moment lie before a sliding window and in it. */
export function tiesAtWindow(window: number): Warning {
  return {
    code: 'split.time-ties',
    text: {
      en: `Interactions at the same time lie before window ${window} and in it; file order decides.`,
      zh: `第 ${window} 个窗口的起点两侧存在相同时间的交互，由文件顺序决定归属。`,
    },
  };
}

function leaks(train: Dataset, part: Dataset, name: 'test' | 'validation'): Warning[] {
  let count = 0;
  for (let user = 0; user < part.users; user++) {
    for (let entry = part.byUser.offsets[user]!; entry < part.byUser.offsets[user + 1]!; entry++) {
      if (hasEntry(train.byUser, user, part.byUser.indices[entry]!)) count++;
    }
  }
  if (count === 0) return [];
  const zh = name === 'test' ? '测试' : '验证';
  return [
    {
      code: `split.${name}-in-train`,
      text: {
        en: `${count} of ${part.interactions} ${name} interactions are in the training part too: the model has seen the answer.`,
        zh: `${part.interactions} 条${zh}交互中有 ${count} 条同时出现在训练部分：模型已经见过答案。`,
      },
    },
  ];
}

function drift(protocol: SplitSpec['protocol'], train: Dataset, test: Dataset): Warning[] {
  // Where whole items are held out, popularity differs on purpose.
  if (protocol === 'cold-items') return [];
  if (train.interactions === 0 || test.interactions === 0) return [];
  const { distance, expected, deviation } = popularityDrift(train, test);
  if (distance <= expected + Math.max(tolerableDrift, 4 * deviation)) return [];
  const byTime = BY_TIME.includes(protocol);
  return [
    {
      code: 'split.popularity-differs',
      text: {
        en:
          `Item popularity differs between train and test (total variation distance ${distance.toFixed(3)}, ` +
          `${expected.toFixed(3)} by chance)` +
          (byTime ? ': tastes and the catalogue change with time.' : ': the parts were not drawn alike.'),
        zh:
          `训练与测试部分的物品流行度不一致（总变差距离 ${distance.toFixed(3)}，随机情况下应为 ${expected.toFixed(3)}）` +
          (byTime ? '：偏好与商品随时间变化。' : '：两部分的抽取方式不同。'),
      },
    },
  ];
}

function future(protocol: SplitSpec['protocol'], train: Dataset, test: Dataset): Warning[] {
  if (protocol !== 'random' && protocol !== 'random-per-user' && protocol !== 'k-fold') return [];
  const trainTimes = train.byUser.timestamps;
  const testTimes = test.byUser.timestamps;
  if (trainTimes === null || testTimes === null) return [];
  let earlier = 0;
  for (let user = 0; user < test.users; user++) {
    let last = -Infinity;
    for (let entry = train.byUser.offsets[user]!; entry < train.byUser.offsets[user + 1]!; entry++) {
      last = Math.max(last, trainTimes[entry]!);
    }
    for (let entry = test.byUser.offsets[user]!; entry < test.byUser.offsets[user + 1]!; entry++) {
      if (testTimes[entry]! < last) earlier++;
    }
  }
  if (earlier === 0) return [];
  const percent = ((100 * earlier) / test.interactions).toFixed(0);
  return [
    {
      code: 'split.uses-future',
      text: {
        en: `A random split lets the model learn from the future: ${percent} % of test interactions are older than one of the same user in training.`,
        zh: `随机划分会让模型从未来学习：${percent}% 的测试交互早于同一用户的某条训练交互。`,
      },
    },
  ];
}

function cold(train: Dataset, test: Dataset): Warning[] {
  const users = countCold(test.byUser.offsets, train.byUser.offsets);
  const items = countCold(test.byItem.offsets, train.byItem.offsets);
  const warnings: Warning[] = [];
  if (users.cold) {
    warnings.push({
      code: 'split.cold-users',
      text: {
        en: `${users.cold} of ${users.all} test users have no training interaction; the fallback decides for them. Figures for warm and cold users are given apart.`,
        zh: `${users.all} 个测试用户中有 ${users.cold} 个没有训练交互，其结果由后备策略决定。热用户与冷用户的指标分开给出。`,
      },
    });
  }
  if (items.cold) {
    warnings.push({
      code: 'split.cold-items',
      text: {
        en: `${items.cold} of ${items.all} test items have no training interaction; collaborative filtering cannot find them.`,
        zh: `${items.all} 个测试物品中有 ${items.cold} 个没有训练交互，协同过滤无法推荐它们。`,
      },
    });
  }
  return warnings;
}

function countCold(test: Uint32Array, train: Uint32Array): { all: number; cold: number } {
  let all = 0;
  let cold = 0;
  for (let row = 0; row + 1 < test.length; row++) {
    if (test[row] === test[row + 1]) continue;
    all++;
    if (train[row] === train[row + 1]) cold++;
  }
  return { all, cold };
}
